"""What the publisher last said of an election, and where the camps' witnesses answer."""

from django.db import models

__all__ = ["CampWitness", "Publishing"]


class Publishing(models.Model):
    """``fault`` is the code of what stops the publisher; ``alarms`` accuse the log, for all to see.

    ``cosigned`` names the camps whose witness has cosigned the last checkpoint, ``last`` the size
    of the last checkpoint that each of them has cosigned. An alarm names the ``camp`` whose witness
    raised it, its ``kind``, the ``size`` and the Unix time ``at``; none is ever taken away.
    """

    election = models.OneToOneField("office.Election", on_delete=models.CASCADE)
    size = models.PositiveIntegerField(default=0)
    cosigned = models.JSONField(default=list)
    last = models.JSONField(default=dict)
    seen_at = models.DateTimeField()
    fault = models.CharField(max_length=80, blank=True)
    alarms = models.JSONField(default=list)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"publishing {self.election_id}: {self.size}"


class CampWitness(models.Model):
    """The address at which a camp's witness is asked; its key stands in the definition."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    camp = models.CharField(max_length=60)
    url = models.URLField()

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("election", "camp"), name="one_witness_of_a_camp"),
        )

    def __str__(self) -> str:
        return f"witness of {self.camp}"
