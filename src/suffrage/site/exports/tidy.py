"""The tidy table of a contest: one row a unit and option, with the names beside the codes.

``sheets.csv`` is what ``verify`` makes again, in codes alone; this is the same night for people
who make charts. Only figures in force are here, so that a column sums to the total.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from suffrage.site.exports.cells import csv_bytes, decimal, text_cell
from suffrage.site.exports.tables import Row, Table

__all__ = ["COLUMNS", "tidy_csv"]

COLUMNS: Final = {
    "contest": "string",
    "place": "string",
    "unit": "string",
    "unit_name": "string",
    "federation": "string",
    "federation_name": "string",
    "channel": "string",
    "state": "string",
    "disputed": "boolean",
    "corrections": "integer",
    "registered": "integer",
    "signatures": "integer",
    "ballots": "integer",
    "blank": "integer",
    "void": "integer",
    "valid": "integer",
    "option": "string",
    "option_label": "string",
    "votes": "integer",
    "share": "number",
}
"""The columns with their types in a Table Schema."""


def tidy_csv(instances: Iterable[Table], names: dict[str, str]) -> bytes:
    """All instances of one contest; ``names`` has the name of each federation by its code."""
    rows = [tuple(COLUMNS)]
    for table in instances:
        for row in table.rows:
            rows += _rows(table, row, names)
    return csv_bytes(rows, ",")


def _rows(table: Table, row: Row, names: dict[str, str]) -> Iterator[tuple[str, ...]]:
    unit = row.unit
    head = (
        table.contest,
        table.place,
        unit.id,
        text_cell(unit.name),
        unit.parent,
        text_cell(names.get(unit.parent, "")),
        unit.channel,
        row.state,
        "true" if row.disputed else "false",
        str(row.corrections),
    )
    figures = row.figures
    if figures is None:
        yield (*head, str(row.registered), *("",) * 9)
        return
    numbers = (
        figures.registered,
        figures.signatures,
        figures.ballots,
        figures.blank,
        figures.void,
        figures.valid,
    )
    for option in table.options:
        votes = figures.votes.get(option.id, 0)
        share = decimal(votes, figures.valid, 6)
        label = text_cell(option.label)
        yield (*head, *map(str, numbers), option.id, label, str(votes), share)
