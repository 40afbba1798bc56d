r"""A definition written as people read it: TOML, with the units in a CSV beside it.

The inverse of ``definition_toml``: what is written here and read there is the same definition,
so that a commission can take its draft home, edit it, and bring it back.

>>> from suffrage.model.definition import from_plain
>>> draft = from_plain({
...     "suffrage": 1, "slug": "vote", "host": "vote.example.org", "title": {"en": "Vote"},
...     "time_zone": "Europe/Paris", "units": [{"id": "room", "registered": 64}],
...     "contests": [{"id": "who", "opens": "2023-01-12T16:00:00Z",
...                   "closes": "2023-01-12T21:00:00Z", "rule": {"name": "plurality"},
...                   "options": [{"id": "a", "label": "A"}]}],
...     "commission": {"members": ["chair"], "quorum": 1}})
>>> print(definition_to_toml(draft).splitlines()[4])
time_zone = "Europe/Paris"
>>> units_to_csv(draft)
b'code,parent,name,registered,channel\nroom,,,64,\n'
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.definition import Definition
from suffrage.model.rule import SHARES

__all__ = ["definition_to_toml", "units_to_csv"]

_COLUMNS: Final = ("code", "parent", "name", "registered", "channel")
_TABLES: Final = frozenset(
    {"units", "minimum", "publication", "commission", "keys", "witnesses", "sheets"}
)
"""Single objects that get a header of their own."""

_LISTS: Final = frozenset(
    {"contests", "bodies", "boxes", "grounds", "facts", "parties", "agreements", "pools"}
)
_INNER: Final = {"contests": "options", "agreements": "promises"}
"""Lists of objects; one of each may hold another, which gets headers too."""

_HOURS: Final = frozenset({"opens", "closes", "not_before"})
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
_SHARE = re.compile(r"[0-9]+/[0-9]+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def definition_to_toml(definition: Definition, units_file: str = "units.csv") -> str:
    """The TOML of a definition, whose units stand in ``units_file`` (``units_to_csv``).

    Hours are local ones; one that a change of clocks repeats is written in UTC, with its ``Z``.
    Raises ``Malformed`` (``canonical.*``, ``definition.time-zone``) for values that no
    definition can hold.
    """
    canonical.encode(definition)
    # The fields of canonical bytes are sorted; people look for them as they are declared.
    plain: dict[str, Any] = json.loads(msgspec.json.encode(definition, enc_hook=_share))
    plain["units"] = {"csv": units_file, **{name: name for name in _COLUMNS}}
    writer = _Writer(_zone(definition.time_zone))
    return "\n".join(writer.document(plain)) + "\n"


def units_to_csv(definition: Definition) -> bytes:
    """The units as the CSV that ``definition_to_toml`` names, in their order.

    Raises ``Malformed("definition.unit-name")`` for a name that begins or ends with a space,
    which a table does not keep.
    """
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(_COLUMNS)
    for index, unit in enumerate(definition.units):
        if unit.name != unit.name.strip():
            raise Malformed("definition.unit-name", at=f"units[{index}].name", name=unit.id)
        channel = "" if unit.channel == "paper" else unit.channel
        table.writerow([unit.id, unit.parent, unit.name, unit.registered or "", channel])
    return out.getvalue().encode()


def _share(value: Any) -> str:  # noqa: ANN401  (the library's hook receives anything)
    if isinstance(value, Fraction):
        return canonical.plain_fraction(value)
    raise TypeError(type(value).__name__)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Malformed("definition.time-zone", at="time_zone", name=name) from error


class _Writer:
    """Lines of TOML from the plain shape of a definition."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def document(self, plain: Mapping[str, Any]) -> Iterator[str]:
        """What stands in one line first, then the tables, then the lists of tables."""
        for name, value in plain.items():
            if name not in _TABLES | _LISTS:
                yield self._pair(name, value)
        for name in plain:
            if name in _TABLES:
                yield from ("", f"[{name}]")
                yield from (self._pair(key, value) for key, value in plain[name].items())
        for name, rows in plain.items():
            if name in _LISTS:
                yield from self._rows(name, rows)

    def _rows(self, name: str, rows: list[dict[str, Any]]) -> Iterator[str]:
        for row in rows:
            yield from ("", f"[[{name}]]")
            inner = _INNER.get(name, "")
            below = row.get(inner)
            nested = isinstance(below, list) and bool(below)
            for key, value in row.items():
                if not (nested and key == inner):
                    yield self._pair(key, value)
            if nested:
                yield from self._rows(f"{name}.{inner}", below or [])

    def _pair(self, key: str, value: object) -> str:
        return f"{_key(key)} = {self._value(key, value)}"

    def _value(self, key: str, value: object) -> str:
        if isinstance(value, Mapping):
            inside = ", ".join(self._pair(name, one) for name, one in value.items())
            return f"{{ {inside} }}" if inside else "{}"
        if isinstance(value, list):
            return f"[{', '.join(self._value('', one) for one in value)}]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return self._text(key, value)
        return str(value)

    def _text(self, key: str, value: str) -> str:
        if key in _HOURS and _INSTANT.fullmatch(value):
            return _local(value, self._zone)
        if key in SHARES and _SHARE.fullmatch(value):
            value = _percent(Fraction(value))
        return _quoted(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    # No other character needs it: canonical text holds no control character.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _local(instant: str, zone: ZoneInfo) -> str:
    """The local time; the instant itself where a change of clocks gives that time twice."""
    local = datetime.fromisoformat(instant).astimezone(zone)
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return instant if twice else local.strftime("%Y-%m-%dT%H:%M:%S")


def _percent(share: Fraction) -> str:
    """The share in per cent where nine decimals write it exactly, else the fraction."""
    scaled = share * 10**11
    if scaled.denominator != 1:
        return canonical.plain_fraction(share)
    whole, rest = divmod(scaled.numerator, 10**9)
    decimals = f".{rest:09}".rstrip("0").rstrip(".")
    return f"{whole}{decimals}%"
