"""Extend the hours of one section."""

from suffrage.board.kinds.polls import HoursExtended
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["extend_hours"]


def extend_hours(
    _state: State, by: str, now: str, *, round_: int, unit: str, closes: str, decision: int = 0
) -> Draft:
    """``closes`` is the new hour, in UTC; the polls close nowhere before it."""
    return Draft("hours.extended/1", HoursExtended(round_, unit, closes, decision), by, now)
