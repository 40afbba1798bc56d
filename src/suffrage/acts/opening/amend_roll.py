"""Amend the roll of one section after it was frozen."""

from suffrage.board.kinds.opening import RollAmended
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["amend_roll"]


def amend_roll(
    _state: State, by: str, now: str, unit: str, *, added: int, removed: int, ground: str
) -> Draft:
    """Members added and removed, with the ground; who they are stays in the office."""
    return Draft("roll.amended/1", RollAmended(unit, added, removed, ground), by, now)
