"""Appoint officers: each role gets the key of the person who holds it."""

from collections.abc import Mapping

from suffrage.board.kinds.kind import Nothing
from suffrage.board.kinds.opening import Officer, OfficersAppointed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["appoint_officers"]


def appoint_officers(_state: State, by: str, now: str, keys: Mapping[str, str]) -> Draft:
    """``keys`` gives the public key (hexadecimal) of each role appointed."""
    officers = tuple(Officer(role, key) for role, key in sorted(keys.items()))
    return Draft("officer.appointed/1", Nothing(), by, now, OfficersAppointed(officers))
