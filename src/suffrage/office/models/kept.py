"""A drafted record as the office keeps it until it is written: what proposals and motions share."""

from django.db import models

__all__ = ["KeptDraft"]


class KeptDraft(models.Model):
    """``record`` are the canonical bytes without a signature, ``payload`` the blob it names.

    ``texts`` are further blobs (hexadecimal); ``effect`` names what the office does to its own
    tables in the transaction that writes the record, with ``args``; ``next`` is the page after.
    ``index`` is where it stands on the board, once written.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    kind = models.CharField(max_length=40)
    record = models.BinaryField()
    payload = models.BinaryField(null=True)
    texts = models.JSONField(default=list)
    effect = models.CharField(max_length=60, blank=True)
    args = models.JSONField(default=dict)
    next = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    index = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True
        app_label = "office"
