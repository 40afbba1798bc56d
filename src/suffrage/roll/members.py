"""Members from a CSV file: number, section and name, each as text.

A file with one bad row gives no member at all, but every fault with line and column. A number
that another row has, or has but for case, accents or look-alike forms (a *Unicode twin*), is a
fault, and so is one with letters of two scripts or with characters that nobody sees: it is typed
again by hand on the evening. A name is as its bearer writes it; one with a word of two scripts, or
borne by two rows, is reported for somebody to look at.
Cells that a spreadsheet would run as a formula stay the text they are.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from suffrage.model.csv_table import (
    Rejected,
    Row,
    RowFault,
    Table,
    fault,
    missing_columns,
    read_table,
)
from suffrage.roll.columns import Columns, visible
from suffrage.roll.look_alike import mixes_scripts, repeated

__all__ = ["Member", "Members", "members_in", "read_members"]


@dataclass(frozen=True, slots=True)
class Member:
    """One person on the roll; the name is for the office's screen and is never published.

    ``family`` and ``given`` are the parts of the name, both empty where the file does not say.
    """

    number: str
    unit: str
    name: str = field(repr=False)
    family: str = field(default="", repr=False)
    given: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Members:
    """All members of a file in its order, and the rows whose name somebody should look at."""

    members: tuple[Member, ...]
    namesakes: tuple[RowFault, ...]


def read_members(data: bytes, columns: Columns, units: Collection[str]) -> Members | Rejected:
    """The members in a file's bytes, or all that is wrong with it.

    ``units`` are the codes of the sections. Raises ``Malformed`` (``csv.*``) when the bytes are
    no table. No field of a fault holds a name.
    """
    return members_in(read_table(data), columns, units)


def members_in(table: Table, columns: Columns, units: Collection[str]) -> Members | Rejected:
    """The members in a table, one for each of its rows and in their order, or what is wrong."""
    faults = [*table.faults]
    if not (columns.number and columns.unit and columns.name):
        return Rejected((fault(1, "", "members.unmapped"),))
    lacking = missing_columns(table, (columns.number, *columns.unit, *columns.name))
    if lacking:
        return Rejected.by_line(faults + lacking)
    members = tuple(_member(row, columns) for row in table.rows)
    for row, member in zip(table.rows, members, strict=True):
        faults.extend(_member_faults(row, member, columns, units))
    numbers = [member.number for member in members]
    faults.extend(_repeated_numbers(table, numbers, columns.number))
    if faults:
        return Rejected.by_line(faults)
    names = [member.name for member in members]
    return Members(members, tuple(_doubtful_names(table, names, columns.name[0])))


def _member(row: Row, columns: Columns) -> Member:
    unit = "-".join(row.cells[column].strip() for column in columns.unit)
    names = (visible(row.cells[column]) for column in columns.name)
    return Member(row.cells[columns.number].strip(), unit, " ".join(filter(None, names)))


def _member_faults(
    row: Row, member: Member, columns: Columns, units: Collection[str]
) -> Iterator[RowFault]:
    if not member.number:
        yield fault(row.line, columns.number, "members.empty")
    if not member.number.isprintable():
        yield fault(row.line, columns.number, "members.number-hidden")
    if mixes_scripts("".join(filter(str.isalpha, member.number))):
        yield fault(row.line, columns.number, "members.number-scripts")
    if not member.name:
        yield fault(row.line, columns.name[0], "members.empty")
    if member.unit not in units:
        yield fault(row.line, columns.unit[0], "members.unit-unknown", unit=member.unit)


def _repeated_numbers(table: Table, numbers: Sequence[str], column: str) -> Iterator[RowFault]:
    for index, earlier in repeated(numbers):
        line, first = table.rows[index].line, table.rows[earlier].line
        if numbers[index] == numbers[earlier]:
            yield fault(line, column, "members.number-twice", first=first)
        else:
            yield fault(line, column, "members.number-twin", first=first)


def _doubtful_names(table: Table, names: Sequence[str], column: str) -> Iterator[RowFault]:
    for index, earlier in repeated(names):
        first = table.rows[earlier].line
        yield fault(table.rows[index].line, column, "members.namesake", first=first)
    for row, name in zip(table.rows, names, strict=True):
        if mixes_scripts(name):
            yield fault(row.line, column, "members.name-scripts")
