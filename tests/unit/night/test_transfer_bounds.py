"""Bounds on transfers hold whatever voters did, rolls that changed included."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map
from tests.support.histories import history_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation
from tests.support.two_rounds import Counted, two_rounds

from suffrage.board.kinds.opening import RollAmended
from suffrage.board.record import Draft
from suffrage.conduct.state import State
from suffrage.count.unit_state import Pooled, Sealed, Summed, figures_in_force
from suffrage.night.second_round.joined import joined_between
from suffrage.night.second_round.margins import ABSTAINED, BLANK_VOID, Margin, Margins, margins
from suffrage.night.second_round.pairs import in_force, pairs_of
from suffrage.night.second_round.transfer_bounds import transfer_bounds, unit_bounds
from suffrage.paper.sealed import SealedSheet

SECOND = "first-secretary"
GONE = 3
"""In a table of what people did: who was not on that roll."""


def told(state: State, **joined: int) -> Margins:
    added = {unit.replace("_", "-"): number for unit, number in joined.items()}
    return margins(pairs_of(state, SECOND, added))


def small() -> State:
    first = {
        "75-001": Counted(100, (40, 20, 10), blank=2),
        "75-002": Counted(12, (3, 2, 1)),
        "13-001": Counted(20, (9, 9, 1)),
    }
    second = {
        "75-001": Counted(100, (60, 30)),
        "75-002": Counted(12, (4, 2)),
        "13-001": Counted(20, (15, 5)),
    }
    return two_rounds(first, second)


def test_categories_are_what_members_did() -> None:
    found = told(small())
    assert found.origins == ("to1", "to2", "to3", BLANK_VOID, ABSTAINED)
    assert found.destinations == ("to1", "to2", BLANK_VOID, ABSTAINED)
    assert found.rows[0] == Margin(
        "75-001", "75", (40, 20, 10, 2, 28), (60, 30, 0, 10), 100, (72, 90)
    )


def test_the_bounds_of_one_section_are_those_of_duncan_and_davis() -> None:
    one = unit_bounds(told(small()), "75-001")
    assert one.count("to1", "to1") == (0, 40)
    assert one.count(ABSTAINED, "to1") == (0, 28)
    assert unit_bounds(told(small()), "13-001").count("to1", "to1") == (4, 9)
    assert one.share("to3", "to2") == (Fraction(0), Fraction(1))


def test_sums_over_sections_are_sharper_than_the_sums_of_the_sheets() -> None:
    found = transfer_bounds(told(small()))
    assert found.nation.count("to1", "to1") == (0 + 0 + 4, 40 + 3 + 9)
    assert found.nation.count("to3", "to2") == (0, 10 + 1 + 1)
    assert found.federations["75"].members["to1"] == 43
    assert found.nation.units == 3


def test_where_nobody_was_there_is_no_share() -> None:
    first, second = {"13-001": Counted(20, (9, 9, 0))}, {"13-001": Counted(20, (9, 9))}
    found = transfer_bounds(told(two_rounds(first, second))).nation
    assert found.share("to3", "to1") is None
    assert found.share(BLANK_VOID, "to1") is None


def test_fewer_than_ten_voters_are_only_inside_sums() -> None:
    found = told(small())
    with refused("transfer.small-unit", unit="75-002", needed=10):
        unit_bounds(found, "75-002")
    with refused("transfer.no-unit", unit="75-009"):
        unit_bounds(found, "75-009")
    few = {"75-001": Counted(9, (3, 2, 1)), "13-001": Counted(20, (9, 9, 1))}
    now = {"75-001": Counted(9, (3, 3)), "13-001": Counted(20, (9, 9))}
    sums = transfer_bounds(told(two_rounds(few, now)))
    assert set(sums.federations) == {"13"}
    assert sums.nation.members["to1"] == 12


def test_who_joined_the_roll_widens_the_lower_bound_even_if_others_left() -> None:
    """One joined and one left: the sizes agree, and one of the nineteen may be somebody new."""
    first, second = {"13-001": Counted(20, (19, 0, 0))}, {"13-001": Counted(20, (19, 0))}
    state = two_rounds(first, second)
    assert transfer_bounds(told(state)).nation.count("to1", "to1") == (18, 19)
    assert transfer_bounds(told(state, **{"13_001": 1})).nation.count("to1", "to1") == (17, 19)


def test_a_roll_that_grew_shows_who_joined_and_one_that_shrank_shows_nobody() -> None:
    first = {"13-001": Counted(20, (19, 0, 0))}
    grown = told(two_rounds(first, {"13-001": Counted(23, (22, 0))}))
    assert (grown.rows[0].people, sum(grown.rows[0].after)) == (23, 23)
    assert transfer_bounds(grown).nation.count("to1", "to1") == (18, 19)
    shrunk = told(two_rounds(first, {"13-001": Counted(17, (17, 0))}))
    assert shrunk.rows[0].people == 20
    assert transfer_bounds(shrunk).nation.count("to1", "to1") == (16, 17)


@given(st.lists(st.lists(st.integers(0, 6), min_size=16, max_size=16), min_size=1, max_size=5))
def test_the_bounds_contain_every_truth(people: list[list[int]]) -> None:
    """Each section is a table of who did what; the last row and column were on one roll only."""
    tables = [[cells[4 * j : 4 * j + 4] for j in range(4)] for cells in people]
    rows = tuple(
        Margin(
            f"75-{i:03}",
            "75",
            tuple(sum(table[j]) for j in range(GONE)),
            tuple(sum(table[j][k] for j in range(4)) for k in range(GONE)),
            sum(map(sum, table)) - table[GONE][GONE],
            (10, 10),
        )
        for i, table in enumerate(tables)
    )
    found = transfer_bounds(Margins("second", tuple("xyz"), tuple("uvw"), rows, 0, 0))
    for j, origin in enumerate("xyz"):
        for k, destination in enumerate("uvw"):
            truth = sum(table[j][k] for table in tables)
            for bounds in (found.nation, found.federations["75"]):
                least, most = bounds.count(origin, destination)
                assert least <= truth <= most


def test_the_bounds_of_one_section_are_reached() -> None:
    """No sharper bound is true: each end is the table of somebody's possible evening."""
    row = Margin("u", "f", (5, 3), (4, 4), 8, (10, 10))
    found = transfer_bounds(Margins("second", ("x", "y"), ("u", "v"), (row,), 0, 0)).nation
    reached = {first for first in range(6) if 0 <= 4 - first <= 3 and 0 <= 5 - first <= 4}
    assert found.count("x", "u") == (min(reached), max(reached))


