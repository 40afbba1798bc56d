"""The two encodings that every C2SP format shares: base64 and decimal, one spelling per value."""

import base64
import binascii
import re
from typing import Final

from suffrage.errors import Malformed

__all__ = ["LARGEST_SIZE", "decimal", "from_base64", "to_base64"]

LARGEST_SIZE: Final = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def to_base64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648 section 4)."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str, *, at: str = "") -> bytes:
    """The bytes of canonical base64; raises ``Malformed("log.base64")`` for any other spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("log.base64", at=at) from error
    # The library accepts unused bits that are not zero; one value must have one spelling.
    if to_base64(data) != text:
        raise Malformed("log.base64", at=at)
    return data


def decimal(text: str, *, at: str = "") -> int:
    """A decimal below 2**63 without sign or leading zero; else ``Malformed("log.decimal")``."""
    if _DECIMAL.fullmatch(text) is None or int(text) > LARGEST_SIZE:
        raise Malformed("log.decimal", at=at)
    return int(text)
