"""Ratify a certified result in the assembly of delegates."""

from suffrage.board.kinds.closing import ResultRatified
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["ratify_result"]


def ratify_result(
    _state: State,
    by: str,
    now: str,
    instance: str,
    *,
    delegates: int,
    votes_for: int,
    votes_against: int,
    abstained: int,
) -> Draft:
    """How many delegates sat, and how they voted."""
    head = ResultRatified(instance, delegates, votes_for, votes_against, abstained)
    return Draft("result.ratified/1", head, by, now)
