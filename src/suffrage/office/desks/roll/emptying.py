"""A file of members is kept until it is taken, and for a week where nobody takes it.

It holds names and addresses, and so do the faults that were found in it. Name, size, digest and
the number of members stay, so that it can be said which file it was.

>>> give_up(RollImport.objects.filter(election=election))                # doctest: +SKIP
1
"""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from suffrage.office.models import RollImport

__all__ = ["SILENCE", "give_up", "give_up_old"]

SILENCE: Final = timedelta(minutes=2)
"""A thread at work that has given no sign of life for so long has ended."""

_KEPT: Final = timedelta(days=7)


def give_up(imports: "QuerySet[RollImport]") -> int:
    """Empty those of these imports that were not taken, but for one being written; how many."""
    writing = Q(stage="writing") & Q(beat__gte=timezone.now() - SILENCE)
    waiting = imports.exclude(stage__in=("done", "given-up")).exclude(writing)
    return waiting.update(
        stage="given-up", data=b"", look={}, faults=[], notices=[], fault="", beat=None
    )


def give_up_old(moment: datetime) -> int:
    """Give up the files that came a week before and were never taken; how many."""
    before = (moment - _KEPT).strftime("%Y-%m-%dT%H:%M:%SZ")
    return give_up(RollImport.objects.filter(at__lt=before))
