"""File a dispute of a section's figures on a frozen ground."""

from suffrage.board.kinds.disputes import DisputeFiled
from suffrage.board.kinds.kind import Text
from suffrage.board.record import Draft
from suffrage.conduct.state import State

__all__ = ["file_dispute"]


def file_dispute(
    _state: State,
    by: str,
    now: str,
    *,
    dispute: str,
    contest: str,
    unit: str,
    ground: str,
    account: str,
) -> Draft:
    """``account`` is an erasable text; the ground is one of the definition's."""
    head = DisputeFiled(dispute, contest, unit, ground)
    return Draft("dispute.filed/1", head, by, now, Text(account.encode()))
