"""What has come of a unit, record by record, in sentences; corrections with both sheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.board.kinds.disputes import DisputeFiled, DisputeRuled
from suffrage.board.kinds.online import BoxAnnulled, OnlineEvent
from suffrage.board.kinds.paper import (
    PoolExcused,
    PoolSummed,
    SheetCorrected,
    SheetReserved,
    SheetSealed,
    UnitExcused,
)
from suffrage.board.kinds.polls import HoursExtended, TurnoutReported
from suffrage.board.kinds.words import IncidentReported
from suffrage.conduct.state import State
from suffrage.night.history import Entry
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.figure_rows import Replaced, replaced_rows, sheet_rows
from suffrage.site.pages.findings import reason_of
from suffrage.site.pages.people import titled
from suffrage.site.pages.render import Reader
from suffrage.site.pages.roles import role_name

__all__ = ["Step", "steps_of"]

_PLAIN: Final[Mapping[str, str]] = {
    "sheet.received/1": "received",
    "sheet.approved/1": "approved",
    "sheet.ruled/1": "ruled",
    "credentials.committed/1": "credentials",
    "trustees.setup/1": "trustee",
    "share.vouched/1": "vouched",
    "keys.destroyed/1": "key-destroyed",
    "box.suspended/1": "box-suspended",
    "box.resumed/1": "box-resumed",
    "box.replaced/1": "box-replaced",
    "roll.amended/1": "roll",
    "section.opened/1": "section-opened",
}
"""Kinds of which the sentence needs no more than who acts, and the run of a box."""

_OF_PAPER: Final = frozenset(("sheet", "pool", "unit"))
_Words = dict[str, str | int]
_EVENTS: Final = frozenset(
    ("Setup", "EndBallots", "EncryptedTally", "Shuffle", "EndShuffles", "PartialDecryption")
)


@dataclass(frozen=True, slots=True)
class Step:
    """A record in a sentence; ``at`` is empty for an event of a box, which carries no time.

    ``corrected`` tells that figures took the place of others: those of ``changed``, if any.
    """

    index: int
    at: str
    told: str
    corrected: bool = False
    changed: tuple[Replaced, ...] = ()


def steps_of(
    entries: Iterable[Entry], state: State, instance: str, unit: str, reader: Reader
) -> tuple[Step, ...]:
    """The records of a unit in an instance; nobody reports signatures of a hidden one."""
    sheets: dict[str, tuple[int, Sheet]] = {}
    found = []
    for entry in entries:
        head, body = entry.record.head, entry.body
        replaced = isinstance(head, SheetCorrected) and sheets.get(head.replaces)
        changed: tuple[Replaced, ...] = ()
        if replaced and isinstance(body, Sheet):
            changed = _changed(replaced, (entry.index, body), state, instance, reader)
        if isinstance(body, Sheet):
            sheets[entry.record.payload] = (entry.index, body)
        told = _told(entry, state, instance, unit, reader)
        found.append(Step(entry.index, entry.at, told, bool(replaced), changed))
    return tuple(found)


def _changed(
    old: tuple[int, Sheet], new: tuple[int, Sheet], state: State, instance: str, reader: Reader
) -> tuple[Replaced, ...]:
    left, right = (
        sheet_rows(sheet, state, instance, f"{instance}/record/{index}", reader)
        for index, sheet in (old, new)
    )
    return replaced_rows(left, right)


def _told(entry: Entry, state: State, instance: str, unit: str, reader: Reader) -> str:
    record = entry.record
    by = role_name(state, record.by, reader, unit) if record.by else ""
    if record.kind in _PLAIN:
        run = getattr(record.head, "run", 0)
        return reader.t(f"page.step.{_PLAIN[record.kind]}", by=by, run=run)
    code, fields = _said(entry, state, instance, reader)
    return reader.t(f"page.step.{code}", by=by, kind=record.kind, **fields)


def _said(entry: Entry, state: State, instance: str, reader: Reader) -> tuple[str, _Words]:
    """The code of a record's sentence, and what it names besides who acts."""
    if entry.record.kind.partition(".")[0] in _OF_PAPER:
        return _said_of_paper(entry, state, instance, reader)
    head = entry.record.head
    code, fields = "other", _Words()
    match head:
        case TurnoutReported():
            code, fields = "turnout", {"signatures": head.signatures}
        case HoursExtended():
            code, fields = "hours", {"at": head.closes}
        case DisputeFiled():
            ground = _ground(state, head.ground, reader)
            code, fields = "filed", {"dispute": head.dispute, "ground": ground}
        case DisputeRuled():
            code, fields = f"ruled-{head.effect}", {"dispute": head.dispute}
        case IncidentReported():
            code, fields = "incident", {"type": head.type}
        case BoxAnnulled():
            ground = _ground(state, head.ground, reader)
            code, fields = "box-annulled", {"run": head.run, "ground": ground}
        case OnlineEvent():
            name = head.type if head.type in _EVENTS else "Result"
            code, fields = f"online-{name.lower()}", {"run": head.run}
    return code, fields


def _said_of_paper(entry: Entry, state: State, instance: str, reader: Reader) -> tuple[str, _Words]:
    head, body = entry.record.head, entry.body
    code, fields = "other", _Words()
    match head:
        case SheetReserved() if isinstance(body, Sheet):
            reason = reason_of(head.reason, body, state, instance, reader)
            code, fields = "reserved", {"reason": reason}
        case SheetCorrected():
            code = "corrected-as-ruled" if head.dispute else "corrected"
            fields = {"dispute": head.dispute}
        case SheetSealed():
            code = "sealed-again" if head.replaces else "sealed"
        case PoolSummed():
            code, fields = "summed", {"pool": head.pool}
        case UnitExcused():
            code, fields = "excused", {"reason": reader.t(f"page.excused.{head.reason}")}
        case PoolExcused():
            code, fields = "excused", {"reason": reader.t("page.excused.too-few")}
    return code, fields


def _ground(state: State, ground: str, reader: Reader) -> str:
    return titled(state.rules.ground_by_id[ground].text, reader.language, ground)
