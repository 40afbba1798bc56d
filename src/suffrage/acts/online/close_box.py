"""Close a run: no ballot has a place after this event."""

from suffrage.acts.online.draft_event import draft_event, head_of
from suffrage.belenios.events import end_ballots_event
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["close_box"]


def close_box(state: State, box: str, run: int) -> Draft:
    """The end of a run; ``perform`` refuses it while an acknowledged ballot waits for its place."""
    return draft_event(state, box, run, end_ballots_event(head_of(state, box, run)))
