"""The members of an election: the office's roll, private, and what happened to each member on it.

Names, addresses and days stay here. The public has the root, the counts, and the figures of each
change. No row but a leaf's holds a secret, and leaves are read by the member's own page alone.
"""

from django.db import models

__all__ = ["Member", "Roll", "RollChange", "RollLeaf"]


class Roll(models.Model):
    """The roll of one election as a whole.

    ``rule`` are the canonical bytes of the rule of eligibility, empty where everybody in the file
    is entitled. ``version`` grows with whatever changes who is entitled, so that a freeze that
    was prepared before is noticed. ``root`` is that of the leaves as prepared or frozen; ``index``
    is that of the record which froze it.
    """

    election = models.OneToOneField("office.Election", on_delete=models.CASCADE)
    rule = models.BinaryField(blank=True, default=b"")
    appeals_until = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True)
    index = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"roll of {self.election_id}"

    @property
    def frozen(self) -> bool:
        """Whether the board has the root."""
        return self.index is not None


class Member(models.Model):
    """One member of the file, or added by hand after the freeze.

    ``unit`` is the section of now, and ``on_roll`` whether the member may sign there: before the
    freeze as decided, after it as the changes left it. ``reason`` is the code of why not, with
    ``fields``. ``search`` is ``roll.find_member.search_text``, ``sort`` the place in lists,
    ``likeness`` what the number looks like. ``added`` marks whom a change brought where they are.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    number = models.CharField(max_length=80)
    unit = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    family = models.CharField(max_length=200, blank=True)
    given = models.CharField(max_length=200, blank=True)
    search = models.CharField(max_length=500)
    sort = models.CharField(max_length=500)
    likeness = models.CharField(max_length=120)
    email = models.CharField(max_length=254, blank=True)
    address = models.JSONField(default=list)
    language = models.CharField(max_length=2, blank=True)
    joined_on = models.DateField(null=True)
    presented_on = models.DateField(null=True)
    dues_paid_on = models.DateField(null=True)
    on_roll = models.BooleanField(default=True)
    reason = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=dict)
    added = models.BooleanField(default=False)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("election", "number"), name="one_row_of_a_number"),
        )
        indexes = (
            models.Index(fields=("election", "unit"), name="members_by_section"),
            models.Index(fields=("election", "sort"), name="members_in_order"),
            models.Index(fields=("election", "likeness"), name="members_by_likeness"),
        )

    def __str__(self) -> str:
        return f"member {self.pk}"


class RollLeaf(models.Model):
    """One leaf under the root: number, section and salt as they were frozen, in their order."""

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    unit = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(fields=("election", "position"), name="one_leaf_of_a_place"),
        )
        indexes = (models.Index(fields=("election", "number"), name="leaf_by_number"),)

    def __str__(self) -> str:
        return f"leaf {self.position} of {self.election_id}"


class RollChange(models.Model):
    """A change after the freeze; ``before`` or ``after`` is empty for who joins or leaves.

    ``left`` and ``joined`` are the indices of the records on the board. A move has both; between
    its two signatures the member is on no list, here as on the board.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    ground = models.CharField(max_length=40)
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=60)
    at = models.CharField(max_length=20)
    left = models.PositiveIntegerField(null=True)
    joined = models.PositiveIntegerField(null=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"change {self.pk}: {self.before} to {self.after}"

    @property
    def half(self) -> bool:
        """Whether a move waits for its second signature."""
        return bool(self.before and self.after) and (self.left is None or self.joined is None)
