"""How the account library behaves here: nobody signs up, who was invited signs in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

__all__ = ["OfficeAdapter"]


class OfficeAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # (the library has no types)
    """Accounts are made by an invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody makes an account for oneself."""
        return False
