"""Correct a sheet: a new one takes the place of the one in force, which it names."""

from suffrage.acts.paper.in_force import payload_in_force
from suffrage.board.kinds.paper import SheetCorrected
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.paper.sheet import Sheet

__all__ = ["correct_sheet"]


def correct_sheet(state: State, by: str, now: str, sheet: Sheet, *, dispute: str = "") -> Draft:
    """``dispute`` names the ruled dispute that orders the correction, if one does."""
    replaces = payload_in_force(state, sheet.contest, sheet.unit)
    head = SheetCorrected(sheet.contest, sheet.unit, replaces, dispute)
    return Draft("sheet.corrected/1", head, by, now, sheet)
