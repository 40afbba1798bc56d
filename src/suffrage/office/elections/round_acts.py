"""What stands against a later round, and what is to be signed for it, in order."""

from collections.abc import Iterator, Mapping

from suffrage.board.policy import AUTHORITY
from suffrage.conduct.results import require_certified
from suffrage.conduct.standing import options_now, total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import ending_of, open_disputes, unit_counts
from suffrage.count.totals import reported
from suffrage.errors import SuffrageError
from suffrage.model.contests import instance_place
from suffrage.office.elections.round_plan import InTheWay, PlannedAct, Standing
from suffrage.rules.tie import Waiting

__all__ = ["in_the_way", "planned_acts"]


def in_the_way(state: State, round_: int, instances: Mapping[str, str]) -> Iterator[InTheWay]:
    """By the instances of the round, each with its source: first what stops the opening."""
    if state.evening(round_).opened:
        yield InTheWay("polls.open-already", {"round": round_}, stops=True)
    for instance, source in instances.items():
        try:
            options_now(state, instance)
        except SuffrageError as error:
            yield InTheWay(error.code, error.fields, stops=True)
            yield from _missing(state, source)
            continue
        try:
            require_certified(state, source)
        except SuffrageError as error:
            yield InTheWay(error.code, error.fields, stops=False)
    for contest, unit in sorted(open_disputes(state)):
        if state.rules.instance_of(contest, unit) in instances.values():
            fields = {"contest": contest, "unit": unit}
            yield InTheWay("round.dispute-open", fields, stops=False)


def _missing(state: State, source: str) -> Iterator[InTheWay]:
    """What keeps the earlier round from being announced."""
    if state.evening(_round_of(state, source)).closed and source not in state.announced:
        try:
            reported(unit_counts(state, source))
        except SuffrageError as error:
            yield InTheWay(error.code, error.fields, stops=True)


def _round_of(state: State, instance: str) -> int:
    return state.rules.contest_by_id[instance_place(instance)[0]].round


def planned_acts(
    state: State, round_: int, standing: tuple[Standing, ...], until: str
) -> Iterator[PlannedAct]:
    """What is to be signed, in order; who stands is derived and signed by nobody."""
    for source in dict.fromkeys(one.source for one in standing):
        if _waits_for_lot(state, source):
            yield _planned("lot.drawn/1", f"contest:{source}")
        if source not in state.announced:
            yield _planned("result.announced/1", source)
        if not _is_certified(state, source):
            yield _planned("result.certified/1", source)
    for one in standing:
        if sum(not finalist.withdrawn for finalist in one.finalists) > 1:
            yield _planned("option.withdrawn/1", one.instance, optional=True, until=until)
    yield _planned("roll.amended/1", "", optional=True)
    if not state.evening(round_).opened:
        opens = state.rules.contests_of(round_)[0].opens
        yield _planned("polls.opened/1", str(round_), not_before=opens)


def _planned(
    kind: str, subject: str, *, optional: bool = False, not_before: str = "", until: str = ""
) -> PlannedAct:
    authority = AUTHORITY[kind]
    decided = "commission" in authority.decided
    return PlannedAct(kind, subject, authority.roles, decided, optional, not_before, until)


def _is_certified(state: State, source: str) -> bool:
    try:
        require_certified(state, source)
    except SuffrageError:
        return False
    return True


def _waits_for_lot(state: State, source: str) -> bool:
    totals = total_now(state, source)
    if source not in state.options or not totals.valid:
        return False
    if not state.evening(_round_of(state, source)).closed:
        return False
    tie = ending_of(state, source, totals).tie
    return isinstance(tie, Waiting) and tie.waits_for == "lot"
