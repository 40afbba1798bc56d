"""A camp confirms or denies a claim that was made for it."""

from typing import Literal

from suffrage.board.kinds.words import ClaimAnswered
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["answer_claim"]


def answer_claim(
    _state: State, by: str, now: str, claim: int, answer: Literal["yes", "no"]
) -> Draft:
    """The camp's agent answers once; ``claim`` is the index of the claim's record."""
    return Draft("claim.answered/1", ClaimAnswered(claim, answer), by, now)
