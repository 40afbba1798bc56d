"""A drafted record that waits for its signature, exactly as it will be written."""

from django.db import models

from suffrage.office.models.kept import KeptDraft

__all__ = ["Proposal"]


class Proposal(KeptDraft):
    """What one person has proposed in one role, and alone may sign."""

    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    role = models.CharField(max_length=60)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"{self.kind} by {self.role}"
