"""Appoint officers: each role gets the key of the person who holds it."""

from collections.abc import Mapping

from suffrage.board.kinds.opening import Officer, OfficerAppointed, OfficersAppointed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["appoint_officers"]


def appoint_officers(
    _state: State, by: str, now: str, keys: Mapping[str, str], *, decision: int = 0
) -> Draft:
    """``keys`` gives the public key (hexadecimal) of each role appointed.

    Once the rules are fixed the commission's decision is needed, but for a federation that
    appoints the people of its own sections.
    """
    officers = tuple(Officer(role, key) for role, key in sorted(keys.items()))
    return Draft(
        "officer.appointed/1", OfficerAppointed(decision), by, now, OfficersAppointed(officers)
    )
