"""Approve a tally sheet: a second person enters the paper and finds the same figures."""

from suffrage.acts.paper.in_force import payload_in_force
from suffrage.board.kinds.paper import SheetApproved
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.paper.sheet import Sheet

__all__ = ["approve_sheet"]


def approve_sheet(state: State, by: str, now: str, second: Sheet) -> Draft:
    """``second`` is the whole second entry, typed from the paper without sight of the first."""
    payload = payload_in_force(state, second.contest, second.unit)
    head = SheetApproved(second.contest, second.unit, payload)
    return Draft("sheet.approved/1", head, by, now, second)
