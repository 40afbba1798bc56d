"""How far an election has come, in one word."""

from collections.abc import Iterable
from typing import Literal

from msgspec.structs import replace

from suffrage.conduct.state import State
from suffrage.count.unit_state import Received
from suffrage.model.contests import instance_place
from suffrage.site.counted import Counted

__all__ = ["Status", "status_of"]

Status = Literal["partial", "provisional", "certified", "corrected"]
"""``partial``: a section is awaited or its sheet reserved, or polls are not closed;
``provisional``: every section has reported; ``certified``: every certificate states the figures
that stand on the board, and none is disputed or provisional; ``corrected``: certified, with
other figures than were announced."""


def status_of(state: State, counted: Iterable[Counted]) -> Status:
    """The status of the whole board, which is that of its least advanced contest."""
    held = tuple(counted)
    if not all(one.reported and _closed(state, one.instance) for one in held):
        return "partial"
    if not all(_is_certified(state, one) for one in held):
        return "provisional"
    if any(_was_corrected(state, one.instance) for one in held):
        return "corrected"
    return "certified"


def _closed(state: State, instance: str) -> bool:
    contest = state.rules.contest_by_id[instance_place(instance)[0]]
    return state.evening(contest.round).closed


def _is_certified(state: State, one: Counted) -> bool:
    """A correction after the certificate changes the figures, and the certificate falls.

    It rests while a dispute is open or a sheet provisional, also if the figures are the same.
    """
    certified = state.certified.get(one.instance)
    rests = any(row.disputed or isinstance(row.state, Received) for row in one.rows)
    return certified is not None and certified == one.result and not rests


def _was_corrected(state: State, instance: str) -> bool:
    announced, certified = state.announced.get(instance), state.certified[instance]
    if announced is None:
        return False
    if announced.outcome.tie:
        # The lot that was awaited ends the tie; it corrects nothing.
        announced = replace(announced, outcome=certified.outcome)
    return announced != certified
