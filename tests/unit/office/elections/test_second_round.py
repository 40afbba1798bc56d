"""A second round: who stands and why, what is in the way, and what is signed in which order."""

from typing import Any

import msgspec
import pytest
from tests.support.definitions import plain_six_sections
from tests.support.election_answers import draft_of
from tests.support.online_election import online_definition
from tests.support.rehearsed import Rehearsed
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.definition import from_plain
from suffrage.office.elections.round_plan import RollChange, RoundPlan
from suffrage.office.elections.second_round import prepare_round


def plan_of(simulation: Simulation) -> RoundPlan:
    return prepare_round(simulation.state, 2)


def obstacles(simulation: Simulation) -> list[tuple[str, bool]]:
    return [(one.code, one.stops) for one in plan_of(simulation).in_the_way]


def kinds(simulation: Simulation) -> list[str]:
    return [act.kind for act in plan_of(simulation).acts]


def test_after_a_certified_round_nothing_is_in_the_way() -> None:
    plan = plan_of(Simulation().run_round_1())
    (standing,) = plan.standing
    assert (plan.held, plan.in_the_way, len(plan.units)) == (True, (), 6)
    assert (standing.reason, standing.source) == ("round.first-places", "text")
    assert [(one.option, one.label, one.rank, one.votes) for one in standing.finalists] == [
        ("to1", "Ada", 1, 78),
        ("to2", "Ben", 2, 66),
    ]
    assert plan.withdraw_until == plan.opens == "2023-01-19T16:00:00Z"


def test_the_opening_of_the_polls_is_all_that_must_be_signed() -> None:
    plan = plan_of(Simulation().run_round_1())
    needed = [act for act in plan.acts if not act.optional]
    assert [(act.kind, act.roles, act.decided, act.not_before) for act in needed] == [
        ("polls.opened/1", ("commission",), False, "2023-01-19T16:00:00Z")
    ]
    assert [act.kind for act in plan.acts if act.optional] == [
        "option.withdrawn/1",
        "roll.amended/1",
    ]


def test_what_the_plan_promises_the_board_does() -> None:
    simulation = Simulation().run_round_1()
    planned = [one.option for one in plan_of(simulation).standing[0].finalists]
    simulation.open_polls(2)
    stood = [option.id for option in simulation.state.options["first-secretary"]]
    assert sorted(planned) == sorted(stood)


def test_before_the_announcement_the_result_is_missing_and_so_are_sections() -> None:
    simulation = Simulation().to_the_count()
    assert obstacles(simulation) == [("round.no-result", True), ("count.awaited", True)]
    assert kinds(simulation) == [
        "result.announced/1",
        "result.certified/1",
        "roll.amended/1",
        "polls.opened/1",
    ]
    assert plan_of(simulation).standing[0].finalists == ()
    assert plan_of(simulation).held


def test_an_announced_round_lets_the_next_open_but_not_be_certified() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    assert obstacles(simulation) == [("result.not-certified", False)]
    assert kinds(simulation)[0] == "result.certified/1"


def test_an_open_dispute_is_named_with_its_section() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    dispute = {"dispute": "d1", "contest": "text", "unit": "13-001", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **dispute, account="early")
    found = [one for one in plan_of(simulation).in_the_way if one.code == "round.dispute-open"]
    assert [(one.fields["unit"], one.stops) for one in found] == [("13-001", False)]


def test_a_withdrawal_is_shown_and_the_last_finalist_cannot_withdraw() -> None:
    simulation = Simulation().run_round_1()
    simulation.decided(withdraw_option, "first-secretary", "to2")
    plan = plan_of(simulation)
    assert [one.withdrawn for one in plan.standing[0].finalists] == [False, True]
    assert "option.withdrawn/1" not in [act.kind for act in plan.acts]


def test_the_roll_is_compared_with_that_of_the_first_evening() -> None:
    simulation = Simulation().run_round_1()
    simulation.act(amend_roll, "federation@13", "13-002", added=3, removed=1, ground="late-dues")
    assert plan_of(simulation).roll_changes == (RollChange("13-002", 62, 64),)


def test_a_round_that_is_open_is_not_opened_again() -> None:
    simulation = Simulation().run_round_1().open_polls(2)
    assert obstacles(simulation) == [("polls.open-already", True)]
    assert "polls.opened/1" not in kinds(simulation)


def test_equal_votes_wait_for_dice_before_anything_else() -> None:
    plain = plain_six_sections()
    plain["contests"][0]["rule"]["tie"] = ["lot"]
    simulation = Simulation(from_plain(plain)).to_the_count()
    for unit in simulation.definition.tree.sections:
        votes = dict.fromkeys(("to1", "to2", "to3"), 5)
        figures: Any = {"votes": votes, "valid": 15, "ballots": 17, "signatures": 17}
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
    assert kinds(simulation)[:2] == ["lot.drawn/1", "result.announced/1"]
    simulation.announce()
    assert obstacles(simulation)[0] == ("round.tied", True)


def test_the_rule_that_chose_between_equal_votes_is_named() -> None:
    simulation = Simulation().to_the_count()
    for unit in simulation.definition.tree.sections:
        votes = dict.fromkeys(("to1", "to2", "to3"), 5)
        figures: Any = {"votes": votes, "valid": 15, "ballots": 17, "signatures": 17}
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
    simulation.announce()
    (standing,) = plan_of(simulation).standing
    assert standing.tie_rules == ("older",)
    assert {one.option for one in standing.finalists} == {"to1", "to3"}
    assert {one.rank for one in standing.finalists} == {1}


def test_without_a_majority_the_first_two_stand_again() -> None:
    play = Rehearsed(draft_of("parliamentary-group")).play()
    (standing,) = plan_of(play).standing
    assert (standing.reason, standing.fields["places"]) == ("round.no-majority", 2)
    votes = [one.votes for one in standing.finalists]
    assert votes == sorted(votes, reverse=True)


def test_a_majority_leaves_no_second_round() -> None:
    play = Rehearsed(draft_of("nomination"))
    definition = play.definition
    options = definition.declared_options("first-round")[:2]
    first = msgspec.structs.replace(definition.contests[0], options=options)
    play.definition = msgspec.structs.replace(
        definition, contests=(first, *definition.contests[1:])
    )
    plan = plan_of(play.play())
    assert (plan.held, plan.standing[0].reason) == (False, "round.majority-reached")


def test_a_box_that_opens_earlier_ends_the_time_to_withdraw() -> None:
    definition = online_definition()
    box = definition.boxes[0]
    person = definition.contests[1]
    other = msgspec.structs.replace(
        box,
        id="late",
        channel=box.channel or box.id,
        contest=person.id,
        opens="2023-01-18T12:00:00Z",
        closes="2023-01-19T16:00:00Z",
        uuid="",
    )
    simulation = Simulation(msgspec.structs.replace(definition, boxes=(box, other))).convene()
    assert plan_of(simulation).withdraw_until == "2023-01-18T12:00:00Z"


@pytest.mark.parametrize(("round_", "code"), [(1, "round.first"), (3, "round.unknown")])
def test_only_a_later_round_is_prepared(round_: int, code: str) -> None:
    with pytest.raises(Refused) as caught:
        prepare_round(Simulation().convene().state, round_)
    assert caught.value.code == code


def test_an_empty_board_has_no_round() -> None:
    with pytest.raises(Refused):
        prepare_round(State(), 2)
