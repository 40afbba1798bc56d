"""What a record concerns: contest instances, units in a contest, all units of a contest.

Pages are made again when something concerned them, and not otherwise.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suffrage.board.kinds.closing import ResultAnnounced, ResultCertified
from suffrage.board.kinds.paper import PoolExcused, PoolSummed
from suffrage.board.kinds.words import ClaimAnswered
from suffrage.board.record import Record
from suffrage.conduct.claims import claimed_instance
from suffrage.conduct.pools import pools_with
from suffrage.conduct.standing import later_instances
from suffrage.conduct.state import State
from suffrage.count.unit_state import Excused
from suffrage.model.contests import instance_place
from suffrage.model.values import Value

__all__ = ["Concern", "concern_of", "rounds_after"]

_ALL = frozenset({"election.convened/1", "rules.fixed/1", "board.closed/1", "board.superseded/1"})


@dataclass(frozen=True, slots=True)
class Concern:
    """Instances; (contest, unit) pairs; contests with all their units; or everything."""

    instances: frozenset[str] = frozenset()
    units: frozenset[tuple[str, str]] = frozenset()
    contests: frozenset[str] = frozenset()
    everything: bool = False


def concern_of(record: Record, state: State) -> Concern:
    """What a record concerns, by the state after it."""
    if record.kind in _ALL:
        return Concern(everything=True)
    match record.head:
        case PoolSummed(contest=contest, pool=pool):
            return _of_pool(state, contest, state.pools[contest, pool].units)
        case PoolExcused(contest=contest, pool=pool):
            return _of_pool(state, contest, _given_up(state, contest, pool))
        case ClaimAnswered(claim=index):
            instance, _ = claimed_instance(state.rules, state.claims[index])
            return Concern(frozenset({instance}))
        case head if hasattr(head, "box"):
            return _of_box(state, head.box)
        case head:
            return _of_place(state, head)


def rounds_after(record: Record, state: State) -> tuple[str, ...]:
    """The instances of which a result says who stands, or that they are not held."""
    match record.head:
        case ResultAnnounced(contest=contest) | ResultCertified(contest=contest):
            return later_instances(state, contest)
    return ()


def _of_place(state: State, head: Value) -> Concern:
    """A record that names a dispute, a contest, a round, a unit or a subject, or none of them."""
    dispute = state.disputes.get(getattr(head, "dispute", ""))
    contest, unit = getattr(head, "contest", ""), getattr(head, "unit", "")
    if dispute is not None:
        contest, unit = dispute.contest, dispute.unit
    if contest:
        return _of_contest(state, contest, unit)
    round_ = getattr(head, "round", None)
    if round_ is not None:
        return _of_round(state, round_, unit)
    if unit in state.rules.tree.section_ids:
        pairs = frozenset((one.id, unit) for one in state.rules.contests)
        return Concern(frozenset(state.rules.instance_of(*pair) for pair in pairs), pairs)
    return _of_subject(state, getattr(head, "subject", "") or getattr(head, "body", ""))


def _of_contest(state: State, contest: str, unit: str) -> Concern:
    """A record names a contest with one of its sections, or an instance with or without a place."""
    declared, place = instance_place(contest)
    if unit in state.rules.tree.section_ids:
        found = state.rules.instance_of(declared, unit)
        return Concern(frozenset({found}), frozenset({(declared, unit)}))
    if place or state.rules.contest_by_id[declared].scope == "nation":
        return Concern(frozenset({contest}))
    return _of_contests(state, (declared,))


def _of_round(state: State, round_: int, unit: str) -> Concern:
    contests = [one.id for one in state.rules.contests_of(round_)]
    if unit not in state.rules.tree.section_ids:
        return _of_contests(state, contests)
    pairs = frozenset((contest, unit) for contest in contests)
    return Concern(frozenset(state.rules.instance_of(*pair) for pair in pairs), pairs)


def _of_contests(state: State, contests: Iterable[str]) -> Concern:
    named = frozenset(contests)
    instances = (one for one in state.rules.instances() if instance_place(one)[0] in named)
    return Concern(frozenset(instances), contests=named)


def _of_box(state: State, box: str) -> Concern:
    declared = state.rules.box_by_id.get(box)
    if declared is None:
        return Concern()
    sections = (
        one.id for one in state.rules.tree.sections
        if state.rules.box_of(declared.contest, one) == declared
    )  # fmt: skip
    pairs = frozenset((declared.contest, section) for section in sections)
    return Concern(frozenset(state.rules.instance_of(*pair) for pair in pairs), pairs)


def _of_pool(state: State, contest: str, units: Iterable[str]) -> Concern:
    """Every section whose figures come in the sum alone from now on, or never."""
    pairs = frozenset((contest, unit) for unit in units)
    return Concern(frozenset(state.rules.instance_of(*pair) for pair in pairs), pairs)


def _given_up(state: State, contest: str, last: str) -> Iterator[str]:
    """The excused sections of a chain of pools; those excused before may be among them."""
    for pool in pools_with(state, contest, last):
        for unit in pool.units:
            if isinstance(state.unit(contest, unit), Excused):
                yield unit


def _of_subject(state: State, subject: str) -> Concern:
    """A lot, or a body that took its seats: what it follows from."""
    name = subject.removeprefix("contest:").removeprefix("body:")
    if name in state.rules.instances():
        return Concern(frozenset({name}))
    body = next((one for one in state.rules.bodies if one.id == name), None)
    return Concern(frozenset({body.contest})) if body else Concern()
