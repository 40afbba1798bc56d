"""The end of a board, and texts that are erased."""

from dataclasses import replace

from suffrage.board.kinds.closing import BlobErased, BoardClosed, BoardSuperseded
from suffrage.board.record import Record
from suffrage.conduct.results import require_certified
from suffrage.conduct.standing import stands
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["blob_erased", "closed", "superseded"]


def blob_erased(state: State, _record: Record, head: BlobErased, _body: None) -> State:
    """A text is gone; figures, decisions and rules cannot be erased."""
    # A text can repeat the bytes of a sheet, so that one blob is both.
    if head.blob not in state.texts or head.blob in state.kept:
        raise Refused("blob.not-a-text", blob=head.blob)
    if head.blob in state.erased:
        raise Refused("blob.erased-already", blob=head.blob)
    return replace(state, erased=state.erased.set(head.blob, state.size))


def superseded(state: State, _record: Record, head: BoardSuperseded, _body: None) -> State:
    """The election goes on under another origin; this board takes nothing more."""
    if head.successor == state.origin:
        raise Refused("board.own-successor", at="successor")
    return replace(state, phase="superseded")


def closed(state: State, _record: Record, _head: BoardClosed, _body: None) -> State:
    """The board is closed after every held contest has been certified."""
    for instance in state.rules.instances():
        if stands(state, instance):
            require_certified(state, instance)
    return replace(state, phase="closed")
