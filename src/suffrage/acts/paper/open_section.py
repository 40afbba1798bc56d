"""Declare that a section's box was shown empty and that the section opens."""

from suffrage.board.kinds.polls import SectionOpened
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["open_section"]


def open_section(_state: State, by: str, now: str, *, round_: int, unit: str) -> Draft:
    """The first tap of the evening; once the polls of the round are open, and once."""
    return Draft("section.opened/1", SectionOpened(round_, unit), by, now)
