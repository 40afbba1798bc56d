"""The members of one section, and how each is reached: the office's roll as the registrar reads it.

A file with one bad row gives nobody, but every fault with its place. What is no fault and worth
a look is told apart: two rows of one name, and two members of one mailbox, whose owner holds both
credentials. No fault holds a name or an address.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from suffrage.model.csv_table import (
    Rejected,
    Row,
    RowFault,
    fault,
    missing_columns,
    read_table,
)
from suffrage.model.values import Value
from suffrage.registrar.runs import Carrier
from suffrage.roll.members import Member, MemberColumns, read_members

__all__ = ["MAILBOX", "Columns", "Electorate", "Voter", "read_electorate"]

_LONGEST: Final = 254
_MOST_LINES: Final = 6
_LONGEST_LINE: Final = 50
_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
MAILBOX: Final = rf"^{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+\Z"
"""The dot-atom form of RFC 5322: it leaves no room for a header or a second address."""


class Columns(Value, frozen=True):
    """How the file calls its columns; ``unit`` and ``name`` may be spread over several.

    ``address`` are the lines of a postal address below the name. A file without ``email``,
    ``address`` or ``language`` leaves the column empty.
    """

    number: str
    unit: tuple[str, ...]
    name: tuple[str, ...]
    email: str = ""
    address: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Voter:
    """One member, and where the own message goes; only the number is ever written."""

    number: str
    name: str = field(repr=False)
    language: Literal["fr", "en"]
    email: str = field(default="", repr=False)
    address: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Electorate:
    """The members of the section in the order of the file, and rows that somebody should see."""

    voters: tuple[Voter, ...]
    notices: tuple[RowFault, ...]

    @property
    def by_number(self) -> dict[str, Voter]:
        """Members by their number."""
        return {voter.number: voter for voter in self.voters}


def read_electorate(
    data: bytes,
    columns: Columns,
    units: Collection[str],
    unit: str,
    carrier: Carrier,
    language: Literal["fr", "en"],
) -> Electorate | Rejected:
    """The members of ``unit`` in a file of the whole roll, or of that section alone.

    ``units`` are the codes of all sections; ``carrier`` says which of e-mail and postal address
    each member must have; ``language`` is that of members for whom the file names none. Raises
    ``Malformed`` (``csv.*``) when the bytes are no table.
    """
    found = read_members(data, MemberColumns(columns.number, columns.unit, columns.name), units)
    table = read_table(data)
    wanted = (columns.email, *columns.address, columns.language)
    lacking = missing_columns(table, filter(None, wanted))
    if isinstance(found, Rejected) or lacking:
        faults = found.faults if isinstance(found, Rejected) else ()
        return Rejected.by_line([*faults, *lacking])
    rows = [
        (row, member)
        for row, member in zip(table.rows, found.members, strict=True)
        if member.unit == unit
    ]
    faults = tuple(one for row, _ in rows for one in _faults(row, columns, carrier))
    if faults:
        return Rejected.by_line(faults)
    voters = tuple(_voter(row, member, columns, language) for row, member in rows)
    lines = {row.line for row, _ in rows}
    namesakes = [notice for notice in found.namesakes if notice.line in lines]
    shared = _shared_mailboxes([row for row, _ in rows], voters, columns.email)
    return Electorate(voters, Rejected.by_line([*namesakes, *shared]).faults)


def _faults(row: Row, columns: Columns, carrier: Carrier) -> Iterator[RowFault]:
    email = _cell(row, columns.email)
    if (email or carrier == "e-mail") and not _is_address(email):
        yield fault(row.line, columns.email, "registrar.no-mailbox")
    if carrier == "letter" and not _lines(row, columns):
        yield fault(row.line, next(iter(columns.address), ""), "registrar.no-address")
    if carrier == "letter" and not _fits(_lines(row, columns)):
        yield fault(row.line, columns.address[0], "registrar.address-long", most=_MOST_LINES)
    if _cell(row, columns.language) not in {"", "fr", "en"}:
        yield fault(row.line, columns.language, "registrar.language")


def _fits(lines: tuple[str, ...]) -> bool:
    """Whether the window of an envelope shows the whole address."""
    return len(lines) <= _MOST_LINES and all(len(line) <= _LONGEST_LINE for line in lines)


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST and re.match(MAILBOX, text) is not None


def _voter(row: Row, member: Member, columns: Columns, language: Literal["fr", "en"]) -> Voter:
    said = _cell(row, columns.language)
    return Voter(
        number=member.number,
        name=_visible(member.name),
        language="fr" if said == "fr" else "en" if said == "en" else language,
        email=_cell(row, columns.email),
        address=_lines(row, columns),
    )


def _lines(row: Row, columns: Columns) -> tuple[str, ...]:
    lines = (_visible(_cell(row, column)) for column in columns.address)
    return tuple(filter(None, lines))


def _cell(row: Row, column: str) -> str:
    return row.cells[column].strip() if column else ""


def _visible(text: str) -> str:
    """A text on one line without characters that no reader sees: it goes into a message."""
    seen = (" " if mark.isspace() else mark for mark in text)
    return " ".join("".join(c for c in seen if unicodedata.category(c)[0] != "C").split())


def _shared_mailboxes(
    rows: list[Row], voters: tuple[Voter, ...], column: str
) -> Iterator[RowFault]:
    seen: dict[str, int] = {}
    for row, voter in zip(rows, voters, strict=True):
        first = seen.setdefault(voter.email.casefold(), row.line) if voter.email else row.line
        if first != row.line:
            yield fault(row.line, column, "registrar.mailbox-shared", first=first)
