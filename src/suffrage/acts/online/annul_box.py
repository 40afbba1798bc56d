"""Annul a run on a frozen ground; it is never decrypted."""

from suffrage.board.kinds.online import BoxAnnulled
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["annul_box"]


def annul_box(
    _state: State, by: str, now: str, box: str, run: int, *, ground: str, decision: int = 0
) -> Draft:
    """The run is void; a new one may follow."""
    return Draft("box.annulled/1", BoxAnnulled(box, run, ground, decision), by, now)
