"""What an eliminated option tells its voters: who may say it, of whom, and until when."""

from typing import Any

import pytest
from tests.support.refusals import definition_with, refused
from tests.support.simulator import Simulation

from suffrage.acts.opening.recommend_option import recommend_option
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.conduct.state import Recommendation

CHAIR = "commission@chair"


def between() -> Simulation:
    """After a first round that eliminates ``to3``."""
    simulation = Simulation().run_round_1()
    assert simulation.state.announced["text"].outcome.qualified == ("to1", "to2")
    return simulation


def word(simulation: Simulation, option: str = "to3") -> Recommendation | None:
    return simulation.state.recommended.get(("text", option))


def test_the_agent_of_an_eliminated_option_recommends_a_finalist() -> None:
    simulation = between()
    size = simulation.state.size
    written = simulation.act(recommend_option, "agent@to3", "text", "to3", "to2")
    assert word(simulation) == Recommendation(size, written.record.at, "to2")


def test_a_later_word_takes_the_place_of_an_earlier_one_also_during_the_polls() -> None:
    simulation = between()
    simulation.act(recommend_option, "agent@to3", "text", "to3", "to2")
    simulation.open_polls(2)
    simulation.act(recommend_option, "agent@to3", "text", "to3")
    found = word(simulation)
    assert found is not None
    assert found.option == ""


def test_the_commission_speaks_by_a_decision() -> None:
    simulation = between()
    with refused("decision.missing"):
        simulation.act(recommend_option, CHAIR, "text", "to3", "to1")
    simulation.decided(recommend_option, "text", "to3", "to1")
    found = word(simulation)
    assert found is not None
    assert found.option == "to1"


def test_a_finalist_who_withdraws_may_recommend_who_is_left() -> None:
    simulation = between()
    with refused("recommendation.own-round", option="to2"):
        simulation.act(recommend_option, "agent@to2", "text", "to2", "to1")
    simulation.act(withdraw_option, "agent@to2", "first-secretary", "to2")
    simulation.act(recommend_option, "agent@to2", "text", "to2", "to1")
    assert word(simulation, "to2") is not None


@pytest.mark.parametrize(
    ("code", "by", "words"),
    [
        ("contest.unknown", "agent@to3", ("nothing", "to3", "to1")),
        ("contest.unknown", "agent@to3", ("text@75", "to3", "to1")),
        ("option.not-own", "agent@to2", ("text", "to3", "to1")),
        ("option.unknown", "agent@to3", ("text", "to3", "to9")),
        ("option.unknown", "agent@to3", ("text", "to3", "to3")),
        ("option.unknown", "agent@to3", ("first-secretary", "to3", "to1")),
    ],
)
def test_a_recommendation_is_refused(code: str, by: str, words: tuple[str, ...]) -> None:
    simulation = between()
    before = simulation.state
    with refused(code):
        simulation.act(recommend_option, by, *words)
    assert simulation.state == before


def test_nobody_speaks_before_the_round_has_a_result() -> None:
    simulation = Simulation().to_the_count()
    with refused("round.no-result"):
        simulation.act(recommend_option, "agent@to3", "text", "to3", "to1")


def test_nobody_speaks_when_the_next_polls_are_closed() -> None:
    simulation = between().to_the_count(2)
    with refused("recommendation.too-late", round=2):
        simulation.act(recommend_option, "agent@to3", "text", "to3", "to1")


def test_after_the_last_round_there_is_nobody_to_recommend() -> None:
    simulation = between().open_polls(2)
    with refused("recommendation.last-round"):
        simulation.act(recommend_option, "agent@to1", "first-secretary", "to1", "to2")


def test_a_round_that_is_not_held_has_nobody_to_recommend() -> None:
    def majority(plain: dict[str, Any]) -> None:
        plain["contests"][0]["rule"] = {"name": "majority", "tie": ["older"]}
        plain["contests"][1]["options"]["held"] = "without-majority"
        plain["bodies"] = []

    simulation = Simulation(definition_with(majority)).to_the_count()
    votes: dict[str, Any]
    votes = {"votes": {"to1": 20, "to2": 5, "to3": 5}, "valid": 30, "ballots": 32}
    for unit in simulation.definition.tree.sections:
        simulation.receive(unit.id, **votes, signatures=32)
        simulation.approve(unit.id, **votes, signatures=32)
    simulation.announce()
    with refused("round.not-held", round=2):
        simulation.act(recommend_option, "agent@to3", "text", "to3", "to1")


def test_what_is_recommended_moves_no_vote() -> None:
    simulation = between()
    before = simulation.state
    simulation.act(recommend_option, "agent@to3", "text", "to3", "to2")
    after = simulation.state
    assert (after.units, after.options, after.touched) == (
        before.units,
        before.options,
        before.touched,
    )
