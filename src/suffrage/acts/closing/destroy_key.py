"""Record that a trustee has destroyed the own key share of a finished run."""

from suffrage.board.kinds.closing import KeysDestroyed
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["destroy_key"]


def destroy_key(_state: State, by: str, now: str, box: str, run: int) -> Draft:
    """The trustee's own word; the act itself happens on the trustee's machine."""
    return Draft("keys.destroyed/1", KeysDestroyed(box, run), by, now)
