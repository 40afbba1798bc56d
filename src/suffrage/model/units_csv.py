"""The expected units from a CSV, with the columns that the definition names.

Sections of public results have codes of several columns; they are joined by "-". A parent that
is not a row itself becomes a federation of that name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from suffrage.errors import Malformed
from suffrage.model.csv_table import Row, RowFault, missing_columns, number, read_table

__all__ = ["PlainUnits", "read_units"]

_KEYS = frozenset({"csv", "code", "parent", "registered", "channel", "name"})
_TEXTS = ("parent", "name", "channel")


@dataclass(frozen=True, slots=True)
class PlainUnits:
    """Plain units, and where each comes from (``units.csv:12``); nowhere for an implied one."""

    units: list[Any]
    places: list[str]


def read_units(table: object, read_file: Callable[[str], bytes]) -> PlainUnits:
    """Plain units from the ``[units]`` table of a definition, or a list taken as it is.

    Raises ``Malformed`` (``definition.*``, ``csv.*``, ``units.duplicate``) with the file and
    line of a bad row.
    """
    if isinstance(table, list):
        return PlainUnits(table, [])
    if not isinstance(table, dict) or not isinstance(table.get("csv"), str):
        raise Malformed("definition.missing", at="units.csv", field="csv")
    columns = _columns(table)
    name: str = table["csv"]
    rows = _rows(read_file(name), name, columns)
    units = [_unit(row, columns, name) for row in rows]
    places = [f"{name}:{row.line}" for row in rows]
    first: dict[str, str] = {}
    for unit, place in zip(units, places, strict=True):
        if first.setdefault(unit["id"], place) != place:
            raise Malformed("units.duplicate", at=place, unit=unit["id"])
    parents = dict.fromkeys(unit["parent"] for unit in units if unit.get("parent"))
    implied = [{"id": parent} for parent in parents if parent not in first]
    return PlainUnits(implied + units, [""] * len(implied) + places)


def _columns(table: Mapping[str, Any]) -> dict[str, Any]:
    """The names of columns by field; ``code`` is a list of them."""
    for key, value in table.items():
        if key not in _KEYS:
            raise Malformed("definition.unknown-field", at=f"units.{key}", field=key)
        names = value if key == "code" and isinstance(value, list) else [value]
        if not names or not all(isinstance(name, str) for name in names):
            raise Malformed("definition.missing", at=f"units.{key}", field=key)
    if "code" not in table:
        raise Malformed("definition.missing", at="units.code", field="code")
    code = table["code"]
    named = {key: value for key, value in table.items() if key != "csv"}
    return {**named, "code": [code] if isinstance(code, str) else code}


def _rows(data: bytes, name: str, columns: Mapping[str, Any]) -> tuple[Row, ...]:
    try:
        table = read_table(data)
    except Malformed as error:
        raise Malformed(error.code, at=f"{name}: {error.at}", **error.fields) from error
    for found in (*table.faults, *missing_columns(table, _names(columns))):
        raise _first(found, name)
    return table.rows


def _first(found: RowFault, name: str) -> Malformed:
    return Malformed(found.code, at=f"{name}:{found.line}: {found.column}", **found.fields)


def _names(columns: Mapping[str, Any]) -> Iterator[str]:
    for names in columns.values():
        yield from names if isinstance(names, list) else [names]


def _unit(row: Row, columns: Mapping[str, Any], name: str) -> dict[str, Any]:
    unit: dict[str, Any] = {"id": "-".join(row.cells[c].strip() for c in columns["code"])}
    for field in _TEXTS:
        if field in columns and (text := row.cells[columns[field]].strip()):
            unit[field] = text
    column = columns.get("registered")
    if column is not None and row.cells[column].strip():
        faults: list[RowFault] = []
        unit["registered"] = number(row, column, faults)
        for found in faults:
            raise _first(found, name)
    return unit
