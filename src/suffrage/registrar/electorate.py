"""The members of one section, and how each is reached: the office's roll as the registrar reads it.

A file with one bad row gives nobody, but every fault with its place. What is no fault and worth
a look is told apart: two rows of one name, and two members of one mailbox, whose owner holds both
credentials. No fault holds a name or an address.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from suffrage.model.csv_table import (
    Rejected,
    Row,
    RowFault,
    fault,
    missing_columns,
    read_table,
)
from suffrage.registrar.runs import Carrier
from suffrage.roll.columns import Columns, cell
from suffrage.roll.contacts import (
    address_fault,
    address_lines,
    is_mailbox,
    language_fault,
    shared_mailboxes,
)
from suffrage.roll.members import Member, members_in

__all__ = ["Electorate", "Voter", "read_electorate"]


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
    table = read_table(data)
    found = members_in(table, columns, units)
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
    shared = shared_mailboxes((row for row, _ in rows), columns.email)
    return Electorate(voters, Rejected.by_line([*namesakes, *shared]).faults)


def _faults(row: Row, columns: Columns, carrier: Carrier) -> Iterator[RowFault]:
    email = cell(row, columns.email)
    if (email or carrier == "e-mail") and not is_mailbox(email):
        yield fault(row.line, columns.email, "registrar.no-mailbox")
    if carrier == "letter" and not address_lines(row, columns):
        yield fault(row.line, next(iter(columns.address), ""), "registrar.no-address")
    if carrier == "letter":
        yield from address_fault(row, columns)
    yield from language_fault(row, columns)


def _voter(row: Row, member: Member, columns: Columns, language: Literal["fr", "en"]) -> Voter:
    said = cell(row, columns.language)
    return Voter(
        number=member.number,
        name=member.name,
        language="fr" if said == "fr" else "en" if said == "en" else language,
        email=cell(row, columns.email),
        address=address_lines(row, columns),
    )
