"""Record a claim: a figure that somebody published, of one kind."""

from suffrage.board.kinds.words import Claim, ClaimMade
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["make_claim"]


def make_claim(_state: State, by: str, now: str, claim: Claim) -> Draft:
    """The claim is set against the board at its ``tree_size``; it changes no figure."""
    return Draft("claim.made/2", ClaimMade(claim.contest, claim.claim), by, now, claim)
