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
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.model.rule import SHARES, parse_share
from suffrage.model.units_csv import read_units

__all__ = ["from_toml"]

_HEADER = re.compile(r"^\s*(\[{1,2})\s*([A-Za-z0-9_.-]+)\s*\]{1,2}")
_STEP = re.compile(r"([A-Za-z_]+)(?:\[(\d+)\])?")


def from_toml(text: str, name: str, read_file: Callable[[str], bytes]) -> Definition:
    """The checked definition that a TOML text holds.

    ``name`` is how errors call the file; ``read_file`` gives the bytes of a file named in it.
    Raises ``Malformed`` with ``at`` = ``FILE:LINE: PLACE``.
    """
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Malformed("definition.toml", at=name, detail=str(error)) from error
    try:
        definition = from_plain(_normalise(plain, read_file))
        check_definition(definition)
        return canonical.decode(canonical.encode(definition), Definition)
    except Malformed as error:
        place = _located(text, name, error.at)
        raise type(error)(error.code, at=place, **error.fields) from error


def _normalise(plain: dict[str, Any], read_file: Callable[[str], bytes]) -> dict[str, Any]:
    units = plain.pop("units", None)
    if units is None:
        raise Malformed("definition.missing", at="units", field="units")
    zone_name = plain.get("time_zone", "UTC")
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, TypeError) as error:
        raise Malformed("definition.time-zone", at="time_zone", name=str(zone_name)) from error
    shape: dict[str, Any] = _plain_values(plain, zone, "")
    shape["units"] = read_units(units, read_file)
    columns = shape.get("sheets")
    if isinstance(columns, dict) and isinstance(columns.get("code"), str):
        columns["code"] = [columns["code"]]
    return shape


def _plain_values(value: Any, zone: ZoneInfo, at: str) -> Any:  # noqa: ANN401  (TOML holds anything)
    if isinstance(value, dict):
        return {key: _plain_values(item, zone, f"{at}.{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [_plain_values(item, zone, f"{at}[{i}]") for i, item in enumerate(value)]
    if isinstance(value, datetime):
        return _instant(value, zone, at.lstrip("."))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and at.rpartition(".")[2] in SHARES:
        return canonical.plain_fraction(parse_share(value))
    return value


def _instant(moment: datetime, zone: ZoneInfo, at: str) -> str:
    """An instant of a local time; a time that a clock change skips or repeats is refused."""
    if moment.tzinfo is None:
        local = moment.replace(tzinfo=zone)
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment or (
            local.utcoffset() != local.replace(fold=1).utcoffset()
        ):
            raise Malformed("definition.clock-change", at=at, time=moment.isoformat())
        moment = local
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _located(text: str, name: str, place: str) -> str:
    line = _line_of(text, place)
    return f"{name}:{line}: {place}" if line else f"{name}: {place}"


def _line_of(text: str, place: str) -> int:
    """The line of a place such as ``contests[1].rule.tie``; 0 when it has none of its own."""
    steps = _STEP.findall(place)
    if not steps:
        return 0
    table, index = steps[0]
    keys = [key for key, _ in steps[1:]] or [table]
    wanted = int(index) if index else 0
    found, seen, inside = 0, -1, len(steps) == 1
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            inside = header[2].split(".")[0] == table
            if inside and header[2] == table and (seen := seen + 1) == wanted:
                found = found or number
            inside = inside and (seen == wanted or header[1] == "[")
        elif inside and re.match(rf"\s*{re.escape(keys[0])}\s*[=.]", line):
            return number
    return found
