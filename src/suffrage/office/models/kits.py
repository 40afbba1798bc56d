"""The kits of sections: what is kept of each one-time code, and which phone opened with it.

A dump of these tables opens no section: of a code there is a salted slow hash (``codes``), of
the phone's cookie its SHA-256.
"""

from django.db import models

__all__ = ["DoorTries", "Kit", "KitJob"]


class Kit(models.Model):
    """One printed kit of a section for a round; printing again revokes the one before.

    ``code`` is what ``codes.keep_code`` kept. ``device`` is the SHA-256 of the cookie that the
    door gave to the one phone that the code opened, ``phone`` that of the cookie which opens the
    section's desk; both empty before. The same phone may type the code again, when the answer
    was lost, and gets another ``phone``.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=140)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=64, blank=True)
    phone = models.CharField(max_length=64, blank=True)
    revoked = models.BooleanField(default=False)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(
                fields=("election", "unit", "round"),
                condition=models.Q(revoked=False),
                name="one_kit_in_force",
            ),
        )
        indexes = (models.Index(fields=("phone",), name="kit_by_phone"),)

    def __str__(self) -> str:
        return f"kit {self.pk} of {self.unit}, round {self.round}"


class DoorTries(models.Model):
    """False codes from one network address since ``since``, whatever the section."""

    address = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"{self.tries} tries"


class KitJob(models.Model):
    """The printing of all kits below a unit, a row that tells its progress.

    ``beat`` is the last sign of life of the thread at work: a job without one for a while was
    interrupted, and goes on when somebody asks for it.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    below = models.CharField(max_length=40)
    round = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    role = models.CharField(max_length=60)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    beat = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"kits below {self.below}: {self.done} of {self.total}"
