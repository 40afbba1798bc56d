"""A definition as people write it: TOML, with the units in a CSV beside it.

The text is turned into the plain shape of the canonical JSON: local times become instants
through ``time_zone``, percentages become fractions, units are read from their CSV. Errors
name the file, the line, and the place (``contests[1].rule``).

>>> from_toml('suffrage = 1', "definition.toml", lambda name: b"")
Traceback (most recent call last):
suffrage.errors.Malformed: definition.missing at definition.toml: units field=units
"""

import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.local_time import instant_of
from suffrage.model.rule import SHARES, parse_share
from suffrage.model.toml_lines import line_of
from suffrage.model.units_csv import PlainUnits, read_units

__all__ = ["from_toml"]

_TOML_LINE = re.compile(r" \(at line ([0-9]+), column [0-9]+\)$")
_UNIT = re.compile(r"units\[([0-9]+)\]\.?(.*)")


def from_toml(text: str, name: str, read_file: Callable[[str], bytes]) -> Definition:
    """The checked definition that a TOML text holds.

    ``name`` is how errors call the file; ``read_file`` gives the bytes of a file named in it.
    Raises ``Malformed`` with ``at`` = ``FILE:LINE: PLACE``; of a unit, file and line are those
    of its CSV.
    """
    units = PlainUnits([], [])
    try:
        plain = _parse(text)
        zone = _zone(plain.get("time_zone", "UTC"))
        units = read_units(_units_table(plain), read_file)
        shape = _plain_values(plain, zone, "")
        definition = from_plain({**_columns_as_lists(shape), "units": units.units})
        check_definition(definition)
        return canonical.decode(canonical.encode(definition), Definition)
    except Malformed as error:
        place = _located(text, name, error.at, units)
        raise Malformed(error.code, at=place, **error.fields) from error


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        detail = _TOML_LINE.sub("", str(error))
        at = f"line {found[1]}" if found else "the last line"
        raise Malformed("definition.toml", at=at, detail=detail) from error


def _units_table(plain: dict[str, Any]) -> object:
    if "units" not in plain:
        raise Malformed("definition.missing", at="units", field="units")
    return plain.pop("units")


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(name if isinstance(name, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Malformed("definition.time-zone", at="time_zone", name=str(name)) from error


def _columns_as_lists(shape: dict[str, Any]) -> dict[str, Any]:
    columns = shape.get("sheets")
    if isinstance(columns, dict) and isinstance(columns.get("code"), str):
        return {**shape, "sheets": {**columns, "code": [columns["code"]]}}
    return shape


def _plain_values(value: Any, zone: ZoneInfo, at: str) -> Any:  # noqa: ANN401  (TOML holds anything)
    if isinstance(value, dict):
        return {key: _plain_values(item, zone, f"{at}.{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_values(item, zone, f"{at}[{i}]") for i, item in enumerate(value)]
    if isinstance(value, datetime):
        return instant_of(value, zone, at.lstrip("."))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and at.rpartition(".")[2] in SHARES:
        return _share(value, at.lstrip("."))
    return value


def _share(text: str, at: str) -> str:
    try:
        return canonical.plain_fraction(parse_share(text))
    except Malformed as error:
        raise Malformed(error.code, at=at, **error.fields) from error


def _located(text: str, name: str, place: str, units: PlainUnits) -> str:
    """The place with its file and line; a unit's is the line of its CSV, which names it."""
    if ":" in place:
        return place
    unit = _UNIT.fullmatch(place)
    if unit and units.places and (origin := units.places[int(unit[1])]):
        return f"{origin}: {unit[2]}"
    if place.startswith("line "):
        return f"{name}:{place.removeprefix('line ')}"
    line = line_of(text, place)
    return f"{name}:{line}: {place}" if line else f"{name}: {place}"
