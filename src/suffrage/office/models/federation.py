"""A federation's private tables: whom to call, what came by telephone, what two readings made."""

from django.db import models

__all__ = ["Difference", "FederationTotal", "SectionContact", "SheetUpload", "TelephoneEntry"]


class SectionContact(models.Model):
    """Who answers for a section, as its federation lists them; shown to no other federation."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("election", "unit"), name="one_contact_of_a_section"),
        )

    def __str__(self) -> str:
        return f"contact of {self.unit}"


class TelephoneEntry(models.Model):
    """A record that was written for a section that telephoned; its paper is awaited.

    ``step`` is ``opened``, ``signatures`` or ``sheet``; ``index`` is the record's.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40, blank=True)
    step = models.CharField(max_length=10)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    index = models.PositiveIntegerField()

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"{self.step} of {self.unit} by telephone"


class Difference(models.Model):
    """Two readings of one paper that differ in ``fields``; of the first nothing is kept here.

    ``second`` has what the second reader (``person``) typed in the fields that agree; ``tries``
    counts the readings. ``held_at`` and ``held_by`` tell when the first side has read its paper
    again and holds to what it sent, and in which role: ``secretary@UNIT`` on its own phone, the
    federation's for a telephone call. ``resolved`` is empty, ``equal``, ``corrected``, or
    ``paper`` when the paper itself cannot decide and the commission has to.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40)
    first_payload = models.CharField(max_length=64)
    fields = models.JSONField(default=list)
    second = models.JSONField(default=dict)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE, related_name="+")
    tries = models.PositiveIntegerField(default=1)
    held_at = models.DateTimeField(null=True)
    held_by = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField()
    resolved = models.CharField(max_length=10, blank=True)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(
                fields=("election", "unit", "contest"),
                condition=models.Q(resolved=""),
                name="one_open_difference",
            ),
        )

    def __str__(self) -> str:
        return f"difference in {self.unit}, {self.contest}"


class SheetUpload(models.Model):
    """A federation's file of sheets, read without a fault; what is on the board the board says.

    ``sheets`` is emptied once all ``count`` of them are on the board, or nobody signs them; of the
    file there stay its ``name``, its ``size`` in bytes and its SHA-256 (``digest``).
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40)
    role = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    sheets = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"{self.count} sheets of {self.unit}"


class FederationTotal(models.Model):
    """A bare total that a federation says, for the commission to record as a claim."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    unit = models.CharField(max_length=40)
    contest = models.CharField(max_length=40)
    votes = models.JSONField()
    ballots = models.PositiveIntegerField(default=0)
    said_at = models.DateTimeField()
    index = models.PositiveIntegerField(null=True)
    """The record of the claim, once there is one."""

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"total said by {self.unit}"
