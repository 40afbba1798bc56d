"""Supersede a board: the election goes on under another origin and key."""

from suffrage.board.kinds.closing import BoardSuperseded
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["supersede_board"]


def supersede_board(
    _state: State, by: str, now: str, successor: str, *, decision: int = 0
) -> Draft:
    """``successor`` is the origin of the log that follows."""
    return Draft("board.superseded/1", BoardSuperseded(successor, decision), by, now)
