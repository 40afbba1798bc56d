"""Two cookies of a section's phone, of which the office keeps the SHA-256 alone.

The door gives one to every phone that asks, which opens nothing: it tells the phone that the
code opened from another one, so that who lost the answer types the code again. The right code
gives the other, fresh each time, which is the whole right to the section's desk.
"""

import hashlib
import secrets
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

__all__ = ["DOOR", "PHONE", "fresh", "kept", "put", "sent"]

DOOR: Final = "suffrage_door"
PHONE: Final = "suffrage_section"

_AGE: Final = 24 * 3600


def fresh() -> str:
    """A new value, of 256 bits."""
    return secrets.token_hex(32)


def sent(request: HttpRequest, name: str) -> str:
    """The cookie's value as the phone sent it; empty for none."""
    value = request.COOKIES.get(name, "")
    return value if len(value) == 64 and value.isascii() else ""  # noqa: PLR2004  (as drawn)


def kept(value: str) -> str:
    """What the office keeps of a value."""
    return hashlib.sha256(value.encode("ascii")).hexdigest()


def put(response: HttpResponse, name: str, value: str) -> None:
    """Have the phone keep a value: no script reads it, and no other site sends it."""
    response.set_cookie(
        name, value, max_age=_AGE, path="/", httponly=True, samesite="Strict",
        secure=settings.ENVIRONMENT.secure,
    )  # fmt: skip
