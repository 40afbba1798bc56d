"""Two files of results, one a round, as the units present in both.

Two layouts, told apart by their headings: *wide*, a row a unit with a column ``voix_NAME`` an
option; *long*, a row a candidate, where the option is ``nuance``, summed per unit. A unit is
named by all ``code_*`` columns; where one round has fewer of them, the finer round is summed.
Leading zeros of codes do not count: padding may differ between rounds.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from suffrage.errors import Malformed, Refused
from suffrage.night.projection.units import Bools, Integers, Previous

__all__ = ["Rounds", "read_rounds"]

_OPTION = "voix_"
_CODE = "code_"
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """Two rounds in the same units; ``left_out`` counts the units of either that lack the other.

    ``options``: those of round 2, by name. ``stands``: where each can be chosen. ``votes``:
    those of round 2. ``previous``: round 1.
    """

    options: tuple[str, ...]
    federation: Integers
    registered: Integers
    stands: Bools
    votes: Integers
    previous: Previous
    left_out: int


@dataclass(slots=True)
class _Unit:
    """One unit of one file: its federation's name, its roll, its votes by option."""

    federation: str
    registered: int
    votes: dict[str, int]


def read_rounds(first: bytes, second: bytes) -> Rounds:
    """The units of two files in UTF-8.

    Raises ``Malformed``: ``replay.columns`` where a file is of neither layout or has no code in
    common with the other, ``replay.row`` for a figure that is none or a unit twice;
    ``Refused("replay.units")`` where no unit is in both.
    """
    old_codes, old_units = _units(first, "1")
    codes, units = _units(second, "2")
    common = tuple(code for code in codes if code in old_codes)
    if not common:
        raise Malformed("replay.columns", round="2")
    before = _summed(old_units, old_codes, common)
    after = _summed(units, codes, common)
    both = [key for key in after if key in before]
    if not both:
        raise Refused("replay.units")
    left_out = len(before) + len(after) - 2 * len(both)
    return _joined([before[key] for key in both], [after[key] for key in both], left_out)


def _units(file: bytes, name: str) -> tuple[tuple[str, ...], dict[_Key, _Unit]]:
    try:
        rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
        headings = tuple(rows.fieldnames or ())
        codes = tuple(heading for heading in headings if heading.startswith(_CODE))
        options = tuple(heading for heading in headings if heading.startswith(_OPTION))
        long = {"nuance", "voix"} <= set(headings)
        if not codes or "inscrits" not in headings or not (options or long):
            raise Malformed("replay.columns", round=name)
        found: dict[_Key, _Unit] = {}
        for row in rows:
            try:
                _take(found, row, codes, () if long else options)
            except (ValueError, TypeError, AttributeError) as error:
                at = f"line {rows.line_num}"
                raise Malformed("replay.row", at=at, round=name) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise Malformed("replay.columns", round=name) from error
    return codes, found


def _take(
    found: dict[_Key, _Unit], row: Mapping[str, str], codes: _Key, options: tuple[str, ...]
) -> None:
    """Add one row: a whole unit in the wide layout, one candidate in the long one."""
    key = tuple(row[code].strip().lstrip("0") for code in codes)
    registered = int(row["inscrits"])
    federation = row.get("canton") or (key[0] if len(codes) > 1 else "")
    unit = found.setdefault(key, _Unit(federation, registered, {}))
    given = {name.removeprefix(_OPTION): int(row[name]) for name in options}
    given = given or {row["nuance"]: int(row["voix"])}
    repeated = bool(options) and bool(unit.votes)
    if repeated or min(registered, *given.values()) < 0 or registered != unit.registered:
        raise ValueError(key)
    for option, votes in given.items():
        unit.votes[option] = unit.votes.get(option, 0) + votes


def _summed(
    units: Mapping[_Key, _Unit], codes: tuple[str, ...], common: tuple[str, ...]
) -> dict[_Key, _Unit]:
    """Units by the common codes; a sum belongs to the federation of its largest part."""
    if codes == common:
        return dict(units)
    places = [codes.index(code) for code in common]
    parts: dict[_Key, list[_Unit]] = {}
    for key, unit in units.items():
        parts.setdefault(tuple(key[place] for place in places), []).append(unit)
    summed = {}
    for key, group in parts.items():
        votes: dict[str, int] = {}
        for unit in group:
            for option, number in unit.votes.items():
                votes[option] = votes.get(option, 0) + number
        largest = max(group, key=lambda unit: unit.registered)
        registered = sum(unit.registered for unit in group)
        summed[key] = _Unit(largest.federation, registered, votes)
    return summed


def _joined(before: list[_Unit], after: list[_Unit], left_out: int) -> Rounds:
    """Arrays of the units in both rounds that have a roll in both."""
    pairs = [pair for pair in zip(before, after, strict=True) if min(map(_roll, pair)) > 0]
    if not pairs:
        raise Refused("replay.units")
    names = [new.federation or old.federation for old, new in pairs]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    options = tuple(dict.fromkeys(option for _, new in pairs for option in new.votes))
    earlier = tuple(dict.fromkeys(option for old, _ in pairs for option in old.votes))
    return Rounds(
        options=options,
        federation=np.array([numbers[name] for name in names]),
        registered=np.array([_roll(new) for _, new in pairs]),
        stands=np.array([[option in new.votes for option in options] for _, new in pairs]),
        votes=np.array([[new.votes.get(option, 0) for option in options] for _, new in pairs]),
        previous=Previous(
            np.array([_roll(old) for old, _ in pairs]),
            np.array([[old.votes.get(name, 0) for name in earlier] for old, _ in pairs]),
            np.array([options.index(name) if name in options else -1 for name in earlier]),
        ),
        left_out=left_out + 2 * (len(before) - len(pairs)),
    )


def _roll(unit: _Unit) -> int:
    """The roll, never below the votes: some official files break that."""
    return max(unit.registered, sum(unit.votes.values()))
