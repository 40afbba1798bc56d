"""Many sheets at once from a CSV file, all of them or none.

The definition says how the columns are called (``model.sheet_columns``). A file with one bad row
gives no sheet at all, but every fault of every row with line and column. The figures are taken as
they are: whether they add up is for ``paper.checks``, so that an impossible sheet can be recorded
as reserved instead of being lost at the door.

Figures that a file has no column for: ``blank``, ``void`` and ``proxies`` are 0, ``valid`` is the
sum of the votes, ``ballots`` is blank + void + valid, ``signatures`` equals ``ballots``, and
``registered`` is the unit's. The checks that compare such a figure with its source cannot fail.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.csv_table import (
    Rejected,
    RowFault,
    Table,
    fault,
    missing_columns,
    number,
    read_table,
)
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper.layouts import Entry, figure_columns, read_tidy, read_wide
from suffrage.paper.sheet import Sheet

__all__ = ["VOID_UNSORTED", "Expected", "read_sheets"]

VOID_UNSORTED: Final = "unsorted"
"""The reason under which the void ballots of a file stand, which gives only their number."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file of sheets is about.

    ``registered`` holds each section's entitled members at that moment; a section that is not
    in it is unknown. ``entered_by`` is the role that answers for the import.
    """

    contest: str
    options: tuple[str, ...]
    registered: Mapping[str, int]
    entered_by: str


def read_sheets(
    data: bytes, columns: SheetColumns, expected: Expected
) -> tuple[Sheet, ...] | Rejected:
    """The sheets of a file in its order, or all that is wrong with it.

    Raises ``Malformed``: ``csv.*`` when the bytes are no table, ``sheets.columns`` when the
    mapping itself cannot be used.
    """
    _check_mapping(columns)
    table = read_table(data)
    wanted = [*columns.code, *figure_columns(columns).values()]
    wanted += [columns.option, columns.votes] if columns.option else []
    faults = [*table.faults, *missing_columns(table, wanted)]
    if any(found.code == "csv.column" for found in faults):
        return Rejected.by_line(faults)
    sheets = tuple(_sheets(table, columns, expected, faults))
    return Rejected.by_line(faults) if faults else sheets


def _check_mapping(columns: SheetColumns) -> None:
    if columns.votes.count("{option}") != (0 if columns.option else 1):
        raise Malformed("sheets.columns", at="sheets.votes")


def _sheets(
    table: Table, columns: SheetColumns, expected: Expected, faults: list[RowFault]
) -> Iterator[Sheet]:
    read = read_tidy if columns.option else read_wide
    for entry in read(table, columns, expected.options, faults):
        if entry.unit in expected.registered:
            yield _sheet(entry, columns, expected, faults)
        else:
            column = columns.code[0]
            faults.append(fault(entry.row.line, column, "sheets.unit-unknown", unit=entry.unit))


def _sheet(
    entry: Entry, columns: SheetColumns, expected: Expected, faults: list[RowFault]
) -> Sheet:
    given = {
        name: number(entry.row, column, faults) for name, column in figure_columns(columns).items()
    }
    votes = {o: number(row, column, faults) for o, (row, column) in entry.votes.items()}
    blank, void = given.get("blank", 0), given.get("void", 0)
    valid = given.get("valid", sum(votes.values()))
    ballots = given.get("ballots", blank + void + valid)
    plain = {
        "ballots": ballots,
        "blank": blank,
        "contest": expected.contest,
        "entered_by": expected.entered_by,
        "proxies": 0,
        "registered": given.get("registered", expected.registered[entry.unit]),
        "signatures": given.get("signatures", ballots),
        "unit": entry.unit,
        "valid": valid,
        "void": {VOID_UNSORTED: void} if void else {},
        "votes": votes,
    }
    return canonical.convert(plain, Sheet)
