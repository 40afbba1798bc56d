"""Announce a result: every unit has reported."""

from suffrage.board.kinds.closing import ResultAnnounced
from suffrage.board.record import Draft
from suffrage.conduct.results import figures_now
from suffrage.conduct.state import State

__all__ = ["announce_result"]


def announce_result(state: State, by: str, now: str, instance: str) -> Draft:
    """The figures are those of the sheets in force; nobody types them."""
    figures = figures_now(state, instance)
    return Draft("result.announced/1", ResultAnnounced(instance), by, now, figures)
