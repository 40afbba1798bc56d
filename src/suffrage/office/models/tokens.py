"""Tokens with which a person's own programs ask the JSON interface."""

from django.db import models

__all__ = ["ApiToken"]


class ApiToken(models.Model):
    """One token of one role in one election; ``digest`` is its SHA-256, the token is kept nowhere.

    It is worth no more than the role: without the grant it opens nothing.
    """

    election = models.ForeignKey("office.Election", on_delete=models.CASCADE)
    person = models.ForeignKey("office.Person", on_delete=models.CASCADE)
    role = models.CharField(max_length=60)
    label = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    may_submit = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"token {self.pk} of {self.role}"
