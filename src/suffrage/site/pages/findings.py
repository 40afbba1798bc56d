"""What a sheet shows by itself, in sentences for readers rather than for whoever typed it."""

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.paper.checks import Findings, check_sheet
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.render import Reader

__all__ = ["reason_of", "remarks_of"]


def remarks_of(sheet: Sheet, state: State, instance: str, reader: Reader) -> tuple[str, ...]:
    """Everything remarkable about a sheet: possible, and in need of an explanation."""
    found = _findings(sheet, state, instance).soft
    return tuple(reader.t(_code(one.code), **one.numbers) for one in found)


def reason_of(code: str, sheet: Sheet, state: State, instance: str, reader: Reader) -> str:
    """Why a sheet was reserved: the named finding with the sheet's own figures."""
    found = _findings(sheet, state, instance).hard
    numbers = next((one.numbers for one in found if one.code == code), {})
    return reader.t(_code(code), **numbers)


def _findings(sheet: Sheet, state: State, instance: str) -> Findings:
    round_ = state.rules.contest_by_id[sheet.contest].round
    return check_sheet(sheet, state.roll(round_, sheet.unit), option_ids(state, instance))


def _code(code: str) -> str:
    return f"page.finding.{code.partition('.')[2]}"
