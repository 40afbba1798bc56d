"""How far each section is on an evening: from silence to a final state, counted by federation.

>>> rows = by_federation(night_units(state, "text"))
>>> rows[0].federation, rows[0].counts, rows[0].disputed
('13', {'silent': 2, 'received': 1}, 0)
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.conduct.remembered import of_state
from suffrage.conduct.state import State
from suffrage.conduct.tables import open_disputes
from suffrage.count.unit_state import Awaited
from suffrage.model.units import PAPER, Unit

__all__ = ["BLOCKING", "STAGES", "FederationRow", "NightUnit", "by_federation", "night_units"]

STAGES: Final = (
    "before", "silent", "opened", "signed", "boxed", "received", "reserved", "sealed",
    "approved", "tallied", "pooled", "excused", "annulled",
)  # fmt: skip
"""All stages, those first from which least has come."""

BLOCKING: Final = frozenset(STAGES[:8])
"""Those that keep a result from being certified."""


@dataclass(frozen=True, slots=True)
class NightUnit:
    """A section on the board of one contest; ``disputed`` while a dispute of it is open."""

    unit: Unit
    stage: str
    disputed: bool

    @property
    def blocks(self) -> bool:
        """Whether the certificate waits for this section."""
        return self.disputed or self.stage in BLOCKING


@dataclass(frozen=True, slots=True)
class FederationRow:
    """How many sections of a federation are at each stage; those of no federation have ""."""

    federation: str
    sections: int
    counts: Mapping[str, int]
    disputed: int


@of_state
def night_units(state: State, contest: str) -> tuple[NightUnit, ...]:
    """Every expected section with its stage, in the order of the definition."""
    disputed = open_disputes(state)
    return tuple(
        NightUnit(unit, _stage(state, contest, unit), (contest, unit.id) in disputed)
        for unit in state.rules.tree.sections
    )


def by_federation(units: Iterable[NightUnit]) -> tuple[FederationRow, ...]:
    """The counts of each federation right above sections, in the order of the definition."""
    groups: dict[str, list[NightUnit]] = {}
    for one in units:
        groups.setdefault(one.unit.parent, []).append(one)
    return tuple(
        FederationRow(
            federation,
            len(group),
            Counter(one.stage for one in group),
            sum(one.disputed for one in group),
        )
        for federation, group in groups.items()
    )


def _stage(state: State, contest: str, unit: Unit) -> str:
    now = state.unit(contest, unit.id)
    if not isinstance(now, Awaited):
        return type(now).__name__.lower()
    if unit.channel != PAPER:
        return "boxed"
    round_ = state.rules.contest_by_id[contest].round
    if not state.evening(round_).opened:
        return "before"
    key = (round_, unit.id)
    if key in state.turnout:
        return "signed"
    return "opened" if key in state.opened_sections else "silent"
