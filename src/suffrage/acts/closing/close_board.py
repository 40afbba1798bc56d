"""Close the board after every held contest is certified."""

from suffrage.board.kinds.closing import BoardClosed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["close_board"]


def close_board(_state: State, by: str, now: str, *, decision: int = 0) -> Draft:
    """The last record."""
    return Draft("board.closed/1", BoardClosed(decision), by, now)
