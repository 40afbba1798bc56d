"""The night as it is folded while sheets come, projected, and replayed.

1. One more sheet at 3,200 sections of 100 federations, half of them in: what is counted and
   certain, twenty claims, what ten open disputes could change, and the sentence of the page; and
   one more claim, which is set against the board of its moment. Figure to reach: 50 ms a sheet.
2. The projection of that board from its records, with the round before. Figure: 500 ms.
3. A thousand replayed nights of those sections: four orders, five shares reported, fifty nights
   a cell.

Beside the fold stands a bare addition of the same votes; beside the projections one fit by
least squares of this round's shares on those of the round before, as often. Times are those of
the processor. Run ``python benches/night.py [ROUNDS]``.
"""

import os
import sys
import time
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from immutables import Map

from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.kinds.polls import PollsClosed
from suffrage.board.kinds.words import Claim, ClaimMade
from suffrage.board.record import Record
from suffrage.conduct.state import Dispute, Evening, State
from suffrage.count.unit_state import Received
from suffrage.model.definition import Definition, from_plain
from suffrage.model.values import Value
from suffrage.night.certain import certain
from suffrage.night.claims import claim_cards
from suffrage.night.counted import counted
from suffrage.night.dispute_effect import outcome_effect
from suffrage.night.history import History
from suffrage.night.opening import opening
from suffrage.night.projection.from_board import project_board, units_of
from suffrage.night.projection.units import Units
from suffrage.night.replay.read import Rounds
from suffrage.night.replay.run import replay_cells
from suffrage.paper.sheet import Sheet
from timing import Line, median_ms, print_table

FEDERATIONS, SECTIONS = 100, 3_200
REPLAYED: Final = 50
FOLD_MS, PROJECTION_MS = 50, 500
ROLL = 150
_NOW, _SHARE = "2023-01-19T22:30:00Z", Fraction(101, 200)
_Rows = list[dict[str, int]]


