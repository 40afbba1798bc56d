"""Report how many signed a section's list, before its box is opened."""

from suffrage.board.kinds.polls import TurnoutReported
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["report_turnout"]


def report_turnout(
    _state: State, by: str, now: str, *, round_: int, unit: str, signatures: int
) -> Draft:
    """The count of signatures; until the sheet comes, a later count replaces it."""
    return Draft("turnout.reported/1", TurnoutReported(round_, unit, signatures), by, now)
