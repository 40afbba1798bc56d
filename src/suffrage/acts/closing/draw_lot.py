"""Record the dice thrown in public for a tie."""

from suffrage.board.kinds.closing import LotDrawn
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["draw_lot"]


def draw_lot(
    _state: State, by: str, now: str, *, subject: str, seed: str, decision: int = 0
) -> Draft:
    """``subject`` is ``contest:INSTANCE`` or ``body:ID``; ``seed`` is at least twenty digits."""
    return Draft("lot.drawn/1", LotDrawn(subject, seed, decision), by, now)