def main(rounds: int = 15) -> None:
    """Print the tables, and whether the figures are reached."""
    first, second = made_votes()
    board = _Board(first, second)
    fold = median_ms(board.one_more, board.fold, rounds, time.process_time)
    claim = median_ms(board.one_claim, board.fold, rounds, time.process_time)
    bare = median_ms(lambda: None, lambda _: _added(second), rounds, time.process_time)
    lines = [
        Line("one more sheet, folded", fold, "the votes added, nothing else", bare),
        Line("one more claim, folded", claim, "the votes added, nothing else", bare),
    ]
    print_table(f"{SECTIONS} sections", rounds, lines)
    print(f"figure: {FOLD_MS} ms, {'reached' if fold < FOLD_MS else 'MISSED'}\n")

    units = units_of(board.history, "second")
    fit = median_ms(lambda: None, lambda _: _fitted(units), rounds, time.process_time)
    few = max(3, rounds // 3)
    projected = median_ms(
        lambda: None, lambda _: project_board(board.history, "second"), few, time.process_time
    )
    lines = [Line("projected from the board", projected, "one least-squares fit", fit)]
    print_table(f"{SECTIONS} sections, half of them in", few, lines)
    print(f"figure: {PROJECTION_MS} ms, {'reached' if projected < PROJECTION_MS else 'MISSED'}\n")

    started = time.process_time()
    cells = list(replay_cells(_rounds(units, second), REPLAYED, 0))
    took = 1_000 * (time.process_time() - started)
    nights = REPLAYED * len(cells)
    lines = [Line(f"{nights} nights", took, "as many least-squares fits", nights * fit)]
    print_table(f"replayed nights of {SECTIONS} sections", 1, lines)


# -- the board -----------------------------------------------------------------------------------


def made_votes() -> tuple[_Rows, _Rows]:
    """Two rounds of three and two options, with effects of federations."""
    chance = np.random.default_rng(1)
    lean = 0.45 + chance.normal(0, 0.06, FEDERATIONS).repeat(SECTIONS // FEDERATIONS)
    lean = np.clip(lean + chance.normal(0, 0.08, SECTIONS), 0.1, 0.9)
    voters = chance.integers(20, 120, SECTIONS)
    a = chance.binomial(voters, 0.85 * lean)
    b = chance.binomial(voters - a, 0.7)
    again = chance.binomial(voters, lean)
    before = [
        {"a": int(x), "b": int(y), "c": int(v - x - y)}
        for x, y, v in zip(a, b, voters, strict=True)
    ]
    return before, [{"a": int(x), "b": int(v - x)} for x, v in zip(again, voters, strict=True)]


class _Board:
    """Half of a second round, sheet by sheet; the sections come in a fixed random order."""

    def __init__(self, first: _Rows, second: _Rows) -> None:
        self.history = History()
        self._second = second
        self._order = np.random.default_rng(2).permutation(SECTIONS).tolist()
        self._next = 0
        state = _closed(first)
        self._add("polls.closed/1", PollsClosed(2), state)
        while self._next < SECTIONS // 2:
            self.one_more()
        self._speak()

    def one_more(self) -> None:
        """The next section's sheet has come."""
        section = self._order[self._next]
        self._next += 1
        name = section_name(section)
        came = Received(made_sheet("second", section, self._second[section]), name, name)
        state = self.history.now.counted("second", name, came)
        self._add("sheet.received/1", SheetReceived("second", name), state)

    def fold(self, _nothing: object) -> None:
        """Everything that the page of the contest says but its projection."""
        state = self.history.now
        figures = counted(state, "second")
        certain(state.rules, figures)
        claim_cards(self.history, "second")
        outcome_effect(state, "second", figures.totals)
        opening(state, "second", _NOW, figures)

    def _speak(self) -> None:
        """Twenty claims, and ten disputes."""
        for _ in range(20):
            self.one_claim()
        disputed = {
            f"d{n}": Dispute("second", section_name(self._order[n]), "early", "agent@a")
            for n in range(10)
        }
        self._add(
            "polls.closed/1", PollsClosed(2), replace(self.history.now, disputes=Map(disputed))
        )
        self.fold(None)

    def one_claim(self) -> None:
        """Somebody has said a share of the final result."""
        size = self.history.size
        claim = Claim(
            contest="second",
            claim="estimate",
            said_at=_NOW,
            said_by="a source",
            camp="a",
            confirmed="not-asked",
            tree_size=size,
            shares={"a": _SHARE},
        )
        state = self.history.now
        said = replace(state, claims=state.claims.set(size, claim))
        self._add("claim.made/2", ClaimMade("second", "estimate"), said)

    def _add(self, kind: str, head: Value, state: State) -> None:
        record = Record(kind, head, "office", _NOW)
        self.history.add(record, None, replace(state, size=self.history.size + 1))


def made_definition() -> Definition:
    """Two rounds in these sections."""
    contest = {"opens": "2023-01-12T16:00:00Z", "closes": "2023-01-12T21:00:00Z"}
    top: dict[str, Any] = {"name": "top", "places": 2}
    units: list[dict[str, str | int]] = [{"id": f"{n:03}"} for n in range(FEDERATIONS)]
    units += [
        {"id": section_name(n), "parent": section_name(n)[:3], "registered": ROLL}
        for n in range(SECTIONS)
    ]
    return from_plain(
        {
            "suffrage": 1,
            "slug": "night",
            "host": "vote.example.org",
            "title": {"en": "Night"},
            "time_zone": "Europe/Paris",
            "units": units,
            "contests": [
                {
                    **contest,
                    "id": "first",
                    "rule": top,
                    "options": [{"id": one, "label": one.upper()} for one in "abc"],
                },
                {
                    "id": "second",
                    "round": 2,
                    "opens": "2023-01-19T16:00:00Z",
                    "closes": "2023-01-19T21:00:00Z",
                    "rule": {"name": "majority"},
                    "options": {"from": "first"},
                },
            ],
            "commission": {"members": ["chair"], "quorum": 1},
            "grounds": [{"id": "early", "text": {"en": "Early"}, "effect": "annul-unit"}],
        }
    )


def _closed(first: _Rows) -> State:
    """The polls of the second round have just closed; every sheet of the first is there."""
    definition = made_definition()
    options = definition.declared_options("first")
    sheets = {
        ("first", section_name(n)): Received(
            made_sheet("first", n, row), section_name(n), section_name(n)
        )
        for n, row in enumerate(first)
    }
    polls = Evening(opened=True, closed=True)
    return State(
        origin=definition.origin,
        phase="fixed",
        definition=definition,
        registered=Map({section_name(n): ROLL for n in range(SECTIONS)}),
        options=Map({"first": options, "second": options[:2]}),
        units=Map(sheets),
        evenings=Map({1: polls, 2: polls}),
    )


def section_name(section: int) -> str:
    """The code of a section by its number."""
    return f"{section * FEDERATIONS // SECTIONS:03}-{section:04}"


def made_sheet(contest: str, section: int, votes: dict[str, int]) -> Sheet:
    """A section's sheet with these votes and nothing blank or void."""
    name, valid = section_name(section), sum(votes.values())
    return Sheet(
        ballots=valid,
        blank=0,
        contest=contest,
        entered_by=f"secretary@{name}",
        proxies=0,
        registered=ROLL,
        signatures=valid,
        unit=name,
        valid=valid,
        void={},
        votes=votes,
    )


# -- what stands beside --------------------------------------------------------------------------


def _added(rows: _Rows) -> dict[str, int]:
    return {option: sum(row[option] for row in rows) for option in rows[0]}


def _fitted(units: Units) -> object:
    """One regression of this round's shares on those of the round before."""
    assert units.previous is not None
    known = units.reported
    before = units.previous.votes[known] / units.previous.registered[known, None]
    now = units.votes[known, 0] / np.maximum(1, units.votes[known].sum(axis=1))
    return np.linalg.lstsq(before, now, rcond=None)


def _rounds(units: Units, second: _Rows) -> Rounds:
    """The same sections with their final votes, for replays."""
    assert units.previous is not None
    votes = np.array([[row["a"], row["b"]] for row in second])
    stands, before = units.stands, units.previous
    return Rounds(("a", "b"), units.federation, units.registered, stands, votes, before, 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
