"""The two shapes of a file of sheets, brought to one: a section, its row, its cells of votes.

*Wide*: one row a section, one column of votes an option; the column's name holds the option's.
*Tidy*: one row a section and option; the other figures stand on each row and must agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from suffrage.model.csv_table import Row, RowFault, Table, fault
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper.option_names import option_of

__all__ = ["Entry", "figure_columns", "read_tidy", "read_wide"]

Cell = tuple[Row, str]
"""A row and the name of one of its columns."""

_FIGURES = ("registered", "signatures", "ballots", "blank", "void", "valid")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a file says of one section: its first row, and where each option's votes stand."""

    unit: str
    row: Row
    votes: Mapping[str, Cell]


def figure_columns(columns: SheetColumns) -> Mapping[str, str]:
    """The columns of the figures that the file gives, by the sheet's field."""
    named = {name: getattr(columns, name) for name in _FIGURES}
    return {name: column for name, column in named.items() if column}


def read_wide(
    table: Table, columns: SheetColumns, options: Sequence[str], faults: list[RowFault]
) -> Iterator[Entry]:
    """The sections of a wide file; what is wrong with columns and sections joins ``faults``."""
    header = Row(1, {})
    named = [(name, (header, column)) for column, name in _vote_columns(table, columns)]
    if columns.votes == "{option}":
        # Any column looks like an option's then, so that the others cannot be told from them.
        named = [(name, cell) for name, cell in named if option_of(name, options)]
    columns_of = _by_option(named, options, header, faults)
    lines: dict[str, int] = {}
    for row in table.rows:
        unit = _code(row, columns)
        if unit in lines:
            faults.append(fault(row.line, "", "sheets.unit-twice", unit=unit, first=lines[unit]))
        lines.setdefault(unit, row.line)
        yield Entry(unit, row, {option: (row, c) for option, (_, c) in columns_of.items()})


def read_tidy(
    table: Table, columns: SheetColumns, options: Sequence[str], faults: list[RowFault]
) -> Iterator[Entry]:
    """The sections of a tidy file; what is wrong with options and figures joins ``faults``."""
    rows_of: dict[str, list[Row]] = {}
    for row in table.rows:
        rows_of.setdefault(_code(row, columns), []).append(row)
    for unit, rows in rows_of.items():
        for row in rows:
            faults.extend(_disagreements(rows[0], row, columns))
        named = [(row.cells[columns.option], (row, columns.votes)) for row in rows]
        yield Entry(unit, rows[0], _by_option(named, options, rows[0], faults))


def _by_option(
    named: Iterable[tuple[str, Cell]],
    options: Sequence[str],
    place: Row,
    faults: list[RowFault],
) -> Mapping[str, Cell]:
    """The cells by option.

    A name that is none or comes twice joins ``faults``, and at ``place`` an option without cell.
    """
    found: dict[str, Cell] = {}
    for name, (row, column) in named:
        option = option_of(name, options)
        if option is None:
            faults.append(fault(row.line, column, "sheets.option-unknown", name=name))
        elif option in found:
            faults.append(fault(row.line, column, "sheets.option-twice", option=option))
        else:
            found[option] = (row, column)
    missing = [option for option in options if option not in found]
    faults.extend(fault(place.line, "", "sheets.option-missing", option=o) for o in missing)
    return found


def _vote_columns(table: Table, columns: SheetColumns) -> Iterator[tuple[str, str]]:
    """The columns made like ``votes``, with what stands for the option in each."""
    before, _, after = columns.votes.partition("{option}")
    taken = {*columns.code, *figure_columns(columns).values()}
    for column in table.header:
        name = column.removeprefix(before).removesuffix(after)
        if column not in taken and column == f"{before}{name}{after}":
            yield column, name


def _code(row: Row, columns: SheetColumns) -> str:
    return "-".join(row.cells[column].strip() for column in columns.code)


def _disagreements(first: Row, row: Row, columns: SheetColumns) -> Iterator[RowFault]:
    for column in figure_columns(columns).values():
        if row.cells[column] != first.cells[column]:
            yield fault(row.line, column, "sheets.rows-disagree", first=first.line)
