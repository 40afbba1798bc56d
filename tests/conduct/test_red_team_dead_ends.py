"""Honest elections that must be able to end."""

from typing import Any

from tests.support.folders import failures, policy_of
from tests.support.refusals import definition_with, refused
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.count.unit_state import Annulled, Excused

UNIT = "75-001"


def dispute(simulation: Simulation, name: str = "d1", ground: str = "early-ballots") -> None:
    where = {"contest": "text", "unit": UNIT}
    simulation.act(file_dispute, "agent@to1", dispute=name, **where, ground=ground, account="seen")


def test_paper_that_is_truly_impossible_is_annulled_and_not_bent() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    sheet = simulation.sheet(UNIT, ballots=200)
    simulation.act(reserve_sheet, f"secretary@{UNIT}", sheet)
    with refused("count.awaited"):
        simulation.announce()
    dispute(simulation)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    unit = simulation.state.unit("text", UNIT)
    assert isinstance(unit, Annulled)
    assert unit.figures is not None
    assert unit.figures.ballots == 200
    simulation.announce().certify()
    assert simulation.state.certified["text"].ballots == sum(
        simulation.sheet(one.id).ballots
        for one in simulation.definition.tree.sections
        if one.id != UNIT
    )
    assert failures(simulation.files(), policy_of(simulation)) == set()


def two_contests(plain: dict[str, Any]) -> None:
    text = plain["contests"][0]
    plain["contests"].append({**text, "id": "motion"})


def test_one_sheet_of_an_evening_is_lost_and_the_other_is_here() -> None:
    simulation = Simulation(definition_with(two_contests)).to_the_count()
    simulation.count_all().count_all("motion", but=[UNIT])
    with refused("unit.somebody-voted", unit=UNIT):
        simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="nobody-voted")
    simulation.decided(excuse_unit, round_=1, unit=UNIT, reason="lost")
    assert simulation.state.unit("motion", UNIT) == Excused("lost")
    assert simulation.state.unit("text", UNIT) != Excused("lost")
    for contest in ("text", "motion"):
        simulation.announce(contest).certify(contest)
    with refused("sheet.again"):
        simulation.wait().decided(excuse_unit, round_=1, unit=UNIT, reason="lost")
