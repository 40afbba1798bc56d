"""Suspend a run at once, with the reason as an erasable text."""

from suffrage.board.kinds.kind import Text
from suffrage.board.kinds.online import BoxSuspended
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["suspend_box"]


def suspend_box(_state: State, by: str, now: str, box: str, run: int, *, account: str) -> Draft:
    """Any member of the commission may; only a decision resumes or annuls the run."""
    return Draft("box.suspended/1", BoxSuspended(box, run), by, now, Text(account.encode()))
