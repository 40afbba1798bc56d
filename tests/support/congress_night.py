"""Both nights of the demo as a history, sheet by sheet, without signatures or a log.

Sections are synthetic, totals real. A box's section stands with a sheet, like every other.
"""

from dataclasses import replace
from functools import cache

import msgspec
from immutables import Map
from tests.support.congress import (
    FINALISTS,
    FOLDER,
    TEXTS,
    Row,
    by_code,
    roll_of_round2,
    sections,
    table,
)
from tests.support.night import sheet_of

from suffrage.board.kinds.paper import SheetCorrected, SheetReceived, SheetReserved
from suffrage.board.kinds.polls import PollsClosed
from suffrage.board.record import Record
from suffrage.conduct.state import Evening, State
from suffrage.count.unit_state import Received, Reserved, UnitState
from suffrage.model.definition import Definition
from suffrage.model.definition_toml import from_toml
from suffrage.model.values import Value
from suffrage.night.history import History
from suffrage.paper.sheet import Sheet

__all__ = ["ROUNDS", "congress", "congress_night", "next_sheet"]

_KINDS = ("polls.closed/1", "sheet.received/1", "sheet.reserved/1", "sheet.corrected/1")
_CLOSED = {1: "2023-01-12T21:00:00Z", 2: "2023-01-19T21:00:00Z"}
ROUNDS = {1: ("text", TEXTS), 2: ("first-secretary", FINALISTS)}


@cache
def congress() -> Definition:
    """The demo's definition."""
    text = (FOLDER / "definition.toml").read_text(encoding="utf-8")
    return from_toml(text, "definition.toml", lambda name: (FOLDER / name).read_bytes())


def next_sheet(
    history: History, contest: str, code: str, unit: UnitState, at: str, head: Value
) -> None:
    """One more record, after which a section stands so."""
    kind = {SheetReceived: "received", SheetReserved: "reserved"}.get(type(head), "corrected")
    record = Record(f"sheet.{kind}/1", head, f"secretary@{code}", at)
    state = history.now.counted(contest, code, unit)
    history.add(record, None, replace(state, size=history.size + 1))


@cache
def congress_night(round_: int = 1, sheets: int = 10_000) -> History:
    """The board after so many sheets of a round's evening, with all of the first before it."""
    history = _begun(round_)
    contest, options = ROUNDS[round_]
    rows, rolls = by_code(f"round{round_}"), _rolls(round_)
    reserved = {row["code"]: row for row in table("reserved")} if round_ == 1 else {}
    for arrival in table(f"arrival{round_}")[:sheets]:
        code, at = arrival["code"], f"{arrival['at']}Z"
        sheet = _sheet(rows[code], contest, rolls[code], options)
        if code in reserved:
            wrong = _sheet(reserved[code], contest, rolls[code], options)
            kept = Reserved(wrong, code, f"secretary@{code}", "sheet.ballots-sum")
            head: Value = SheetReserved(contest, code, "sheet.ballots-sum")
            next_sheet(history, contest, code, kept, at, head)
        else:
            came = Received(sheet, code, f"secretary@{code}")
            next_sheet(history, contest, code, came, at, SheetReceived(contest, code))
    for code, row in reserved.items():
        if isinstance(history.now.unit(contest, code), Reserved) and sheets > len(rows):
            sheet = _sheet(rows[code], contest, rolls[code], options)
            right = Received(sheet, code, f"secretary@{code}")
            head = SheetCorrected(contest, code, "ab" * 32)
            next_sheet(history, contest, code, right, f"{row['corrected_at']}Z", head)
    return history


def _begun(round_: int) -> History:
    """The polls of a round have just closed; a first one is over."""
    definition, history = congress(), History()
    state = State(
        origin=definition.origin,
        phase="fixed",
        definition=definition,
        options=Map({"text": definition.declared_options("text")}),
        registered=Map(_rolls(1)),
        evenings=Map({1: Evening(opened=True, closed=True)}),
    )
    if round_ > 1:
        before = congress_night(1)
        acts = (entry for kind in _KINDS for entry in before.acts(kind))
        for entry in sorted(acts, key=lambda entry: entry.index):
            history.add(entry.record, entry.body, before.at(entry.index + 1))
        finalists = [o for o in definition.declared_options("text") if o.id in FINALISTS]
        named = tuple(msgspec.structs.replace(o, label=o.first_signatory) for o in finalists)
        state = replace(
            before.now,
            options=before.now.options.set("first-secretary", named),
            registered=Map(_rolls(2)),
            rolls=Map({(1, code): number for code, number in _rolls(1).items()}),
            evenings=before.now.evenings.set(2, Evening(opened=True, closed=True)),
        )
    closed = Record("polls.closed/1", PollsClosed(round_), "commission@chair", _CLOSED[round_])
    history.add(closed, None, replace(state, size=history.size + 1))
    return history


def _rolls(round_: int) -> dict[str, int]:
    if round_ == 2:
        return roll_of_round2()
    return {code: int(row["registered"]) for code, row in sections().items()}


def _sheet(row: Row, contest: str, roll: int, options: tuple[str, ...]) -> Sheet:
    votes = {option: int(row[option]) for option in options}
    sheet = sheet_of(row["code"], roll, votes, int(row["blank"]))
    return msgspec.structs.replace(
        sheet,
        contest=contest,
        void={"void": int(row["void"])},
        ballots=int(row["ballots"]),
        signatures=int(row["signatures"]),
    )
