"""Commit the frozen roll: a salted root and how many are entitled in each section."""

from collections.abc import Mapping

from suffrage.board.kinds.opening import RollCommitted, RollCounts
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["commit_roll"]


def commit_roll(_state: State, by: str, now: str, root: str, entitled: Mapping[str, int]) -> Draft:
    """``root`` is in hexadecimal; ``entitled`` counts the members of each section."""
    head = RollCommitted(root, sum(entitled.values()))
    return Draft("roll.committed/1", head, by, now, RollCounts(dict(entitled)))
