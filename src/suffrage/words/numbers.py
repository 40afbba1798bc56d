"""Numbers, shares and moments as a reader of each language writes them.

>>> number(14_000, "en"), percent(Fraction(11277, 22944), "en")
('14,000', '49.15%')
>>> moment("2023-01-12T22:30:00Z", "Europe/Paris", "en")
'12 January 2023, 23:30'
"""

from datetime import datetime
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from suffrage.words import Language

__all__ = ["clock", "moment", "number", "percent"]

_THIN: Final = "\N{NARROW NO-BREAK SPACE}"
_HALF: Final = Fraction(1, 2)
_MONTHS: Final = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
}


def number(value: int, language: Language) -> str:
    """A whole number in groups of three digits, with the minus sign that is one."""
    grouped = f"{abs(value):,}"
    if language == "fr":
        grouped = grouped.replace(",", _THIN)
    return f"\N{MINUS SIGN}{grouped}" if value < 0 else grouped


def percent(share: Fraction, language: Language, decimals: int = 2) -> str:
    """A share in per cent with so many decimals, the last one rounded half away from zero.

    A share below the whole is never written as the whole: 99.996% is not "100%" of the ballots.
    Nor is one beside the half written as the half where hundredths are told: of 49.996% and
    50.004% one is a majority.
    """
    scale = 10**decimals
    scaled = abs(share) * 100 * scale
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    if rounded == 100 * scale and abs(share) < 1:
        rounded -= 1
    if decimals > 1 and rounded == 50 * scale and abs(share) != _HALF:
        rounded += 1 if abs(share) > _HALF else -1
    whole, part = divmod(rounded, scale)
    digits = number(whole, language)
    if decimals:
        digits += ("," if language == "fr" else ".") + f"{part:0{decimals}}"
    sign = "\N{MINUS SIGN}" if share < 0 and rounded else ""
    return f"{sign}{digits}" + (f"{_THIN}%" if language == "fr" else "%")


def clock(instant: str, zone: str) -> str:
    """The hour and minute of an instant where the votes were cast."""
    return f"{_local(instant, zone):%H:%M}"


def moment(instant: str, zone: str, language: Language) -> str:
    """The day, hour and minute of an instant where the votes were cast."""
    local = _local(instant, zone)
    day = "1er" if language == "fr" and local.day == 1 else str(local.day)
    date = f"{day} {_MONTHS[language][local.month - 1]} {local.year}"
    return f"{date}, {local:%H:%M}"


def _local(instant: str, zone: str) -> datetime:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))
