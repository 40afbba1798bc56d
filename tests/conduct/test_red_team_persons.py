"""Attacks by the office with one person: one member, one federation, one section's desk."""

import pytest
from tests.support.folders import failures, policy_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.opening.appoint_officers import appoint_officers
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
