"""What goes on around the roll: files coming in, appeals, look-ups, members at their door."""

from django.db import models

__all__ = ["Appeal", "Lookup", "MemberDoor", "RollImport"]


class RollImport(models.Model):
    """A file of members on its way in; ``data`` is emptied when it is taken or given up.

    ``stage`` is ``looked``, ``checking``, ``rejected``, ``ready``, ``writing``, ``done``,
    ``failed`` or ``given-up``; of a file there stay its ``name``, its ``size`` in bytes, its
    SHA-256 (``digest``) and ``total``, how many members were in it. ``beat`` is the last sign of
    life of the thread at work. ``look`` holds what the mapping's page shows, ``faults`` and
    ``notices`` rows of line, column, code and fields.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    data = models.BinaryField()
    look = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    stage = models.CharField(max_length=12, default="looked")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    fault = models.CharField(max_length=80, blank=True)
    at = models.CharField(max_length=20)
    beat = models.DateTimeField(null=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"import {self.pk}: {self.stage}"


class Appeal(models.Model):
    """An appeal against what the roll says of a member, and its decision with a reason.

    ``wish`` is ``entitled``, ``section`` (with ``unit``) or ``removed``; ``outcome`` is empty
    while it waits, then ``upheld`` or ``rejected``. It names the member by number, since an import
    before the freeze replaces all rows.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    number = models.CharField(max_length=80)
    wish = models.CharField(max_length=10)
    unit = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    filed_by = models.CharField(max_length=60)
    filed_at = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.CharField(max_length=20, blank=True)

    class Meta:
        app_label = "office"
        indexes = (models.Index(fields=("election", "number"), name="appeals_of_a_member"),)

    def __str__(self) -> str:
        return f"appeal {self.pk}"


class Lookup(models.Model):
    """Who looked for whom, or at whom, and when: ``number`` is empty for a search."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    role = models.CharField(max_length=60)
    query = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=80, blank=True)
    at = models.CharField(max_length=20)

    class Meta:
        app_label = "office"
        indexes = (models.Index(fields=("election", "at"), name="lookups_by_time"),)

    def __str__(self) -> str:
        return f"look-up {self.pk}"


class MemberDoor(models.Model):
    """One request for a code at a member's door; a row is made whoever asks.

    ``code`` is what ``codes.keep_code`` kept, empty where nobody was written to. ``number`` is
    then empty as well. ``address`` is the network address that asked.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    number = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=140, blank=True)
    address = models.CharField(max_length=64)
    attempts = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    used = models.BooleanField(default=False)

    class Meta:
        app_label = "office"
        indexes = (models.Index(fields=("address", "at"), name="doors_by_address"),)

    def __str__(self) -> str:
        return f"door {self.pk}"
