"""Replace an officer: the role passes to another key, the old one is worth nothing."""

from suffrage.board.kinds.opening import OfficerReplaced
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["replace_officer"]


def replace_officer(
    state: State, by: str, now: str, role: str, key: str, *, decision: int = 0
) -> Draft:
    """Raises ``Refused("officer.not-in-office")`` when nobody holds the role."""
    previous = state.keys.get(role)
    if previous is None:
        raise Refused("officer.not-in-office", role=role)
    return Draft("officer.replaced/1", OfficerReplaced(role, key, previous, decision), by, now)
