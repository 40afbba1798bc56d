"""The course of a rehearsal that the office plays: how far it is, and what stopped it.

The keys of its cast are in no table: a rehearsal that is interrupted is begun again.
"""

from django.db import models

__all__ = ["Rehearsal"]


class Rehearsal(models.Model):
    """``election`` is the rehearsal's own; ``done`` of about ``total`` steps are played.

    ``stage`` is empty for a script alone; with people it is ``script`` until the polls
    are open, then ``open``, ``count`` and ``ended``.
    ``code`` and ``fields`` say what happened last; ``refusals`` counts what the board refused as
    it had to. ``beat`` is the last sign of life; ``fault`` the code of what stopped it.
    """

    election = models.OneToOneField("office.Election", on_delete=models.CASCADE)
    seed = models.CharField(max_length=64)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=10, blank=True)
    refusals = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=dict)
    beat = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"rehearsal {self.pk}: {self.done} of {self.total}"
