"""Totals over units: what has been counted, what is reserved, what is missing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from suffrage.count.figures import Figures, figures_of
from suffrage.count.unit_state import (
    Annulled,
    Awaited,
    Excused,
    Final,
    Pooled,
    Received,
    Reserved,
    Sealed,
    Summed,
    UnitState,
    figures_in_force,
)
from suffrage.errors import Refused

__all__ = [
    "Complete",
    "Totals",
    "UnitCount",
    "complete",
    "reported",
    "reserved",
    "total",
    "undisputed",
]


@dataclass(frozen=True, slots=True)
class UnitCount:
    """One unit of a contest: its code, the size of its roll now, and its state.

    A summed pool is a row of its own (``Summed``): its id, and no roll beside that of its units.
    """

    unit: str
    registered: int
    state: UnitState
    disputed: bool = False

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections whose figures the row has: the unit, or those that a pool sums."""
        return self.state.units if isinstance(self.state, Summed) else (self.unit,)


@dataclass(frozen=True)
class Totals:
    """The fold of a contest's units. ``registered`` counts the units in the totals only.

    expected = counted + pooled + excused + annulled + those that have given no figures.
    """

    expected: int
    counted: int
    excused: int
    annulled: int
    registered_all: int
    registered: int
    signatures: int
    ballots: int
    blank: int
    void: int
    valid: int
    votes: dict[str, int] = field(default_factory=dict)
    pooled: int = 0

    def figures(self) -> Figures:
        """The totals without the counts of units."""
        return Figures(
            self.registered,
            self.signatures,
            self.ballots,
            self.blank,
            self.void,
            self.valid,
            self.votes,
        )


@dataclass(frozen=True)
class Complete:
    """Totals over final units only; ``complete`` is the one way to make it."""

    totals: Totals
    finals: tuple[Final, ...]


def total(units: Iterable[UnitCount], options: Sequence[str]) -> Totals:
    """The totals of a contest over the units given, options in their declared order."""
    rows = tuple(units)
    kinds = Counter(type(row.state) for row in rows)
    counted = [f for row in rows if (f := figures_in_force(row.state)) is not None]
    return Totals(
        expected=len(rows) - kinds[Summed],
        counted=len(counted) - kinds[Summed],
        pooled=kinds[Pooled],
        excused=kinds[Excused],
        annulled=kinds[Annulled],
        registered_all=sum([row.registered for row in rows]),
        registered=sum([f.registered for f in counted]),
        **_sums(counted),
        votes=_votes(counted, options),
    )


def undisputed(units: Iterable[UnitCount], options: Sequence[str]) -> dict[str, int]:
    """The votes of each option over the units that no open dispute concerns."""
    figures = (figures_in_force(row.state) for row in units if not row.disputed)
    return _votes([f for f in figures if f is not None], options)


def reserved(units: Iterable[UnitCount], options: Sequence[str]) -> dict[str, int]:
    """The votes that stand on reserved sheets, which no total contains."""
    sheets = (row.state.sheet for row in units if isinstance(row.state, Reserved))
    return _votes([figures_of(sheet) for sheet in sheets], options)


def reported(units: Iterable[UnitCount]) -> None:
    """Raise ``Refused("count.awaited")`` while a unit is awaited, reserved, or not yet summed."""
    open_ = [row.unit for row in units if isinstance(row.state, Awaited | Reserved | Sealed)]
    if open_:
        raise Refused("count.awaited", number=len(open_), first=open_[0])


def complete(units: Iterable[UnitCount], options: Sequence[str]) -> Complete:
    """The totals when every unit is final; raises ``Refused`` otherwise.

    Codes: ``count.awaited``, ``count.provisional`` (a sheet has one entry only),
    ``count.disputed`` (a dispute is open).
    """
    rows = tuple(units)
    reported(rows)
    finals: list[Final] = []
    for row in rows:
        if row.disputed:
            raise Refused("count.disputed", unit=row.unit)
        if isinstance(row.state, Received | Awaited | Reserved | Sealed):
            raise Refused("count.provisional", unit=row.unit)
        finals.append(row.state)
    return Complete(total(rows, options), tuple(finals))


def _sums(counted: Sequence[Figures]) -> dict[str, int]:
    names = ("signatures", "ballots", "blank", "void", "valid")
    return {name: sum(map(attrgetter(name), counted)) for name in names}


def _votes(counted: Sequence[Figures], options: Sequence[str]) -> dict[str, int]:
    # Lists, which are summed faster than generators: a night is folded at every sheet.
    return {option: sum([f.votes.get(option, 0) for f in counted]) for option in options}
