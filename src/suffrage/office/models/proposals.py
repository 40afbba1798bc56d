"""A drafted record that waits for its signature, exactly as it will be written."""

from django.db import models

__all__ = ["Proposal"]


class Proposal(models.Model):
    """``record`` are the canonical bytes without a signature, ``payload`` the blob it names.

    ``texts`` are further blobs (hexadecimal); ``effect`` names what the office does to its own
    tables in the transaction that writes the record, with ``args``; ``next`` is the page after.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    role = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    record = models.BinaryField()
    payload = models.BinaryField(null=True)
    texts = models.JSONField(default=list)
    effect = models.CharField(max_length=60, blank=True)
    args = models.JSONField(default=dict)
    next = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    index = models.PositiveIntegerField(null=True)
    """Where it stands on the board, once written."""

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"{self.kind} by {self.role}"
