"""Linked rounds, one-candidate rounds, and contests of federations and sections on one evening."""

from typing import Any

import pytest
from tests.support.refusals import definition_with, option, refused
from tests.support.results_steps import swing
from tests.support.simulator import Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.site.counted import count_held
from suffrage.site.status import status_of

CHAIR = "commission@chair"
THREE = ("to1", "to2", "to3")


def majority(plain: dict[str, Any]) -> None:
    """The second round is held only without a majority in the first."""
    plain["contests"][0]["rule"] = {"name": "majority", "tie": ["older"]}
    plain["contests"][1]["options"]["held"] = "without-majority"


def count(simulation: Simulation, contest: str, **votes: int) -> Simulation:
    """Every section reports the same votes."""
    valid = sum(votes.values())
    figures: dict[str, Any] = {
        "votes": votes,
        "valid": valid,
        "ballots": valid + 2,
        "signatures": valid + 2,
    }
    for unit in simulation.definition.tree.sections:
        simulation.receive(unit.id, contest, **figures)
        simulation.approve(unit.id, contest, **figures)
    return simulation


def first_round(**votes: int) -> Simulation:
    return count(Simulation(definition_with(majority)).to_the_count(), "text", **votes)


def standing(simulation: Simulation, contest: str = "first-secretary") -> list[str]:
    return [one.id for one in simulation.state.options[contest]]


def test_a_second_round_always_held_takes_the_first_signatories() -> None:
    simulation = Simulation().run_round_1().open_polls(2)
    finalists = simulation.state.options["first-secretary"]
    assert {one.label for one in finalists} < {"Ada", "Ben", "Cléo"}
    assert len(finalists) == 2


def test_a_second_round_may_take_the_options_themselves() -> None:
    definition = definition_with(
        lambda plain: plain["contests"][1]["options"].update(take="option")
    )
    simulation = Simulation(definition).run_round_1().open_polls(2)
    assert {one.label for one in simulation.state.options["first-secretary"]} < {
        "Text 1",
        "Text 2",
        "Text 3",
    }


def test_a_second_round_waits_for_the_announcement_of_the_first() -> None:
    simulation = Simulation().to_the_count().count_all()
    with refused("round.no-result", contest="text"):
        simulation.open_polls(2)
    simulation.announce().open_polls(2)
    assert len(standing(simulation)) == 2


def test_without_a_majority_the_first_two_stand_again() -> None:
    simulation = first_round(to1=10, to2=9, to3=8).announce().certify()
    simulation.open_polls(2)
    assert standing(simulation) == ["to1", "to2"]


def test_with_a_majority_no_second_round_is_held_and_the_board_closes() -> None:
    simulation = first_round(to1=20, to2=9, to3=8).announce().certify()
    assert simulation.state.certified["text"].outcome.elected == "to1"
    with refused("round.not-held", round=2):
        simulation.open_polls(2)
    assert status_of(simulation.state, count_held(simulation.state)) == "certified"
    simulation.decided(close_board)


def test_the_run_off_of_a_tie_for_the_second_place_follows_the_tie_rule() -> None:
    simulation = first_round(to1=10, to2=8, to3=8).announce().certify()
    assert simulation.state.certified["text"].outcome.qualified == ("to1", "to3")


def test_the_certificate_decides_who_stands_if_it_differs_from_the_announcement() -> None:
    simulation = Simulation(definition_with(majority)).to_the_count()
    swing(simulation)
    simulation.announce()
    assert simulation.state.announced["text"].outcome.qualified == ("to1", "to3")
    simulation.act(
        file_dispute,
        "agent@to1",
        dispute="d1",
        contest="text",
        unit="75-003",
        ground="early-ballots",
        account="",
    )
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    simulation.certify().open_polls(2)
    assert standing(simulation) == ["to1", "to2"]


def test_a_finalist_withdraws_and_one_candidate_stands() -> None:
    simulation = Simulation().run_round_1()
    finalists = simulation.state.certified["text"].outcome.qualified
    simulation.decided(withdraw_option, "first-secretary", finalists[1])
    with refused("option.last"):
        simulation.decided(withdraw_option, "first-secretary", finalists[0])
    simulation.to_the_count(2)
    assert standing(simulation) == [finalists[0]]
    count(simulation, "first-secretary", **{finalists[0]: 20})
    simulation.announce("first-secretary").certify("first-secretary")
    assert simulation.state.certified["first-secretary"].outcome.elected == finalists[0]


