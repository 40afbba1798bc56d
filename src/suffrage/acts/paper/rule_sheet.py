"""Approve a received sheet by the commission's ruling, where no second entry can be had."""

from suffrage.acts.paper.in_force import payload_in_force
from suffrage.board.kinds.paper import SheetRuled
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["rule_sheet"]


def rule_sheet(
    state: State, by: str, now: str, *, contest: str, unit: str, decision: int = 0
) -> Draft:
    """The sheet in force becomes final by the decision named."""
    payload = payload_in_force(state, contest, unit)
    return Draft("sheet.ruled/1", SheetRuled(contest, unit, payload, decision), by, now)
