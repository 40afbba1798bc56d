"""A person with an account: an e-mail address, and no password to be stolen."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

__all__ = ["People", "Person"]


class People(BaseUserManager["Person"]):
    """Finds and makes people by their address."""

    def invite(self, email: str, name: str = "") -> "Person":
        """The person with this address, made when there is none; no password is ever set."""
        found, made = self.get_or_create(
            email=self.normalize_email(email).lower(), defaults={"name": name}
        )
        if made:
            found.set_unusable_password()
            found.save(using=self._db)
        return found


class Person(AbstractBaseUser):
    """Someone who signs in by a code sent to the address, or by a passkey."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)
    may_convene = models.BooleanField(default=False)
    """Whether this person may begin a new election in this office."""

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        app_label = "office"

    def __str__(self) -> str:
        return f"person {self.pk}"
