"""Replace an annulled run by a new one: new uuid, keys, credentials and hours."""

from suffrage.board.kinds.online import BoxReplaced
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["replace_box"]


def replace_box(
    state: State,
    by: str,
    now: str,
    box: str,
    *,
    uuid: str,
    opens: str,
    closes: str,
    decision: int = 0,
) -> Draft:
    """The next run of the box; hours are in UTC and end with the contest's at the latest."""
    run = state.live.get(box, 1) + 1
    return Draft("box.replaced/1", BoxReplaced(box, run, uuid, opens, closes, decision), by, now)