# -- on a board ------------------------------------------------------------------------------


def test_the_second_round_of_a_board_has_bounds() -> None:
    simulation = Simulation().run_round_1().run_round_2()
    joined = joined_between(history_of(simulation), SECOND)
    found = margins(pairs_of(simulation.state, SECOND, joined))
    assert (len(found.rows), found.left_out, joined) == (6, 0, {})
    bounds = transfer_bounds(found)
    assert set(bounds.federations) == {"13", "75"}
    assert all(
        bounds.nation.least[cell] <= bounds.nation.most[cell] for cell in bounds.nation.least
    )


def amend(simulation: Simulation, added: int, removed: int) -> None:
    head = RollAmended("75-001", added, removed, "moved")
    draft = Draft("roll.amended/1", head, by="federation@75", at=simulation.wait().now())
    simulation.force(draft)


def test_signed_changes_between_the_closings_count_and_no_others() -> None:
    simulation = Simulation().convene().fix_rules()
    amend(simulation, 7, 0)
    simulation.open_polls().close_polls().count_all().announce().certify()
    amend(simulation, 2, 1)
    amend(simulation, 1, 0)
    simulation.run_round_2()
    amend(simulation, 5, 0)
    history = history_of(simulation)
    assert joined_between(history, SECOND) == {"75-001": 3}
    with refused("second-round.not-linked", contest="text"):
        joined_between(history, "text")


def test_before_the_later_polls_close_every_change_since_counts() -> None:
    simulation = Simulation().run_round_1()
    amend(simulation, 2, 0)
    assert joined_between(history_of(simulation), SECOND) == {"75-001": 2}


def test_hidden_figures_take_no_part_and_neither_does_the_sum_of_a_pool() -> None:
    state = small()
    figures = figures_in_force(state.unit("text", "75-001"))
    assert figures is not None
    sheet = SealedSheet("text", "75-001", "secretary@75-001", {})
    for hidden in (
        Sealed(sheet, "p", "secretary@75-001"),
        Pooled(sheet, "pool"),
    ):
        units = state.units.set(("text", "75-001"), hidden)
        summed = Summed("pool", ("pool",), ("75-001", "75-002"), figures)
        night = replace(state, units=units, pools=Map({("text", "pool"): summed}))
        pairs = pairs_of(night, SECOND, {})
        assert [pair.unit for pair in pairs.rows] == ["75-002", "13-001"]
        assert transfer_bounds(margins(pairs)).nation.members["to1"] == 12
        assert set(in_force(night, "text")) == {"75-002", "13-001"}


def test_a_contest_of_its_own_has_no_second_round() -> None:
    with refused("second-round.not-linked", contest="text"):
        pairs_of(small(), "text", {})


def test_before_anybody_stands_there_is_nothing_to_compare() -> None:
    simulation = Simulation().run_round_1()
    with refused("round.not-held", round=2):
        pairs_of(simulation.state, SECOND, {})


@pytest.mark.parametrize("round_", [1, 2])
def test_a_section_without_figures_in_force_is_left_out(round_: int) -> None:
    state = small()
    contest = "text" if round_ == 1 else SECOND
    units = state.units.delete((contest, "13-001"))
    pairs = pairs_of(replace(state, units=units), SECOND, {})
    assert (len(pairs.rows), pairs.left_out) == (2, 1)
    assert pairs.eliminated == ("to3",)
