r"""Cells of a CSV file that a spreadsheet shows and never runs.

A name comes from the definition, that is from strangers. One that begins as a formula does gets
an apostrophe before it (OWASP, *CSV Injection*); control characters and those that turn the
direction of writing become spaces, so that a row stays a line and reads as it is.

>>> csv_bytes([("unit", "name"), ("75-001", text_cell("=1+1"))], ",")
b"unit,name\n75-001,'=1+1\n"
>>> decimal(1, 3, 6), percent_cell(1, 3)
('0.333333', '33,33%')
"""

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Final

__all__ = ["clean", "csv_bytes", "decimal", "percent_cell", "text_cell"]

# ASCII, and the wide forms that some spreadsheets read as ASCII.
_FORMULA: Final = tuple("=+-@" + "\uff1d\uff0b\uff0d\uff20")
_TURNING: Final = frozenset(
    map(chr, [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
# The last two code points of each plane are no characters, and XML has no place for them.
_LAST_TWO: Final = 0xFFFE


def clean(text: str) -> str:
    """A text as one line: no control character, no character that turns the writing around."""
    if text.isprintable():
        # None of the characters meant here is printable, and nearly every name is.
        return text
    return "".join(" " if _is_foreign(one) else one for one in text)


def _is_foreign(one: str) -> bool:
    odd = one in _TURNING or unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp")
    return odd or ord(one) & _LAST_TWO == _LAST_TWO


def text_cell(text: str) -> str:
    """A text of people as a cell."""
    line = clean(text).strip()
    return f"'{line}" if line.startswith(_FORMULA) else line


def decimal(part: int, whole: int, places: int) -> str:
    """``part / whole`` with a point and so many places, rounded half up; empty for a whole of 0."""
    if not whole:
        return ""
    scaled = (2 * part * 10**places + whole) // (2 * whole)
    left, right = divmod(scaled, 10**places)
    return f"{left}.{right:0{places}}"


def percent_cell(part: int, whole: int) -> str:
    """A share in per cent as the French ministry writes it: ``33,33%``; empty for a whole of 0."""
    return f"{decimal(100 * part, whole, 2).replace('.', ',')}%" if whole else ""


def csv_bytes(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    """UTF-8, one newline a row, quotes where a cell needs them (RFC 4180)."""
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
