r"""The office's import: a file of members whole, with contacts and dated facts, or all its faults.

* Nothing is half-imported: one fault, and no entry comes out. Faults of every kind come together,
  each with line and column, so that the file is mended in one go.
* What is no fault and worth a look comes as notices: namesakes, names of two alphabets, mailboxes
  of two members, and an encoding that had to be found out.
* Only what an election needs is read. There is no column for sex or date of birth.
* No fault, notice or ``repr`` holds a name, an address or a date of a member.

>>> columns = RollColumns("no", ("section",), ("nom",), joined_on="adhésion", day_first=True)
>>> data = "no;section;nom;adhésion\n017;75-012;Zoé Petit;03/04/2022\n".encode("cp1252")
>>> found = import_roll(data, columns, {"75-012"})
>>> found.encoding, found.entries[0].member.number, found.entries[0].facts.joined_on
('windows-1252', '017', datetime.date(2022, 4, 3))
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from suffrage.model.csv_table import (
    Rejected,
    Row,
    RowFault,
    Table,
    fault,
    missing_columns,
    read_table,
)
from suffrage.roll.columns import RollColumns, cell, visible
from suffrage.roll.contacts import (
    address_fault,
    address_lines,
    is_mailbox,
    language_fault,
    shared_mailboxes,
)
from suffrage.roll.days import read_days
from suffrage.roll.eligibility import Facts
from suffrage.roll.encoding import Encoding, to_utf8
from suffrage.roll.members import Member, members_in

__all__ = ["Contact", "Entry", "ImportedRoll", "import_roll"]


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a member's messages go; ``language`` is "fr", "en" or "" for the election's own."""

    email: str = field(default="", repr=False)
    address: tuple[str, ...] = field(default=(), repr=False)
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: the member, the contact, and what a rule of eligibility may ask for."""

    member: Member
    contact: Contact
    facts: Facts


@dataclass(frozen=True, slots=True)
class ImportedRoll:
    """A whole file in its order, what somebody should look at, and the encoding it had."""

    entries: tuple[Entry, ...]
    notices: tuple[RowFault, ...]
    encoding: Encoding


def import_roll(
    data: bytes, columns: RollColumns, units: Collection[str]
) -> ImportedRoll | Rejected:
    """The entries in a file's bytes, or all that is wrong with it.

    ``units`` are the codes of the sections. Raises ``Malformed`` (``csv.*``) when the bytes are
    no table.
    """
    text, encoding = to_utf8(data)
    table = read_table(text)
    found = members_in(table, columns, units)
    faults = [*found.faults] if isinstance(found, Rejected) else []
    lacking = _missing(table, columns)
    if lacking:
        return Rejected.by_line(dict.fromkeys(faults + lacking))
    faults += [one for row in table.rows for one in _contact_faults(row, columns)]
    facts = _facts(table, columns, faults)
    if isinstance(found, Rejected) or faults:
        return Rejected.by_line(faults)
    entries = tuple(
        Entry(_parted(row, member, columns), _contact(row, columns), known)
        for row, member, known in zip(table.rows, found.members, facts, strict=True)
    )
    notices = [*found.namesakes, *shared_mailboxes(table.rows, columns.email)]
    if encoding != "utf-8":
        notices.append(fault(_accented(table), "", "members.windows-1252"))
    return ImportedRoll(entries, Rejected.by_line(notices).faults, encoding)


def _missing(table: Table, columns: RollColumns) -> list[RowFault]:
    days = (columns.joined_on, columns.presented_on, columns.dues_paid_on)
    wanted = (columns.family, columns.email, *columns.address, columns.language, *days)
    lacking = missing_columns(table, filter(None, wanted))
    if columns.family and columns.family not in columns.name:
        lacking.append(fault(1, columns.family, "members.family"))
    return lacking


def _contact_faults(row: Row, columns: RollColumns) -> Iterator[RowFault]:
    email = cell(row, columns.email)
    if email and not is_mailbox(email):
        yield fault(row.line, columns.email, "members.mailbox")
    if columns.address:
        yield from address_fault(row, columns)
    yield from language_fault(row, columns)


def _facts(table: Table, columns: RollColumns, faults: list[RowFault]) -> tuple[Facts, ...]:
    days = [
        read_days(table.rows, column, faults, day_first=columns.day_first)
        for column in (columns.joined_on, columns.presented_on, columns.dues_paid_on)
    ]
    return tuple(Facts(*known) for known in zip(*days, strict=True))


def _parted(row: Row, member: Member, columns: RollColumns) -> Member:
    """The member with the parts of the name, where the file has them in columns of their own."""
    if not columns.family:
        return member
    rest = (visible(row.cells[name]) for name in columns.name if name != columns.family)
    given = " ".join(filter(None, rest))
    return replace(member, family=visible(row.cells[columns.family]), given=given)


def _contact(row: Row, columns: RollColumns) -> Contact:
    return Contact(
        cell(row, columns.email), address_lines(row, columns), cell(row, columns.language)
    )


def _accented(table: Table) -> int:
    """The first line whose letters show whether the encoding was found out rightly."""
    shown = (row.line for row in table.rows if not "".join(row.cells.values()).isascii())
    return next(shown, 1)
