"""The sheet of a unit as its page shows it: figures, who entered them, who signed the paper."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from suffrage.conduct.state import State
from suffrage.night.history import Entry
from suffrage.paper.sealed import SealedSheet
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.figure_rows import FigureRow, sheet_rows
from suffrage.site.pages.findings import remarks_of
from suffrage.site.pages.render import Reader
from suffrage.site.pages.roles import camp_name, role_name

__all__ = ["Hand", "SheetView", "sheet_view"]

_BRINGS = ("sheet.received/1", "sheet.reserved/1", "sheet.corrected/1", "sheet.sealed/1")
_STANDS_BEHIND = ("sheet.approved/1", "sheet.ruled/1")


@dataclass(frozen=True, slots=True)
class Hand:
    """Who did what with a sheet, in words, and when where a record says so."""

    what: str
    who: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class SheetView:
    """The last sheet that came: record ``index`` brought it, ``blob`` is its payload's hash.

    ``figures`` are empty for a sealed sheet. ``photo`` is the hash of the picture, empty where
    there is none.
    """

    index: int
    at: str
    blob: str
    figures: tuple[FigureRow, ...]
    hands: tuple[Hand, ...]
    agents: tuple[Hand, ...]
    photo: str
    remarks: tuple[str, ...]
    ruled: bool


def sheet_view(
    entries: Sequence[Entry], state: State, instance: str, unit: str, reader: Reader
) -> SheetView | None:
    """The sheet in force or set aside; ``None`` while none has come."""
    source = next((one for one in reversed(entries) if one.record.kind in _BRINGS), None)
    if source is None or not isinstance(source.body, Sheet | SealedSheet):
        return None
    sheet, behind = source.body, _behind(entries, source.index)
    shown = sheet if isinstance(sheet, Sheet) else None
    scan = shown.scan if shown else msgspec.UNSET
    return SheetView(
        index=source.index,
        at=source.at,
        blob=source.record.payload,
        figures=sheet_rows(shown, state, instance, f"{instance}/unit/{unit}", reader)
        if shown
        else (),
        hands=_hands(source, behind, state, unit, reader),
        agents=_agents(sheet, state, reader),
        photo=scan if isinstance(scan, str) else "",
        remarks=remarks_of(shown, state, instance, reader) if shown else (),
        ruled=behind is not None and behind.record.kind == "sheet.ruled/1",
    )


def _behind(entries: Sequence[Entry], index: int) -> Entry | None:
    """The second entry, or the ruling in its place."""
    later = (one for one in entries if one.index > index)
    return next((one for one in later if one.record.kind in _STANDS_BEHIND), None)


def _hands(
    source: Entry, behind: Entry | None, state: State, unit: str, reader: Reader
) -> tuple[Hand, ...]:
    typed = getattr(source.body, "entered_by", source.record.by)
    first = role_name(state, typed, reader, unit)
    found = [Hand(reader.t("page.hand.first"), first, source.at)]
    if typed != source.record.by:
        sent = role_name(state, source.record.by, reader, unit)
        found.append(Hand(reader.t("page.hand.sent"), sent, source.at))
    if behind is not None:
        ruled = behind.record.kind == "sheet.ruled/1"
        what = reader.t("page.hand.ruled" if ruled else "page.hand.second")
        typed = getattr(behind.body, "entered_by", behind.record.by)
        found.append(Hand(what, role_name(state, typed, reader, unit), behind.at))
    return tuple(found)


def _agents(sheet: Sheet | SealedSheet, state: State, reader: Reader) -> tuple[Hand, ...]:
    """What each camp's agent did with the paper, as the sheet says."""
    return tuple(
        Hand(reader.t(f"page.agent.{done}"), camp_name(state, camp))
        for camp, done in sorted(sheet.agents.items())
    )
