"""A motion of the commission: an act that needs a decision, and the members' signed votes."""

from django.db import models

from suffrage.office.models.kept import KeptDraft

__all__ = ["Motion", "MotionVote"]


class Motion(KeptDraft):
    """An act drafted but not performed; ``subject`` is what members vote on.

    ``decision`` is the index of the recorded decision, ``index`` that of the act itself.
    """

    mover = models.CharField(max_length=60)
    subject = models.CharField(max_length=64)
    withdrawn = models.BooleanField(default=False)
    decision = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"motion {self.pk}: {self.kind}"


class MotionVote(models.Model):
    """One member's vote; a member may change it until the decision is recorded."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="votes")
    member = models.CharField(max_length=60)
    choice = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    sitting = models.PositiveIntegerField()
    signature = models.CharField(max_length=128, blank=True)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("motion", "member"), name="one_vote_of_a_member"),
        )

    def __str__(self) -> str:
        return f"{self.member} on motion {self.motion_id}"
