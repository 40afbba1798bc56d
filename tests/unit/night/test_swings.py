"""Swings: a share now less the share then, only where ten votes of both rounds can be compared."""

from fractions import Fraction

import pytest
from tests.support.simulator import Simulation
from tests.support.two_rounds import Counted, congress_state, two_rounds

from suffrage.night.second_round.pairs import pairs_of
from suffrage.night.second_round.swings import Swings, swings

FIRST = {
    "75-001": Counted(100, (40, 20, 20), blank=5),
    "75-002": Counted(12, (3, 2, 1)),
    "13-001": Counted(20, (2, 5, 2)),
}
SECOND = {
    "75-001": Counted(100, (60, 30), void=2),
    "75-002": Counted(14, (8, 4)),
    "13-001": Counted(20, (4, 6)),
}


def found(first: dict[str, Counted] = FIRST, second: dict[str, Counted] = SECOND) -> Swings:
    return swings(pairs_of(two_rounds(first, second), "first-secretary", {}))


def test_a_swing_is_the_share_now_less_the_share_then() -> None:
    one = found().units["75-001"]
    assert one.valid == (80, 90)
    assert one.options["to1"].change == Fraction(60, 90) - Fraction(40, 80)
    assert one.options["to2"].change == Fraction(30, 90) - Fraction(20, 80)
    assert one.turnout.change == Fraction(92, 100) - Fraction(85, 100)


def test_an_eliminated_option_has_no_swing() -> None:
    assert set(found().units["75-001"].options) == {"to1", "to2"}


def test_sections_of_a_handful_are_in_their_federation_only() -> None:
    swing = found()
    assert set(swing.units) == {"75-001"}
    assert set(swing.federations) == {"75"}
    assert swing.federations["75"].valid == (86, 102)
    assert swing.federations["75"].turnout.then == Fraction(91, 112)
    assert swing.nation is not None
    assert (swing.nation.units, swing.nation.valid) == (3, (95, 112))


@pytest.mark.parametrize("missing", ["75-001", "75-002"])
def test_a_section_with_figures_in_one_round_only_is_in_no_sum(missing: str) -> None:
    second = {unit: sheet for unit, sheet in SECOND.items() if unit != missing}
    swing = found(FIRST, second)
    assert swing.left_out == 1
    assert missing not in swing.units
    assert swing.nation is not None
    assert swing.nation.valid[0] == 95 - sum(FIRST[missing].votes)


def test_before_ten_votes_there_is_no_swing_at_all() -> None:
    few = found({"13-001": FIRST["13-001"]}, {"13-001": SECOND["13-001"]})
    assert (few.nation, few.federations, few.units) == (None, {}, {})


def test_a_simulated_board_gives_swings() -> None:
    simulation = Simulation().run_round_1().run_round_2()
    swing = swings(pairs_of(simulation.state, "first-secretary", {}))
    assert swing.nation is not None
    assert swing.nation.units == 6
    assert sum(one.now for one in swing.nation.options.values()) == 1


def test_the_congress_swung_as_its_totals_say() -> None:
    swing = swings(pairs_of(congress_state(), "first-secretary", {}))
    assert swing.nation is not None
    assert abs(swing.nation.options["to1"].now - Fraction(12_076, 23_759)) < Fraction(1, 5000)
    assert len(swing.federations) == 102
    assert all(min(one.valid) >= 10 for one in swing.units.values())
