"""Close the polls of a round everywhere."""

from suffrage.board.kinds.polls import PollsClosed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["close_polls"]


def close_polls(_state: State, by: str, now: str, round_: int) -> Draft:
    """From this record on, sheets of the round are accepted."""
    return Draft("polls.closed/1", PollsClosed(round_), by, now)
