"""What has been counted of a contest at a moment, and what is missing.

Counted are sheets that passed the hard checks, from their first entry, and decrypted boxes. A
reserved sheet is in no total: its unit is missing until it is corrected or annulled.

>>> figures = counted(state, "text")
>>> figures.coverage, figures.confirmed_share
(Fraction(61, 100), Fraction(1, 4))
>>> [(one.unit, one.registered) for one in figures.missing]
[('75-003', 83)]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from suffrage.conduct.remembered import of_state
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import BoxRun, State
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals, UnitCount, total
from suffrage.count.unit_state import (
    Annulled,
    Approved,
    Awaited,
    Excused,
    Reserved,
    Sealed,
    Tallied,
)
from suffrage.model.contests import instance_place

__all__ = ["Counted", "Missing", "UnitNumbers", "count_federations", "counted"]

# Tuples, not unions, which are made anew each time: a night asks this of every unit.
_CONFIRMED: Final = (Approved, Tallied)
_MISSING: Final = (Awaited, Reserved, Sealed)
_SET_ASIDE: Final = (Excused, Annulled)


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has given no figures yet: its members on the roll, and who signed if known.

    ``signatures`` are those reported before the count, or the ballots of a closed online box;
    ``None`` while nobody has said. ``most`` is the largest number of ballots that the unit can
    still bring: no sheet with more than its roll is accepted, no box has more than its
    credentials. ``reserved`` units sent a sheet that cannot be right.
    """

    unit: str
    federation: str
    registered: int
    most: int
    signatures: int | None
    reserved: bool


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """How many units: expected = reported + excused + annulled + pooled + missing.

    ``confirmed`` are the reported ones whose figures a second person entered, a ruling approved
    or trustees decrypted. ``pooled`` are those in the sum of a pool, which has no second entry;
    a sealed unit whose pool is not summed is missing.
    """

    expected: int
    reported: int
    confirmed: int
    excused: int
    annulled: int
    pooled: int
    missing: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of an instance at a size of the board.

    ``totals`` are those in force. ``settled`` are the members on the rolls of units that are
    reported, excused or annulled; ``confirmed_ballots`` the ballots of confirmed units;
    ``signatures_known`` the signatures of sheets and of missing units that reported them.
    """

    instance: str
    size: int
    numbers: UnitNumbers
    totals: Totals
    settled: int
    confirmed_ballots: int
    signatures_known: int
    missing: tuple[Missing, ...]

    @property
    def coverage(self) -> Fraction:
        """Members of settled units out of all members on the rolls; 1 where there are none."""
        everybody = self.totals.registered_all
        return Fraction(self.settled, everybody) if everybody else Fraction(1)

    @property
    def confirmed_share(self) -> Fraction:
        """Ballots of confirmed units out of all that are counted; 0 before there are any."""
        return Fraction(self.confirmed_ballots, max(self.totals.ballots, 1))

    @property
    def signatures_share(self) -> Fraction | None:
        """Signatures of counted units out of all; ``None`` while a missing unit is silent."""
        if any(one.signatures is None for one in self.missing):
            return None
        return Fraction(self.totals.signatures, max(self.signatures_known, 1))


@of_state
def counted(state: State, instance: str, place: str = "") -> Counted:
    """The figures of an instance now; ``moment.require_figures`` says whether a page may show them.

    With a ``place`` they are those of the units in this federation, and the sums of pools that
    lie wholly in it. An instance whose options
    are not frozen yet has no figures: every unit is missing.
    """
    rows = unit_counts(state, instance)
    if place:
        tree = state.rules.tree
        rows = tuple(r for r in rows if all(tree.contains(place, unit) for unit in r.sections))
    options = option_ids(state, instance)
    totals = total(rows, options)
    confirmed = total([row for row in rows if isinstance(row.state, _CONFIRMED)], options)
    missing = tuple(_missing(state, instance, row) for row in rows if _is_missing(row))
    return Counted(
        instance=instance,
        size=state.size,
        numbers=UnitNumbers(
            expected=totals.expected,
            reported=totals.counted,
            confirmed=confirmed.counted,
            excused=totals.excused,
            annulled=totals.annulled,
            pooled=totals.pooled,
            missing=len(missing),
        ),
        totals=totals,
        settled=totals.registered + _set_aside(rows),
        confirmed_ballots=confirmed.ballots,
        signatures_known=totals.signatures + sum(one.signatures or 0 for one in missing),
        missing=missing,
    )


def count_federations(state: State, instance: str) -> Mapping[str, Totals]:
    """The totals of each federation right above sections; "" holds sections without one.

    The sum of a pool is in a federation's totals only if all of its sections lie there.
    """
    groups: dict[str, list[UnitCount]] = {}
    for row in unit_counts(state, instance):
        parents = {state.rules.tree.by_id[unit].parent for unit in row.sections}
        if len(parents) == 1:
            groups.setdefault(parents.pop(), []).append(row)
    options = option_ids(state, instance)
    return {federation: total(rows, options) for federation, rows in groups.items()}


def _is_missing(row: UnitCount) -> bool:
    return isinstance(row.state, _MISSING)


def _set_aside(rows: Iterable[UnitCount]) -> int:
    """Members of units that are final and give no votes.

    ``Totals.registered`` takes a sheet's roll, which equals the unit's roll for its evening.
    """
    return sum(row.registered for row in rows if isinstance(row.state, _SET_ASIDE))


def _missing(state: State, instance: str, row: UnitCount) -> Missing:
    contest = instance_place(instance)[0]
    run = _live_run(state, contest, row.unit)
    return Missing(
        unit=row.unit,
        federation=state.rules.tree.by_id[row.unit].parent,
        registered=row.registered,
        most=max(row.registered, len(run.electorate)) if run else row.registered,
        signatures=_signatures(state, contest, row, run),
        reserved=isinstance(row.state, Reserved),
    )


def _signatures(state: State, contest: str, row: UnitCount, run: BoxRun | None) -> int | None:
    if isinstance(row.state, Reserved):
        return row.state.sheet.signatures
    if run is not None:
        return len(run.voters) if run.phase in ("ended", "tallied") else None
    return state.turnout.get((state.rules.contest_by_id[contest].round, row.unit))


def _live_run(state: State, contest: str, section: str) -> BoxRun | None:
    box = state.rules.box_of(contest, state.rules.tree.by_id[section])
    return state.runs.get((box.id, state.live.get(box.id, 1))) if box else None
