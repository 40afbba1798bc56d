"""Who may do what in an election: a role given to a person, and the key made for it.

Roles are those of the board (``commission@chair``, ``federation@75``, ``agent@to1``) and three
that never sign: ``helpdesk``, ``observer`` and ``roll`` (prepares what others sign).
"""

from django.db import models

__all__ = ["Grant"]


class Grant(models.Model):
    """One role of one person in one election.

    ``key`` is the public key that the person's browser made, hexadecimal; whether it is in
    office is the board's to say.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    role = models.CharField(max_length=60)
    phone = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=64, blank=True)
    seen = models.PositiveIntegerField(default=0)
    """The size of the board that this person has looked at last."""

    class Meta:
        app_label = "office"
        constraints = (
            models.UniqueConstraint(
                fields=("election", "person", "role"), name="one_grant_of_a_role"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} in {self.election_id}"
