"""The expected units from a CSV, with the columns that the definition names.

Sections of public results have codes of several columns; they are joined by "-". A parent that
is not a row itself becomes a federation of that name.
"""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from suffrage.errors import Malformed

__all__ = ["read_units"]

_KEYS = frozenset({"csv", "code", "parent", "registered", "channel", "name"})


def read_units(table: object, read_file: Callable[[str], bytes]) -> list[dict[str, Any]]:
    """Plain units from the ``[units]`` table of a definition, or a list taken as it is.

    Raises ``Malformed`` (``definition.units``, ``units.*``) with the file and line of a bad row.
    """
    if isinstance(table, list):
        return table
    if not isinstance(table, dict) or not isinstance(table.get("csv"), str):
        raise Malformed("definition.missing", at="units", field="csv")
    for key in table:
        if key not in _KEYS:
            raise Malformed("definition.unknown-field", at=f"units.{key}", field=key)
    columns = {key: value for key, value in table.items() if key != "csv"}
    if "code" not in columns:
        raise Malformed("definition.missing", at="units", field="code")
    if isinstance(columns["code"], str):
        columns["code"] = [columns["code"]]
    name = table["csv"]
    rows = _rows(read_file(name), name)
    units = [_unit(row, columns, f"{name}:{line}") for line, row in rows]
    listed = {unit["id"] for unit in units}
    parents = dict.fromkeys(unit["parent"] for unit in units if unit.get("parent"))
    return [{"id": parent} for parent in parents if parent not in listed] + units


def _rows(data: bytes, name: str) -> list[tuple[int, dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("units.encoding", at=f"{name}: byte {error.start}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    return [(reader.line_num, row) for row in reader]


def _unit(row: Mapping[str, str], columns: Mapping[str, Any], at: str) -> dict[str, Any]:
    unit: dict[str, Any] = {"id": "-".join(_cell(row, c, at) for c in columns["code"])}
    for field in ("parent", "name", "channel"):
        if field in columns and (text := _cell(row, columns[field], at)):
            unit[field] = text
    if "registered" in columns:
        unit["registered"] = _number(_cell(row, columns["registered"], at), at)
    return unit


def _cell(row: Mapping[str, str], column: object, at: str) -> str:
    text = row.get(column) if isinstance(column, str) else None
    if text is None:
        raise Malformed("units.column", at=at, column=str(column))
    return text.strip()


def _number(text: str, at: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()):
        raise Malformed("units.number", at=at, text=text)
    return int(text)
