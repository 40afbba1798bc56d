"""What stands on an earlier figure when that figure changes: rounds, bodies, status."""

from typing import Any

from tests.support.folders import check, failures, policy_of
from tests.support.refusals import definition_with, option, refused
from tests.support.simulator import Simulation

from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.open_polls import open_polls
from suffrage.conduct.results import figures_now

CHAIR = "commission@chair"
SWING = "75-003"


def counted(*, swing: int = 40) -> Simulation:
    """With the section 75-003 to1 and to3 qualify, without it to1 and to2."""
    simulation = Simulation().to_the_count()
    for unit in simulation.definition.tree.sections:
        votes = {"to1": 10, "to2": 9, "to3": swing if unit.id == SWING else 6}
        fill(simulation, unit.id, "text", votes)
    return simulation


def fill(simulation: Simulation, unit: str, contest: str, votes: dict[str, int]) -> None:
    valid = sum(votes.values())
    figures: dict[str, Any] = {"valid": valid, "ballots": valid + 2, "signatures": valid + 2}
    simulation.receive(unit, contest, votes=votes, **figures)
    simulation.approve(unit, contest, votes=votes, **figures)


def annul(simulation: Simulation, unit: str = SWING) -> None:
    dispute(simulation, unit)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")


def dispute(simulation: Simulation, unit: str = SWING) -> None:
    where = {"contest": "text", "unit": unit, "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", dispute="d1", **where, account="seen")


def status(simulation: Simulation) -> str:
    results = check(simulation.files(), policy_of(simulation)).results
    assert results is not None
    return results.status


# -- rounds --------------------------------------------------------------------------------------


def test_no_round_opens_for_those_whom_a_ruling_has_put_out() -> None:
    simulation = counted().announce().certify()
    annul(simulation)
    with refused("round.changed", contest="text"):
        simulation.open_polls(2)
    forged = open_polls(simulation.state, CHAIR, simulation.now(), 2)
    simulation.force(forged)
    assert "round.changed" in {one for one, _ in failures(simulation.files())}


def test_the_round_opens_once_the_changed_result_is_certified() -> None:
    simulation = counted().announce().certify()
    annul(simulation)
    simulation.certify().open_polls(2)
    assert [one.id for one in simulation.state.options["first-secretary"]] == ["to1", "to2"]


def test_a_round_in_which_others_stood_is_never_certified() -> None:
    simulation = counted().announce().open_polls(2)
    annul(simulation)
    simulation.certify().close_polls(2)
    for unit in simulation.definition.tree.sections:
        fill(simulation, unit.id, "first-secretary", {"to1": 10, "to3": 12})
    simulation.announce("first-secretary")
    with refused("round.others-stood", contest="first-secretary", source="text"):
        simulation.certify("first-secretary")
    assert status(simulation) == "provisional"
    with refused("result.not-certified"):
        simulation.decided(close_board)


def test_a_round_is_not_certified_before_the_one_that_gave_its_options() -> None:
    simulation = counted().announce().to_the_count(2)
    for unit in simulation.definition.tree.sections:
        fill(simulation, unit.id, "first-secretary", {"to1": 10, "to3": 12})
    simulation.announce("first-secretary")
    with refused("result.not-certified", contest="text"):
        simulation.certify("first-secretary")
    simulation.certify().wait().certify("first-secretary")
    assert status(simulation) == "certified"


# -- bodies, lots, status ------------------------------------------------------------------------


def test_a_body_seated_on_figures_that_fell_is_seated_again() -> None:
    simulation = counted(swing=55).announce().certify()
    simulation.act(seat_body, CHAIR, "council")
    before = simulation.state.seated["council"].seats
    with refused("body.seated-already", body="council"):
        simulation.wait().act(seat_body, CHAIR, "council")
    annul(simulation)
    with refused("result.not-certified"):
        simulation.act(seat_body, CHAIR, "council")
    simulation.certify().act(seat_body, CHAIR, "council")
    assert simulation.state.seated["council"].seats != before
    assert failures(simulation.files(), policy_of(simulation)) == set()


def tie(plain: dict[str, Any]) -> None:
    text = plain["contests"][0]
    text["rule"]["tie"] = plain["contests"][1]["rule"]["tie"] = ["lot"]
    text["options"] = [option(name) for name in ("to1", "to2", "to3")]


def test_the_certificate_s_checkpoint_covers_the_throw_that_decided() -> None:
    simulation = Simulation(definition_with(tie)).to_the_count()
    for unit in simulation.definition.tree.sections:
        fill(simulation, unit.id, "text", {"to1": 10, "to2": 10, "to3": 10})
    simulation.announce()
    earlier = simulation.checkpoint()
    simulation.decided(draw_lot, subject="contest:text", seed="4" * 20)
    with refused("certificate.stale"):
        simulation.decided(certify_result, "text", checkpoint=earlier)
    simulation.certify()


def test_dice_serve_for_no_other_tie_than_theirs() -> None:
    """Else whoever rules could choose the tie for which the known dice favour somebody."""
    simulation = Simulation(definition_with(tie)).to_the_count()
    for unit in simulation.definition.tree.sections:
        fill(simulation, unit.id, "text", {"to1": 10, "to2": 10, "to3": 10 + (unit.id == SWING)})
    simulation.announce()
    assert simulation.state.announced["text"].outcome.tie == ("to1", "to2")
    simulation.decided(draw_lot, subject="contest:text", seed="4" * 20)
    assert figures_now(simulation.state, "text").outcome.qualified
    with refused("lot.again", subject="contest:text"):
        simulation.wait().decided(draw_lot, subject="contest:text", seed="5" * 20)
    annul(simulation)
    assert figures_now(simulation.state, "text").outcome.tie == ("to1", "to2", "to3")
    with refused("result.tied"):
        simulation.certify()
    simulation.wait().decided(draw_lot, subject="contest:text", seed="6" * 20)
    simulation.certify()
    assert failures(simulation.files(), policy_of(simulation)) == set()


def test_a_result_under_dispute_is_not_called_certified() -> None:
    simulation = Simulation(definition_with(one_round)).run_round_1()
    assert status(simulation) == "certified"
    dispute(simulation)
    assert status(simulation) == "provisional"
    simulation.decided(rule_dispute, dispute="d1", effect="rejected")
    assert status(simulation) == "certified"


def one_round(plain: dict[str, Any]) -> None:
    del plain["contests"][1]
