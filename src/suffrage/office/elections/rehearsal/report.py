"""After a rehearsal: who never connected, and whose photo nobody could read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from suffrage.model.definition import Definition

__all__ = ["PhotoState", "RehearsalReport", "Silent", "rehearsal_report"]

PhotoState = Literal["readable", "unreadable"]
"""What the second teller said of a photo."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A section to be helped before the evening, with its federation (empty without one)."""

    unit: str
    federation: str


@dataclass(frozen=True, slots=True)
class RehearsalReport:
    """The sections in the order of the definition, once each: the first trouble counts.

    ``never_connected`` opened nothing; ``no_photo`` connected and sent none; ``unreadable``
    sent one that nobody could read. ``sections`` is how many there are.
    """

    sections: int
    never_connected: tuple[Silent, ...]
    no_photo: tuple[Silent, ...]
    unreadable: tuple[Silent, ...]

    @property
    def ready(self) -> int:
        """How many sections need no help."""
        return self.sections - sum(map(len, (self.never_connected, self.no_photo, self.unreadable)))


def rehearsal_report(
    definition: Definition, connected: Collection[str], photos: Mapping[str, PhotoState]
) -> RehearsalReport:
    """From who connected and what became of each section's photo; units nobody expects are left."""
    silent: list[Silent] = []
    without: list[Silent] = []
    unreadable: list[Silent] = []
    for unit in definition.tree.sections:
        one = Silent(unit.id, unit.parent)
        if unit.id not in connected:
            silent.append(one)
        elif unit.id not in photos:
            without.append(one)
        elif photos[unit.id] == "unreadable":
            unreadable.append(one)
    return RehearsalReport(
        len(definition.tree.sections), tuple(silent), tuple(without), tuple(unreadable)
    )
