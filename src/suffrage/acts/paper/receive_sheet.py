"""Receive a tally sheet: the first entry, provisional."""

from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.paper.sheet import Sheet

__all__ = ["receive_sheet"]


def receive_sheet(_state: State, by: str, now: str, sheet: Sheet) -> Draft:
    """A sheet that fails a hard check is refused here; ``reserve_sheet`` keeps it as it is."""
    return Draft("sheet.received/1", SheetReceived(sheet.contest, sheet.unit), by, now, sheet)
