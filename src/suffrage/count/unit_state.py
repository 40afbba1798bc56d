"""The states of a unit in one contest, as types.

awaited → received (provisional) → approved | reserved; → corrected (back to received) or
annulled by a ruling; awaited → excused. ``Final`` is what a certificate may rest on; the type
checker refuses an awaited unit there. An online unit is ``Tallied`` once its run is decrypted.
A unit too small to be published alone: awaited → sealed → pooled, and gives its figures to the
sum of its pool, which stands among the units as ``Summed``.
"""

from dataclasses import dataclass

from suffrage.count.figures import Figures, figures_of
from suffrage.paper.sealed import SealedSheet
from suffrage.paper.sheet import Sheet

__all__ = [
    "Annulled",
    "Approved",
    "Awaited",
    "Excused",
    "Final",
    "Pooled",
    "Received",
    "Reserved",
    "Sealed",
    "Summed",
    "Tallied",
    "UnitState",
    "figures_in_force",
    "figures_on_board",
    "name_of",
]


@dataclass(frozen=True, slots=True)
class Awaited:
    """Nothing has come from the unit."""


@dataclass(frozen=True, slots=True)
class Received:
    """A first entry: it counts, provisionally. ``payload`` is the hash of the sheet's blob."""

    sheet: Sheet
    payload: str
    by: str


@dataclass(frozen=True, slots=True)
class Reserved:
    """A sheet that cannot be right as written: it counts in no total."""

    sheet: Sheet
    payload: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approved:
    """Two people entered the same figures, or the commission ruled so."""

    sheet: Sheet
    payload: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """The board holds commitments to the unit's figures; they count when its pool is summed."""

    sheet: SealedSheet
    payload: str
    by: str


@dataclass(frozen=True, slots=True)
class Annulled:
    """A ruling set the unit's votes aside; the figures, if it was not sealed, stay on the board."""

    figures: Figures | None
    dispute: str


@dataclass(frozen=True, slots=True)
class Excused:
    """The unit has no sheet: not held, nobody voted, or lost."""

    reason: str


@dataclass(frozen=True, slots=True)
class Tallied:
    """The decrypted total of an online box."""

    figures: Figures
    box: str
    run: int


@dataclass(frozen=True, slots=True)
class Pooled:
    """A sealed unit whose figures are in the sum of ``pool`` and nowhere else."""

    sheet: SealedSheet
    pool: str


@dataclass(frozen=True, slots=True)
class Summed:
    """The sum of ``units``, under the name of ``pool``; ``pools`` has those that joined it.

    It is the state of a pool, not of a unit, and stands beside the states of its units.
    """

    pool: str
    pools: tuple[str, ...]
    units: tuple[str, ...]
    figures: Figures


Final = Approved | Annulled | Excused | Tallied | Pooled | Summed
UnitState = Awaited | Received | Reserved | Sealed | Final

_NAMES: dict[type, str] = {
    Awaited: "awaited",
    Received: "received",
    Reserved: "reserved",
    Approved: "approved",
    Annulled: "annulled",
    Excused: "excused",
    Tallied: "approved",
    Sealed: "sealed",
    Pooled: "sealed",
    Summed: "pooled",
}


def figures_in_force(state: UnitState) -> Figures | None:
    """The figures that a unit contributes to the totals now; ``None`` when it gives none."""
    # Pairs, not unions, which are made anew at each call: a night asks this of every unit.
    if isinstance(state, (Received, Approved)):
        return figures_of(state.sheet)
    if isinstance(state, (Tallied, Summed)):
        return state.figures
    return None


def figures_on_board(state: UnitState) -> Figures | None:
    """The figures in force, or those that a reserved or annulled unit has on the board."""
    if isinstance(state, Reserved):
        return figures_of(state.sheet)
    if isinstance(state, Annulled):
        return state.figures
    return figures_in_force(state)


def name_of(state: UnitState) -> str:
    """The name of a state in public files: a unit whose pool is summed is still sealed."""
    return _NAMES[type(state)]
