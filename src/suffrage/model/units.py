"""The expected units: sections under federations under the nation.

The list is fixed before opening, so a total over it is impossible, not just wrong, while a
unit has no state. The nation itself is not a row; a unit without ``parent`` lies right below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from suffrage.errors import Malformed
from suffrage.model.values import Ident, Number, UnitId, Value

__all__ = ["MOST_LEVELS", "NATION", "PAPER", "Unit", "Units"]

NATION = "nation"
MOST_LEVELS = 8
PAPER = "paper"


class Unit(Value, frozen=True):
    """One section (it has ``registered``) or one federation (it has sections below it)."""

    id: UnitId
    parent: UnitId = ""
    name: str = ""
    registered: Number = 0
    channel: Ident = PAPER


@dataclass(frozen=True)
class Units:
    """The tree of units; raises ``Malformed`` on duplicates, orphans and circles."""

    rows: tuple[Unit, ...]

    def __post_init__(self) -> None:
        looks = set[str]()
        for index, unit in enumerate(self.rows):
            # Each has its own page, and some disks do not tell "2a.html" from "2A.html".
            look = unit.id.casefold()
            if look in looks:
                raise Malformed("units.duplicate", at=f"units[{index}].id", unit=unit.id)
            looks.add(look)
            if unit.parent and unit.parent not in self.by_id:
                raise Malformed("units.orphan", at=f"units[{index}].parent", unit=unit.id)
            if unit.id == NATION:
                raise Malformed("units.reserved-name", at=f"units[{index}].id", unit=unit.id)
        for index, unit in enumerate(self.rows):
            if unit.id in self._federations and unit.registered:
                raise Malformed("units.roll-above", at=f"units[{index}].registered", unit=unit.id)
            self.ancestors(unit.id)

    @cached_property
    def by_id(self) -> Mapping[str, Unit]:
        """Units by their code."""
        first: dict[str, Unit] = {}
        for unit in self.rows:
            first.setdefault(unit.id, unit)
        return first

    @cached_property
    def _federations(self) -> frozenset[str]:
        return frozenset(unit.parent for unit in self.rows if unit.parent)

    @cached_property
    def sections(self) -> tuple[Unit, ...]:
        """The units where votes are counted, in the declared order."""
        return tuple(unit for unit in self.rows if unit.id not in self._federations)

    @cached_property
    def federations(self) -> tuple[Unit, ...]:
        """The units that have units below them, in the declared order."""
        return tuple(unit for unit in self.rows if unit.id in self._federations)

    @cached_property
    def section_ids(self) -> frozenset[str]:
        """The codes of the sections."""
        return frozenset(unit.id for unit in self.sections)

    def ancestors(self, unit: str) -> tuple[str, ...]:
        """The codes above a unit, the nearest first.

        Raises ``Malformed`` on a circle, and where more than ``MOST_LEVELS`` lie above each other.
        """
        found: list[str] = []
        above = self.by_id[unit].parent
        while above:
            if above == unit or above in found:
                raise Malformed("units.circle", at="units", unit=unit)
            found.append(above)
            if len(found) > MOST_LEVELS:
                raise Malformed("units.deep", at="units", unit=unit, most=MOST_LEVELS)
            above = self.by_id[above].parent
        return tuple(found)

    def contains(self, place: str, unit: str) -> bool:
        """Whether ``unit`` is ``place`` itself or lies below it; the nation holds every unit."""
        return place in (NATION, unit) or (unit in self.by_id and place in self.ancestors(unit))

    def below(self, place: str) -> Iterable[Unit]:
        """The sections of a federation, of the nation, or the section itself."""
        return (unit for unit in self.sections if self.contains(place, unit.id))
