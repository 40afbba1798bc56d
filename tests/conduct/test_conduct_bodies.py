"""Ties and lots, bodies, contests in which nobody voted."""

from typing import Any

import pytest
from tests.support.refusals import definition_with, option, refused
from tests.support.results_steps import altered, counted, dispute
from tests.support.simulator import Simulation

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.closing.draw_lot import draw_lot
from suffrage.acts.closing.seat_body import seat_body
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.board.kinds.closing import BodySeated, Seating
from suffrage.board.record import Draft
from suffrage.errors import Refused

CHAIR = "commission@chair"
SEED = "31415926535897932384"


# -- ties and lots -------------------------------------------------------------------------------


def tied(*tie: str) -> Simulation:
    """All three texts have the same votes, and two of them qualify."""

    def change(plain: dict[str, Any]) -> None:
        text = plain["contests"][0]
        text["rule"]["tie"] = list(tie)
        plain["contests"][1]["rule"]["tie"] = ["lot"]
        text["options"] = [
            option(name, age_rank=rank if "older" in tie else 0)
            for rank, name in enumerate(("to1", "to2", "to3"), start=1)
        ]

    simulation = Simulation(definition_with(change)).to_the_count()
    votes = {"votes": {"to1": 10, "to2": 10, "to3": 10}, "valid": 30}
    for unit in simulation.definition.tree.sections:
        figures: dict[str, Any] = {**votes, "ballots": 32, "signatures": 32}
        simulation.receive(unit.id, **figures)
        simulation.approve(unit.id, **figures)
    return simulation


def test_a_tie_waits_for_its_lot_and_is_resolved_by_it() -> None:
    simulation = tied("lot").announce()
    assert simulation.state.announced["text"].outcome.tie == ("to1", "to2", "to3")
    with refused("result.tied"):
        simulation.certify()
    with refused("round.tied"):
        simulation.open_polls(2)
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    simulation.certify()
    assert len(simulation.state.certified["text"].outcome.qualified) == 2
    with refused("lot.again"):
        simulation.wait().decided(draw_lot, subject="contest:text", seed=SEED[::-1])


def test_a_tie_that_the_rules_leave_to_age_is_not_drawn() -> None:
    simulation = tied("older")
    with refused("lot.no-tie"):
        simulation.decided(draw_lot, subject="contest:text", seed=SEED)


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("lot.no-tie", "contest:text"),
        ("lot.subject", "contest:nothing"),
        ("lot.subject", "body:nothing"),
        ("lot.subject", "body:council"),
        ("lot.subject", "dinner"),
        ("polls.not-closed", "contest:first-secretary"),
    ],
)
def test_a_lot_is_refused(code: str, subject: str) -> None:
    simulation = counted()
    with refused(code):
        simulation.decided(draw_lot, subject=subject, seed=SEED)


def test_no_lot_is_drawn_before_every_unit_has_reported() -> None:
    simulation = Simulation().to_the_count()
    with refused("count.awaited"):
        simulation.decided(draw_lot, subject="contest:text", seed=SEED)


# -- bodies --------------------------------------------------------------------------------------


def test_a_body_is_seated_by_the_certified_votes() -> None:
    simulation = counted().announce().certify()
    simulation.act(seat_body, CHAIR, "council")
    seating = simulation.state.seated["council"]
    assert sum(seating.seats.values()) == 10
    assert seating.ex_officio == 3
    with refused("body.seated-already"):
        simulation.wait().act(seat_body, CHAIR, "council")


@pytest.mark.parametrize(
    ("code", "body", "change"),
    [
        ("body.unknown", "senate", {}),
        ("body.seats", "council", {"seats": {"to1": 10, "to2": 0, "to3": 0}}),
        ("body.ex-officio", "council", {"ex_officio": 4}),
    ],
)
def test_seats_are_those_that_the_votes_give(code: str, body: Any, change: Any) -> None:
    simulation = counted().announce().certify()
    right = seat_body(simulation.state, CHAIR, "", "council").body
    given = altered(right, body=body, **change)
    with refused(code):
        simulation.act(
            lambda _s, by, at: Draft("body.seated/1", BodySeated(body), by, at, given), CHAIR
        )


def test_a_body_waits_for_a_certificate_that_holds() -> None:
    simulation = counted().announce()
    with refused("result.not-certified"):
        simulation.act(seat_body, CHAIR, "council")
    simulation.certify()
    dispute(simulation, "early-ballots")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    with refused("result.not-certified"):
        simulation.act(seat_body, CHAIR, "council")


def test_a_body_that_nobody_declared_is_not_drafted() -> None:
    with refused("body.unknown", body="senate"):
        counted().act(seat_body, CHAIR, "senate")


def test_a_tied_seat_goes_by_lot_and_never_in_silence() -> None:
    simulation = tied("lot")
    simulation.decided(draw_lot, subject="contest:text", seed=SEED)
    simulation.announce().certify()
    with refused("body.tied"):
        simulation.act(seat_body, CHAIR, "council")
    in_silence = Seating("council", {"to1": 4, "to2": 3, "to3": 3}, 3)
    with refused("body.tied"):
        simulation.act(
            lambda _s, by, at: Draft("body.seated/1", BodySeated("council"), by, at, in_silence),
            CHAIR,
        )
    simulation.decided(draw_lot, subject="body:council", seed=SEED)
    simulation.act(seat_body, CHAIR, "council")
    assert sorted(simulation.state.seated["council"].seats.values()) == [3, 3, 4]
    with refused("lot.again"):
        simulation.wait().decided(draw_lot, subject="body:council", seed=SEED)


def test_a_body_without_a_tie_takes_no_lot() -> None:
    simulation = counted().announce().certify()
    with refused("lot.no-tie"):
        simulation.decided(draw_lot, subject="body:council", seed=SEED)


# -- nobody voted --------------------------------------------------------------------------------


def test_a_contest_in_which_nobody_voted_ends_with_nobody_elected() -> None:
    simulation = Simulation().to_the_count()
    for unit in simulation.definition.tree.sections:
        simulation.decided(excuse_unit, round_=1, unit=unit.id, reason="nobody-voted")
    simulation.announce().certify()
    assert (
        simulation.state.certified["text"].outcome
        == type(simulation.state.certified["text"].outcome)()
    )
    with refused("round.not-held", round=2):
        simulation.open_polls(2)
    with pytest.raises(Refused) as caught:
        simulation.act(seat_body, CHAIR, "council")
    assert caught.value.code == "rule.no-votes"
    simulation.decided(close_board)
    assert simulation.state.phase == "closed"
