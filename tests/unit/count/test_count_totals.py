"""Totals are folds of units; only final units make a result."""

import msgspec
import pytest
from tests.support.refusals import refused

from suffrage.count.figures import Figures, figures_of
from suffrage.count.totals import (
    Complete,
    UnitCount,
    complete,
    reported,
    reserved,
    total,
    undisputed,
)
from suffrage.count.unit_state import (
    Annulled,
    Approved,
    Awaited,
    Excused,
    Received,
    Reserved,
    Tallied,
    UnitState,
    figures_in_force,
    name_of,
)
from suffrage.paper.sheet import Sheet

OPTIONS = ("to1", "to2")
SHEET = Sheet(
    ballots=12,
    blank=1,
    contest="text",
    entered_by="secretary@a",
    proxies=0,
    registered=20,
    signatures=13,
    unit="a",
    valid=9,
    void={"torn": 1, "two-papers": 1},
    votes={"to1": 5, "to2": 4},
)
FIGURES = Figures(20, 13, 12, 1, 2, 9, {"to1": 5, "to2": 4})
RECEIVED = Received(SHEET, "p", "secretary@a")
APPROVED = Approved(SHEET, "p", "secretary@a", "federation@f")
RESERVED = Reserved(SHEET, "p", "secretary@a", "sheet.ballots-sum")
ANNULLED = Annulled(FIGURES, "d1")
TALLIED = Tallied(FIGURES, "abroad", 1)
EXCUSED = Excused("lost")
STATES: tuple[UnitState, ...] = (
    Awaited(),
    RECEIVED,
    RESERVED,
    APPROVED,
    ANNULLED,
    EXCUSED,
    TALLIED,
)


def row(state: UnitState, *, disputed: bool = False, unit: str = "a") -> UnitCount:
    return UnitCount(unit, 20, state, disputed)


def test_the_figures_of_a_sheet_are_its_own() -> None:
    assert figures_of(SHEET) == FIGURES


@pytest.mark.parametrize("state", STATES, ids=name_of)
def test_a_state_gives_figures_or_none(state: UnitState) -> None:
    expected = FIGURES if state in (RECEIVED, APPROVED, TALLIED) else None
    assert figures_in_force(state) == expected


def test_states_have_the_names_of_the_design() -> None:
    assert [name_of(state) for state in STATES] == [
        "awaited",
        "received",
        "reserved",
        "approved",
        "annulled",
        "excused",
        "approved",
    ]


def test_a_total_adds_what_is_in_force_and_counts_the_rest() -> None:
    rows = [row(state, unit=str(index)) for index, state in enumerate(STATES)]
    totals = total(rows, OPTIONS)
    assert (totals.expected, totals.counted, totals.excused, totals.annulled) == (7, 3, 1, 1)
    assert (totals.registered_all, totals.registered) == (140, 60)
    assert totals.figures() == Figures(60, 39, 36, 3, 6, 27, {"to1": 15, "to2": 12})


def test_an_option_without_a_figure_has_no_votes_and_another_s_are_left_out() -> None:
    sheet = msgspec.structs.replace(SHEET, votes={"to1": 5, "to9": 4})
    rows = [row(Approved(sheet, "p", "x", "y"))]
    assert total(rows, OPTIONS).votes == {"to1": 5, "to2": 0}


def test_nothing_expected_is_nothing_counted() -> None:
    totals = total([], OPTIONS)
    assert (totals.expected, totals.valid, totals.votes) == (0, 0, {"to1": 0, "to2": 0})


def test_votes_without_the_disputed_and_votes_that_are_reserved() -> None:
    rows = [row(APPROVED), row(APPROVED, disputed=True), row(RESERVED), row(TALLIED)]
    assert undisputed(rows, OPTIONS) == {"to1": 10, "to2": 8}
    assert reserved(rows, OPTIONS) == {"to1": 5, "to2": 4}


@pytest.mark.parametrize("state", [Awaited(), RESERVED], ids=name_of)
def test_a_unit_that_is_missing_is_named_with_the_number_of_them(state: UnitState) -> None:
    rows = [row(APPROVED), row(state, unit="b"), row(Awaited(), unit="c")]
    with refused("count.awaited", number=2, first="b"):
        reported(rows)
    with refused("count.awaited"):
        complete(rows, OPTIONS)


def test_a_provisional_or_disputed_unit_is_reported_but_not_final() -> None:
    for one, code in ((row(RECEIVED), "count.provisional"), (row(APPROVED, disputed=True), "")):
        reported([one])
        with refused(code or "count.disputed", unit="a"):
            complete([one], OPTIONS)


def test_final_units_make_a_complete_total() -> None:
    finals = (APPROVED, ANNULLED, EXCUSED, TALLIED)
    done = complete([row(state) for state in finals], OPTIONS)
    assert isinstance(done, Complete)
    assert done.finals == finals
    assert done.totals.votes == {"to1": 10, "to2": 8}


def test_an_awaited_unit_has_no_place_among_final_ones() -> None:
    """The type says so to the checker; this says it to the reader."""
    assert not isinstance(Awaited(), Approved | Annulled | Excused | Tallied)