# -- one evening, several contests ---------------------------------------------------------------


def evening(plain: dict[str, Any]) -> None:
    """The nation's text, each federation's secretary and each section's, on one evening."""
    text, linked = plain["contests"]
    for scope, places in (
        ("federation", ["13", "75"]),
        ("section", [f"{f}-00{n}" for f in (13, 75) for n in (1, 2, 3)]),
    ):
        options = [option(name, within=place) for place in places for name in ("ann", "bob", "cy")]
        rule = {"name": "majority", "tie": ["lot"]} if scope == "federation" else None
        plain["contests"].append(
            {
                **text,
                "id": f"{scope}-secretary",
                "scope": scope,
                "rule": rule or {"name": "plurality", "tie": ["lot"]},
                "options": options,
            }
        )
    plain["contests"].append(
        {
            **linked,
            "id": "federation-run-off",
            "scope": "federation",
            "rule": {"name": "majority", "tie": ["lot"]},
            "options": {"from": "federation-secretary", "held": "without-majority"},
        }
    )
    plain["bodies"][0]["ex_officio"] = {"winners_of": "federation-secretary"}


def whole_evening() -> Simulation:
    simulation = Simulation(definition_with(evening)).to_the_count()
    simulation.count_all()
    for unit in simulation.definition.tree.sections:
        votes = {"ann": 20 if unit.parent == "75" else 10, "bob": 9, "cy": 8}
        valid = sum(votes.values())
        figures: dict[str, Any] = {
            "votes": votes,
            "valid": valid,
            "ballots": valid + 2,
            "signatures": valid + 2,
        }
        for contest in ("federation-secretary", "section-secretary"):
            simulation.receive(unit.id, contest, **figures)
            simulation.approve(unit.id, contest, **figures)
    return simulation


def test_contests_of_all_levels_share_an_evening_a_roll_and_a_result_each() -> None:
    simulation = whole_evening()
    simulation.announce("text").certify("text")
    for instance in ("federation-secretary@75", "section-secretary@75-002"):
        simulation.announce(instance).certify(instance)
        assert simulation.state.certified[instance].outcome.elected == "ann"
    assert simulation.state.certified["federation-secretary@75"].votes == {
        "ann": 60,
        "bob": 27,
        "cy": 24,
    }
    assert simulation.state.certified["federation-secretary@75"].registered == 81 + 82 + 83
    assert simulation.state.certified["section-secretary@75-002"].registered == 82


def test_a_run_off_is_held_in_the_federations_without_a_majority_only() -> None:
    simulation = whole_evening()
    for instance in ("text", "federation-secretary@13", "federation-secretary@75"):
        simulation.announce(instance)
    simulation.to_the_count(2)
    assert standing(simulation, "federation-run-off@75") == []
    assert standing(simulation, "federation-run-off@13") == ["ann", "bob"]
    simulation.receive("13-001", "federation-run-off")
    sheet = simulation.sheet("13-001", "federation-run-off")
    with refused("round.not-held", round=2):
        simulation.receive("75-001", "federation-run-off", votes=sheet.votes)
    with refused("round.not-held", round=2):
        simulation.announce("federation-run-off@75")


def test_winners_of_another_contest_sit_ex_officio_once_they_are_all_certified() -> None:
    simulation = whole_evening()
    simulation.announce("text").certify("text")
    simulation.announce("federation-secretary@75").certify("federation-secretary@75")
    with refused("result.not-certified", contest="federation-secretary@13"):
        simulation.act(seat_body, CHAIR, "council")
    simulation.announce("federation-secretary@13").certify("federation-secretary@13")
    simulation.act(seat_body, CHAIR, "council")
    assert simulation.state.seated["council"].ex_officio == 1


@pytest.mark.parametrize("instance", ["federation-secretary", "text@13", "section-secretary@75"])
def test_an_instance_has_its_own_place(instance: str) -> None:
    simulation = whole_evening()
    with refused("contest.unknown", contest=instance):
        simulation.certify(instance)
