"""Open the polls of a round."""

from suffrage.board.kinds.polls import PollsOpened
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["open_polls"]


def open_polls(_state: State, by: str, now: str, round_: int) -> Draft:
    """The options of the round's contests are frozen by this record."""
    return Draft("polls.opened/1", PollsOpened(round_), by, now)
