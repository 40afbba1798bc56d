"""Excuse a section that has no sheet for an evening."""

from typing import Literal

from suffrage.board.kinds.paper import UnitExcused
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["Reason", "excuse_unit"]

Reason = Literal["not-held", "nobody-voted", "lost"]


def excuse_unit(
    _state: State, by: str, now: str, *, round_: int, unit: str, reason: Reason, decision: int = 0
) -> Draft:
    """The section counts as final without figures, for the reason stated."""
    return Draft("unit.excused/1", UnitExcused(round_, unit, reason, decision), by, now)
