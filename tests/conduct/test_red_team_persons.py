"""Attacks by the office with one person: one member, one federation, one section's desk."""

from typing import Any

import msgspec
import pytest
from tests.support.folders import failures, policy_of
from tests.support.refusals import definition_with, refused
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.closing.close_board import close_board
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.signature import key_of

CHAIR = "commission@chair"


def key(role: str) -> dict[str, str]:
    return {role: key_of(seed_of(role))}


@pytest.mark.parametrize("by", [CHAIR, "convener"])
@pytest.mark.parametrize("role", ["congress@mine", "agent@ada", "trustee@mine", "registrar"])
def test_once_the_rules_are_fixed_nobody_alone_makes_an_officer(by: str, role: str) -> None:
    """Who could would ratify at once, withdraw a camp's option, or hold every key share."""
    simulation = Simulation().convene().fix_rules()
    with refused("decision.missing", kind="officer.appointed/1"):
        simulation.act(appoint_officers, by, key(role))
    simulation.force(appoint_officers(simulation.state, by, simulation.now(), key(role)))
    found = {code for code, _ in failures(simulation.files(), policy_of(simulation))}
    assert "decision.missing" in found


def test_the_commission_appoints_by_its_quorum_after_the_rules_are_fixed() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.decided(appoint_officers, key("registrar"))
    assert "registrar" in simulation.state.keys
    assert failures(simulation.files(), policy_of(simulation)) == set()


def test_a_decision_to_appoint_serves_for_exactly_the_keys_that_it_names() -> None:
    simulation = Simulation().convene().fix_rules()
    carried = simulation.vote_on(appoint_officers, key("registrar"))
    other = {"registrar": key_of(seed_of("somebody else"))}
    with refused("decision.missing"):
        simulation.act(appoint_officers, CHAIR, other, decision=carried)


def test_a_federation_still_appoints_its_own_sections_desks() -> None:
    simulation = Simulation().convene().fix_rules()
    with refused("role.elsewhere"):
        simulation.act(appoint_officers, "federation@75", key("teller@13-001"))
    with refused("officer.in-office"):
        simulation.act(appoint_officers, "federation@75", key("teller@75-001"))


# -- a federation and the roll -------------------------------------------------------------------


def amend(simulation: Simulation, added: int, unit: str = "75-001") -> None:
    simulation.act(amend_roll, "federation@75", unit=unit, added=added, removed=0, ground="joined")


def test_a_roll_that_grows_after_the_close_makes_no_room_for_ballots() -> None:
    simulation = Simulation().to_the_count()
    amend(simulation, 500)
    with refused("sheet.roll-differs"):
        simulation.receive("75-001", registered=581)
    stuffed: dict[str, Any] = {
        "votes": {"to1": 200, "to2": 1, "to3": 1},
        "valid": 202,
        "ballots": 202,
        "blank": 0,
    }
    with refused("sheet.ballots-over-roll"):
        simulation.receive("75-001", registered=81, void={}, signatures=81, **stuffed)
    assert (simulation.state.roll(1, "75-001"), simulation.state.roll(2, "75-001")) == (81, 581)


def test_a_change_of_the_day_counts_while_the_polls_are_open() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    amend(simulation, 2)
    simulation.close_polls()
    assert simulation.state.roll(1, "75-001") == 83


def test_no_number_on_the_board_stops_its_publication() -> None:
    """Sums beyond 2**53 have no canonical form, and nothing could be published any more."""
    simulation = Simulation().convene().fix_rules()
    with refused("canonical.shape"):
        amend(simulation, 2**53 - 1)
    amend(simulation, 10**9 - 81)
    with refused("roll.too-large", unit="75-001", added=1):
        amend(simulation, 1)
    for unit in ("75-002", "75-003"):
        amend(simulation, 10**9 - 100, unit)
    simulation.open_polls().close_polls()
    with refused("canonical.shape"):
        simulation.act(
            reserve_sheet,
            "secretary@13-001",
            simulation.sheet("13-001", votes={"to1": 2**53 - 1, "to2": 0, "to3": 0}),
        )
    assert failures(simulation.files(), policy_of(simulation)) == set()


# -- one member, and two -------------------------------------------------------------------------


def test_nobody_alone_closes_the_board_over_a_dispute_yet_to_be_filed() -> None:
    simulation = Simulation(definition_with(one_round)).run_round_1()
    with refused("decision.missing", kind="board.closed/1"):
        simulation.act(close_board, CHAIR)
    simulation.decided(close_board)
    assert simulation.state.phase == "closed"
    assert failures(simulation.files(), policy_of(simulation)) == set()


def one_round(plain: dict[str, Any]) -> None:
    del plain["contests"][1]


def test_two_members_together_rewrite_no_sheet() -> None:
    """One to correct it and one to approve: by no quorum, and on no ground."""
    simulation = Simulation().to_the_count().count_all()
    other = simulation.sheet("75-001", votes={"to1": 21, "to2": 1, "to3": 14})
    other = msgspec.structs.replace(other, entered_by=CHAIR, valid=36, ballots=38, signatures=38)
    with refused("sheet.by-ruling", unit="75-001"):
        simulation.act(correct_sheet, CHAIR, other)
    simulation.force(correct_sheet(simulation.state, CHAIR, simulation.now(), other))
    assert "sheet.by-ruling" in {code for code, _ in failures(simulation.files())}
