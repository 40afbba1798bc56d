"""The form that asks for a code, with a limit for everybody together."""

from typing import Final

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.core import context
from allauth.core.internal import ratelimit

__all__ = ["AskForCode"]

_EVERYBODY: Final = {"every_login_code": "600/10m/key"}
"""Mails in ten minutes: more than two hundred officials ask for, less than a flood."""


class AskForCode(RequestLoginCodeForm):  # type: ignore[misc]  # (the library has no types)
    """As the library's; the limit holds whether the address has an account or not."""

    def clean_email(self) -> str:
        """The address; too many requests of all addresses together are refused."""
        if not ratelimit.consume(
            context.request,
            app="suffrage",
            action="every_login_code",
            config=_EVERYBODY,
            key="everybody",
        ):
            raise get_adapter().validation_error("too_many_login_attempts")
        email: str = super().clean_email()
        return email
