"""States after two linked rounds, without a board: as many sections as a test wants.

A section's code starts with its federation's: ``75-012`` lies in 75.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from immutables import Map
from tests.support.congress import by_code, roll_of_round2, sections
from tests.support.definitions import plain_six_sections

from suffrage.conduct.state import Evening, State
from suffrage.count.unit_state import Approved, UnitState
from suffrage.model.definition import Definition, from_plain
from suffrage.paper.sheet import Sheet

__all__ = ["Counted", "congress_state", "definition_of_units", "two_rounds"]

TEXTS, FINALISTS = ("to1", "to2", "to3"), ("to1", "to2")
CONTESTS = {1: ("text", TEXTS), 2: ("first-secretary", FINALISTS)}


@dataclass(frozen=True)
class Counted:
    """One sheet: the roll, the votes in the options' order, and the rest; -1: as the ballots."""

    registered: int
    votes: tuple[int, ...]
    blank: int = 0
    void: int = 0
    signatures: int = -1

    def sheet(self, unit: str, round_: int) -> Sheet:
        contest, options = CONTESTS[round_]
        valid = sum(self.votes)
        ballots = valid + self.blank + self.void
        return Sheet(
            ballots=ballots,
            blank=self.blank,
            contest=contest,
            entered_by=f"secretary@{unit}",
            proxies=0,
            registered=self.registered,
            signatures=ballots if self.signatures < 0 else self.signatures,
            unit=unit,
            valid=valid,
            void={"torn": self.void} if self.void else {},
            votes=dict(zip(options, self.votes, strict=True)),
        )


def definition_of_units(rolls: Mapping[str, int]) -> Definition:
    """The six sections' rules over other sections."""
    federations = dict.fromkeys(unit.partition("-")[0] for unit in rolls)
    units: list[dict[str, str | int]] = [{"id": name} for name in federations]
    units += [
        {"id": unit, "parent": unit.partition("-")[0], "registered": roll}
        for unit, roll in rolls.items()
    ]
    return from_plain({**plain_six_sections(), "units": units})


def two_rounds(
    first: Mapping[str, Counted], second: Mapping[str, Counted], rolls: Mapping[str, int] = {}
) -> State:
    """Both rounds after their polls; ``rolls`` for sections without a sheet in the first."""
    sheets = {1: first, 2: second}
    before = {**rolls, **{unit: one.registered for unit, one in first.items()}}
    after = {**before, **{unit: one.registered for unit, one in second.items()}}
    definition = definition_of_units(before)
    units: dict[tuple[str, str], UnitState] = {
        (CONTESTS[round_][0], unit): Approved(one.sheet(unit, round_), unit, "secretary", "x")
        for round_, rows in sheets.items()
        for unit, one in rows.items()
    }
    declared = definition.declared_options("text")
    finalists = tuple(
        msgspec.structs.replace(o, label=o.first_signatory) for o in declared if o.id in FINALISTS
    )
    return State(
        origin=definition.origin,
        size=len(units),
        phase="fixed",
        definition=definition,
        options=Map({"text": declared, "first-secretary": finalists}),
        registered=Map(after),
        rolls=Map({(1, unit): roll for unit, roll in before.items()}),
        evenings=Map({1: Evening(opened=True, closed=True), 2: Evening(opened=True, closed=True)}),
        units=Map(units),
    )


def congress_state() -> State:
    """Both rounds of the demo, as counted in the two nights."""
    before = {code: int(row["registered"]) for code, row in sections().items()}
    rolls = {1: before, 2: roll_of_round2()}
    rows = {
        round_: {
            code: Counted(
                rolls[round_][code],
                tuple(int(row[option]) for option in options),
                int(row["blank"]),
                int(row["void"]),
                int(row["signatures"]),
            )
            for code, row in by_code(f"round{round_}").items()
        }
        for round_, (_, options) in CONTESTS.items()
    }
    return two_rounds(rows[1], rows[2], before)
