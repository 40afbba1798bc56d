"""Members from a CSV file: number, section and name, each as text.

A file with one bad row gives no member at all, but every fault with line and column. A number
that another row has, or has but for case, accents or look-alike forms (a *Unicode twin*), is a
fault. Two rows of one name may be two persons; they are reported for somebody to look at.
Cells that a spreadsheet would run as a formula stay the text they are.
"""

import unicodedata
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

__all__ = ["Member", "MemberColumns", "Members", "read_members"]


@dataclass(frozen=True, slots=True)
class MemberColumns:
    """How the file calls its columns; those of a section's code are joined by "-", names by " "."""

    number: str
    unit: tuple[str, ...]
    name: tuple[str, ...]


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
    """All members of a file in its order, and the rows that share a name with an earlier one."""

    members: tuple[Member, ...]
    namesakes: tuple[RowFault, ...]


def read_members(data: bytes, columns: MemberColumns, units: Collection[str]) -> Members | Rejected:
    """The members in a file's bytes, or all that is wrong with it.

    ``units`` are the codes of the sections. Raises ``Malformed`` (``csv.*``) when the bytes are
    no table. No field of a fault holds a name.
    """
    table = read_table(data)
    faults = [*table.faults]
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
    return Members(members, tuple(_namesakes(table, names, columns.name[0])))


def _member(row: Row, columns: MemberColumns) -> Member:
    unit = "-".join(row.cells[column].strip() for column in columns.unit)
    names = (row.cells[column].strip() for column in columns.name)
    return Member(row.cells[columns.number].strip(), unit, " ".join(filter(None, names)))


def _member_faults(
    row: Row, member: Member, columns: MemberColumns, units: Collection[str]
) -> Iterator[RowFault]:
    if not member.number:
        yield fault(row.line, columns.number, "members.empty")
    if not member.name:
        yield fault(row.line, columns.name[0], "members.empty")
    if member.unit not in units:
        yield fault(row.line, columns.unit[0], "members.unit-unknown", unit=member.unit)


def _repeated_numbers(table: Table, numbers: Sequence[str], column: str) -> Iterator[RowFault]:
    for index, earlier in _repeated(numbers):
        line, first = table.rows[index].line, table.rows[earlier].line
        if numbers[index] == numbers[earlier]:
            yield fault(line, column, "members.number-twice", first=first)
        else:
            yield fault(line, column, "members.number-twin", first=first)


def _namesakes(table: Table, names: Sequence[str], column: str) -> Iterator[RowFault]:
    for index, earlier in _repeated(names):
        first = table.rows[earlier].line
        yield fault(table.rows[index].line, column, "members.namesake", first=first)


def _repeated(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The index of each text that looks like an earlier one, and of the first such."""
    seen: dict[str, int] = {}
    for index, text in enumerate(texts):
        earlier = seen.setdefault(_likeness(text), index)
        if earlier != index and text:
            yield index, earlier


def _likeness(text: str) -> str:
    """What is left of a text for the eye: letters and digits without case, accents and forms.

    Letters of different scripts that look alike are told apart.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = (mark for mark in apart if not unicodedata.combining(mark))
    visible = "".join(mark for mark in bare if unicodedata.category(mark) != "Cf")
    words = "".join(mark if mark.isalnum() else " " for mark in visible).split()
    return " ".join(words) or text
