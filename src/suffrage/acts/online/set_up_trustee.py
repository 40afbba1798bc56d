"""Fix a trustee's public key for a run: the trustee's own word."""

from suffrage.belenios.trustee import Trustee
from suffrage.board.kinds.opening import TrusteeSetUp
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["set_up_trustee"]


def set_up_trustee(
    _state: State, by: str, now: str, box: str, run: int, *, owner: int, trustee: Trustee
) -> Draft:
    """``owner`` counts from 1; the proof of knowledge stands in the archive's setup."""
    head = TrusteeSetUp(box, run, owner, trustee.public_key)
    return Draft("trustees.setup/1", head, by, now)
