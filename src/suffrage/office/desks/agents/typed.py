"""What people type in the forms of this desk: shares, numbers and hours, read with care.

>>> read_share("48,5")
Fraction(97, 200)
>>> read_share("48-50")
ShareRange(least=Fraction(12, 25), most=Fraction(1, 2))
"""

import re
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from suffrage.board.kinds.words import ShareRange
from suffrage.errors import Malformed

__all__ = ["read_moment", "read_number", "read_share", "shown_moment"]

_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,6}))?")
_BETWEEN: Final = re.compile(r"\s*[-–]\s*")
_DIGITS: Final = re.compile(r"[0-9]{1,9}")


def read_share(text: str, at: str = "") -> Fraction | ShareRange:
    """Per cents as a share of a whole, or two of them as a range; raises ``Malformed``."""
    ends = [_percent(part, at) for part in _BETWEEN.split(text.replace("%", "").strip())]
    match ends:
        case [one]:
            return one
        case [least, most]:
            return ShareRange(least, most)
        case _:
            raise Malformed("agents.share", at=at, typed=text)


def read_number(text: str, at: str = "") -> int:
    """A whole number; spaces between groups of digits are allowed. Raises ``Malformed``."""
    digits = re.sub(r"\s", "", text)
    if not _DIGITS.fullmatch(digits):
        raise Malformed("agents.digits", at=at, typed=text)
    return int(digits)


def read_moment(text: str, zone: str, at: str = "") -> str:
    """The instant of an hour that a form gives in the election's zone; raises ``Malformed``."""
    try:
        local = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed("agents.moment", at=at, typed=text) from error
    if local.tzinfo is not None:
        raise Malformed("agents.moment", at=at, typed=text)
    there = local.replace(tzinfo=ZoneInfo(zone), microsecond=0)
    return there.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown_moment(instant: str, zone: str) -> str:
    """An instant as the field of a form has it."""
    there = datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))
    return there.strftime("%Y-%m-%dT%H:%M")


def _percent(text: str, at: str) -> Fraction:
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise Malformed("agents.share", at=at, typed=text)
    whole, part = found[1], found[2] or ""
    return Fraction(int(whole + part), 100 * 10 ** len(part))
