"""How members are reached: e-mail, the lines of a postal address, language.

Faults and notices name a place and never an address.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from suffrage.model.csv_table import Row, RowFault, fault
from suffrage.roll.columns import Columns, cell, visible

__all__ = [
    "ADDRESS_LINES",
    "MAILBOX",
    "address_fault",
    "address_lines",
    "is_mailbox",
    "language_fault",
    "shared_mailboxes",
]

_LONGEST: Final = 254
ADDRESS_LINES: Final = 6
_LONGEST_LINE: Final = 50
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MAILBOX: Final = rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+\Z"
"""The dot-atom form of RFC 5322: it leaves no room for a header or a second address."""


def is_mailbox(text: str) -> bool:
    """Whether a text is one address that mail can be sent to."""
    return len(text) <= _LONGEST and re.match(MAILBOX, text) is not None


def address_lines(row: Row, columns: Columns) -> tuple[str, ...]:
    """The lines of the postal address that are not empty."""
    return tuple(filter(None, (visible(cell(row, column)) for column in columns.address)))


def address_fault(row: Row, columns: Columns) -> Iterator[RowFault]:
    """A fault if the window of an envelope would not show the whole address."""
    lines = address_lines(row, columns)
    if len(lines) > ADDRESS_LINES or any(len(line) > _LONGEST_LINE for line in lines):
        yield fault(row.line, columns.address[0], "registrar.address-long", most=ADDRESS_LINES)


def language_fault(row: Row, columns: Columns) -> Iterator[RowFault]:
    """A fault if the language is none that messages are written in."""
    if cell(row, columns.language) not in {"", "fr", "en"}:
        yield fault(row.line, columns.language, "registrar.language")


def shared_mailboxes(rows: Iterable[Row], column: str) -> Iterator[RowFault]:
    """A notice for each row whose mailbox an earlier row has: one person reads for both."""
    seen: dict[str, int] = {}
    for row in rows:
        email = cell(row, column).casefold()
        first = seen.setdefault(email, row.line) if email else row.line
        if first != row.line:
            yield fault(row.line, column, "registrar.mailbox-shared", first=first)
