"""Files of sheets are kept until they are on the board, and for a week where nobody signs them.

A file holds figures that may not be public yet, and what is on the board is there for all to see.
Name, size, digest and the number of sheets stay, so that it can be said which file it was.
"""

from datetime import datetime, timedelta
from typing import Final

from suffrage.count.unit_state import Awaited
from suffrage.errors import SuffrageError
from suffrage.office.boards import board_state
from suffrage.office.models import SheetUpload

__all__ = ["empty_uploads"]

_KEPT: Final = timedelta(days=7)


def empty_uploads(moment: datetime) -> int:
    """Empty the files that are on the board, or that were read a week before; how many."""
    waiting = SheetUpload.objects.exclude(sheets=[]).select_related("election").order_by("pk")
    used = [one.pk for one in waiting if one.at < moment - _KEPT or _is_written(one)]
    return SheetUpload.objects.filter(pk__in=used).update(sheets=[])


def _is_written(upload: SheetUpload) -> bool:
    try:
        state = board_state(upload.election.slug)
    except SuffrageError:
        # Its desk tells of it; nothing is known of its sheets.
        return False
    units = [sheet["unit"] for sheet in upload.sheets]
    return not any(isinstance(state.unit(upload.contest, unit), Awaited) for unit in units)
