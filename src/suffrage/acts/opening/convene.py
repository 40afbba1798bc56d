"""Convene an election: the first record, with a draft of the definition."""

from suffrage.board.kinds.kind import Nothing
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.model.definition import Definition

__all__ = ["convene"]


def convene(_state: State, by: str, now: str, definition: Definition) -> Draft:
    """The board begins with this draft of the definition and the keys that it names."""
    return Draft("election.convened/1", Nothing(), by, now, definition)
