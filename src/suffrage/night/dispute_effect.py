"""Which open disputes could change the outcome or the seats, and the fewest that could.

A dispute upheld on a ground that annuls takes the unit's figures out; one on a ground that
corrects may put any possible sheet in their place, up to the unit's roll. When no set is named,
no rulings can change anything. A set that is named changes it in the worst case; a rule that
asks for two things at once may be firmer than that (``distances``).

>>> outcome_effect(state, "text")
Effect(subject='text', alone=(), smallest=('d2', 'd7'))
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.conduct.standing import total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import ending_of
from suffrage.count.figures import Figures
from suffrage.count.totals import Totals
from suffrage.count.unit_state import Annulled, figures_in_force
from suffrage.model.bodies import Body
from suffrage.model.contests import instance_place
from suffrage.model.rule import ContestRule, Majority
from suffrage.night.distances import (
    Distance,
    majority_distances,
    order_distances,
    seat_distances,
)
from suffrage.rules.table import award

__all__ = ["Effect", "outcome_effect", "seat_effect"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What open disputes can do to a ``subject``: an instance, or a body that follows it.

    ``alone`` are those of which each can change it by itself; ``smallest`` is a set with the
    fewest that can, empty if all together cannot.
    """

    subject: str
    alone: tuple[str, ...]
    smallest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """An open dispute: figures that a ruling takes out, ballots that a correction may put in."""

    id: str
    unit: str
    votes: Mapping[str, int]
    ballots: int
    room: int


def outcome_effect(state: State, instance: str, totals: Totals | None = None) -> Effect:
    """The effect on who is elected or goes on, from the figures in force.

    ``totals`` are the instance's, where the caller has them already.
    Raises ``Refused("rule.no-votes")`` where there is no vote to rank.
    """
    rule = state.rules.contest_by_id[instance_place(instance)[0]].rule
    distances = _distances(state, instance, rule, totals or total_now(state, instance))
    return _effect(instance, _open_disputes(state, instance, rule), distances)


def seat_effect(state: State, body: Body) -> Effect:
    """The effect on the seats of a body, from the figures in force, ties left as they are.

    Raises as ``rules.table.award`` does, and ``Refused("night.no-distance")`` for a Droop quota.
    """
    votes = total_now(state, body.contest).votes
    distances = seat_distances(body.rule, votes, award(body.rule, votes, body.seats))
    return _effect(body.id, _open_disputes(state, body.contest, Majority()), distances)


def _distances(
    state: State, instance: str, rule: ContestRule, totals: Totals
) -> Iterable[Distance]:
    outcome = ending_of(state, instance, totals).decision.outcome
    yield from order_distances(totals.votes, outcome)
    if isinstance(rule, Majority):
        base = _base(rule, totals.figures())
        everybody = totals.registered_all
        yield from majority_distances(rule, totals.votes, base, everybody, outcome)


def _base(rule: ContestRule, figures: Figures) -> int:
    """The ballots of a sheet that enter the denominator of a majority, or of a threshold."""
    if not isinstance(rule, Majority) or rule.of == "registered":
        return 0
    if rule.of == "voters":
        return figures.ballots
    return figures.valid + (figures.blank if rule.blank_counts else 0)


def _open_disputes(state: State, instance: str, rule: ContestRule) -> tuple[_Open, ...]:
    contest = instance_place(instance)[0]
    units = {unit.id for unit in state.rules.sections_of(instance)}
    found = []
    for name, dispute in sorted(state.disputes.items()):
        unit = state.unit(dispute.contest, dispute.unit)
        concerned = dispute.contest == contest and dispute.unit in units
        if not concerned or dispute.status not in ("open", "correction-due"):
            continue
        if isinstance(unit, Annulled):
            continue
        figures = figures_in_force(unit)
        corrects = state.rules.ground_by_id[dispute.ground].effect == "correct-sheet"
        roll = state.roll(state.rules.contest_by_id[contest].round, dispute.unit)
        found.append(
            _Open(
                id=name,
                unit=dispute.unit,
                votes=figures.votes if figures else {},
                ballots=_base(rule, figures) if figures else 0,
                room=roll if corrects else 0,
            )
        )
    return tuple(found)


def _effect(subject: str, rows: Iterable[_Open], distances: Iterable[Distance]) -> Effect:
    disputes, tests = tuple(rows), tuple(distances)
    sets = [found for test in tests if (found := _fewest(test, disputes))]
    alone = (row.id for row in disputes if any(_fewest(test, (row,)) for test in tests))
    return Effect(subject, tuple(alone), min(sets, key=len, default=()))


def _fewest(distance: Distance, rows: tuple[_Open, ...]) -> tuple[str, ...]:
    """The largest gains first, one dispute of each unit; empty where all are too little."""
    best: dict[str, tuple[Fraction, str]] = {}
    for row in rows:
        gain = distance.of(row.votes, row.ballots) - distance.worst * row.room
        if gain > best.get(row.unit, (Fraction(0), ""))[0]:
            best[row.unit] = (gain, row.id)
    taken: list[str] = []
    left = distance.margin
    for gain, name in sorted(best.values(), key=lambda one: -one[0]):
        left -= gain
        taken.append(name)
        if left < 0 or (left == 0 and not distance.strict and distance.margin > 0):
            return tuple(sorted(taken))
    return ()
