"""Reserve a sheet that cannot be right: "this is what the paper says"."""

from suffrage.board.kinds.paper import SheetReserved
from suffrage.board.record import Draft
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.paper.checks import check_sheet
from suffrage.paper.sheet import Sheet

__all__ = ["reserve_sheet"]


def reserve_sheet(state: State, by: str, now: str, sheet: Sheet) -> Draft:
    """The sheet as written, with the first hard check that it fails as the reason.

    Raises ``Refused("sheet.no-reason")`` for a sheet that passes them all.
    """
    if sheet.unit not in state.registered or sheet.contest not in state.rules.contest_by_id:
        raise Refused("unit.unknown", at="unit", unit=sheet.unit)
    instance = state.rules.instance_of(sheet.contest, sheet.unit)
    round_ = state.rules.contest_by_id[sheet.contest].round
    found = check_sheet(sheet, state.roll(round_, sheet.unit), option_ids(state, instance))
    if not found.hard:
        raise Refused("sheet.no-reason", reason="")
    head = SheetReserved(sheet.contest, sheet.unit, found.hard[0].code)
    return Draft("sheet.reserved/1", head, by, now, sheet)
