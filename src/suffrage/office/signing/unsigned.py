"""Drafts that nobody signed are forgotten after a week: they may hold figures and texts.

What was signed stays, for it tells who wrote what; a motion waits as long as its votes take.
"""

from datetime import datetime, timedelta
from typing import Final

from suffrage.office.models import Proposal

__all__ = ["drop_unsigned"]

_KEPT: Final = timedelta(days=7)


def drop_unsigned(moment: datetime) -> int:
    """Forget the proposals of a week before that were never written; how many."""
    old = Proposal.objects.filter(index=None, created_at__lt=moment - _KEPT)
    return old.delete()[0]
