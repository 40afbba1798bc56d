"""What a phone says: a small JSON object, and bytes in base64."""

import base64
import binascii
from typing import Any, Final

import msgspec
from django.http import HttpRequest

from suffrage.errors import Malformed

__all__ = ["read_base64", "read_said"]

_LONGEST: Final = 100_000


def read_said(request: HttpRequest) -> dict[str, Any]:
    """The object in the body; raises ``Malformed("door.said")`` for anything else."""
    if int(request.headers.get("Content-Length") or 0) > _LONGEST:
        raise Malformed("door.said")
    try:
        # Stricter than the standard library's: no half of a character, no NaN.
        said = msgspec.json.decode(request.body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Malformed("door.said") from error
    if not isinstance(said, dict):
        raise Malformed("door.said")
    return said


def read_base64(text: str, at: str) -> bytes:
    """The bytes of a text; raises ``Malformed("door.said")``."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("door.said", at=at) from error
