"""The sum of a pool among the units: counted once, and no unit of its own."""

import pytest
from tests.support.refusals import refused

from suffrage.count.figures import Figures
from suffrage.count.totals import UnitCount, complete, reported, total, undisputed
from suffrage.count.unit_state import Annulled, Excused, Pooled, Sealed, Summed, name_of
from suffrage.paper.sealed import SealedSheet

OPTIONS = ("to1", "to2")
SHEET = SealedSheet("text", "a", "secretary@a", {"valid": "0" * 64})
FIGURES = Figures(31, 20, 20, 1, 1, 18, {"to1": 10, "to2": 8})
SUM = Summed("small", ("small",), ("a", "b"), FIGURES)
POOLED = (
    UnitCount("a", 16, Pooled(SHEET, "small")),
    UnitCount("b", 15, Pooled(SHEET, "small")),
    UnitCount("c", 9, Excused("not-held")),
    UnitCount("small", 0, SUM),
)


def test_a_sum_counts_once_and_its_units_are_pooled() -> None:
    totals = total(POOLED, OPTIONS)
    assert (totals.expected, totals.counted, totals.pooled, totals.excused) == (3, 0, 2, 1)
    assert (totals.registered_all, totals.registered) == (40, 31)
    assert totals.figures() == FIGURES
    assert undisputed(POOLED, OPTIONS) == {"to1": 10, "to2": 8}


def test_pooled_units_are_final() -> None:
    assert complete(POOLED, OPTIONS).totals == total(POOLED, OPTIONS)


def test_a_sealed_unit_is_awaited_until_its_pool_is_summed() -> None:
    rows = (UnitCount("a", 16, Sealed(SHEET, "p", "secretary@a")), *POOLED[1:])
    with refused("count.awaited", number=1, first="a"):
        reported(rows)
    with refused("count.awaited"):
        complete(rows, OPTIONS)
    alone = total(rows[:1], OPTIONS)
    assert (alone.expected, alone.counted, alone.pooled, alone.valid) == (1, 0, 0, 0)


def test_a_row_says_whose_figures_it_has() -> None:
    assert [row.sections for row in POOLED] == [("a",), ("b",), ("c",), ("a", "b")]


@pytest.mark.parametrize(
    ("state", "name"),
    [(POOLED[0].state, "sealed"), (SUM, "pooled"), (Annulled(None, "d1"), "annulled")],
)
def test_states_have_their_public_names(state: Pooled | Summed | Annulled, name: str) -> None:
    assert name_of(state) == name
