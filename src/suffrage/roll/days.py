"""Days in a column of a file, and exact counting of months.

A day is written ``2023-04-03``, or ``3/4/2023`` as in French with the day first. Whether a column
with slashes has the day first is never guessed: some cell must show it (``25/04/2023``), or the
officer must have said so. A year has four digits and lies from 1900 to 2199.

Months are counted as in article 641 of the French code of civil procedure: a term in months ends
on the day of the same number, and on the last day of the month where it has no such day. So six
months from 31 August end on 28 or 29 February, as they do from the 30th, 29th and 28th.
"""

import calendar
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from suffrage.model.csv_table import Row, RowFault, fault
from suffrage.roll.columns import cell

__all__ = ["months_after", "read_days"]

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_SLASHES: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_YEARS: Final = range(1900, 2200)
_MONTHS: Final = 12


def read_days(
    rows: Sequence[Row], column: str, faults: list[RowFault], *, day_first: bool
) -> tuple[date | None, ...]:
    """The days of a column, None where a cell is empty or at fault, or the column not mapped.

    Adds to ``faults``: ``members.day`` for what is no day, ``members.day-month-first`` for one
    that only fits with the month first, and once ``members.day-ambiguous`` when nothing in the
    column shows which comes first. No fault holds the text of a cell.
    """
    texts = [cell(row, column) for row in rows]
    days = tuple(_day(text) for text in texts)
    for row, text, day in zip(rows, texts, days, strict=True):
        if _month_first(text):
            faults.append(fault(row.line, column, "members.day-month-first"))
        elif text and day is None:
            faults.append(fault(row.line, column, "members.day"))
    open_ = [row.line for row, text in zip(rows, texts, strict=True) if _either_way(text)]
    if open_ and not day_first and not any(map(_surely_day_first, texts)):
        faults.append(fault(open_[0], column, "members.day-ambiguous"))
    return days


def months_after(day: date, months: int) -> date:
    """The day on which so many months are complete; years beyond 9999 have none."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _day(text: str) -> date | None:
    iso, slashes = _ISO.fullmatch(text), _SLASHES.fullmatch(text)
    parts = iso.groups() if iso else slashes.groups()[::-1] if slashes else ()
    try:
        year, month, day = map(int, parts)
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _slashed(text: str) -> tuple[int, int]:
    found = _SLASHES.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _month_first(text: str) -> bool:
    first, second = _slashed(text)
    return first <= _MONTHS < second


def _surely_day_first(text: str) -> bool:
    first, second = _slashed(text)
    return second <= _MONTHS < first


def _either_way(text: str) -> bool:
    first, second = _slashed(text)
    return first != second and min(first, second) > 0 and max(first, second) <= _MONTHS
