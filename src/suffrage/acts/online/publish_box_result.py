"""Publish the result of a run, from the factors of all its trustees."""

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.belenios.events import result_event
from suffrage.belenios.report import Report
from suffrage.belenios.result import compute_result
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["publish_box_result"]


def publish_box_result(state: State, box: str, run: int, verified: Report) -> Draft:
    """``verified`` is the report on the archive with all factors; raises as ``compute_result``."""
    if verified.tally is None:
        raise Refused("box.phase", box=box, phase=verified.phase)
    setup = verified.setup
    result = compute_result(setup.election, setup.trustees, verified.tally, verified.shares)
    return draft_event(state, box, run, result_event(head_of(state, box, run), result))
