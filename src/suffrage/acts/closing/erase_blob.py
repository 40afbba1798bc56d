"""Erase a text; its hash stays on the board."""

from suffrage.board.kinds.closing import BlobErased
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["erase_blob"]


def erase_blob(_state: State, by: str, now: str, blob: str, reason: str) -> Draft:
    """``blob`` is the hash of a text: an account or a member's reason, nothing else."""
    return Draft("blob.erased/1", BlobErased(blob, reason), by, now)
