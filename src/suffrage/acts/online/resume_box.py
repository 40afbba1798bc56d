"""Resume a suspended run."""

from suffrage.board.kinds.online import BoxResumed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["resume_box"]


def resume_box(_state: State, by: str, now: str, box: str, run: int, *, decision: int = 0) -> Draft:
    """The run takes ballots again, by the decision named."""
    return Draft("box.resumed/1", BoxResumed(box, run, decision), by, now)
