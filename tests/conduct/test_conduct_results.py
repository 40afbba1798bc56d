"""Announced, certified, ratified; lots; bodies; the end of a board and erased texts."""

from typing import Any

import pytest
from tests.support.refusals import definition_with, refused
from tests.support.results_steps import UNIT, altered, counted, dispute, ratify, stated
from tests.support.simulator import Simulation

from suffrage.acts.closing.announce_result import announce_result
from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.board.record import Draft

CHAIR = "commission@chair"
SEED = "31415926535897932384"


# -- announcing ----------------------------------------------------------------------------------


def test_a_result_is_announced_when_every_unit_has_reported_and_once() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    with refused("count.awaited", number=1, first=UNIT):
        simulation.announce()
    simulation.receive(UNIT)
    simulation.announce()
    assert simulation.state.announced["text"].votes["to1"] > 0
    with refused("result.announced-already"):
        simulation.wait().announce()


@pytest.mark.parametrize("contest", ["nothing", "text@75"])
def test_a_result_is_that_of_a_declared_contest(contest: str) -> None:
    simulation = counted()
    head, body = announce_result(simulation.state, CHAIR, "", "text"), None
    other = type(head.head)(contest)
    body = altered(head.body, contest=contest)
    with refused("contest.unknown", contest=contest):
        simulation.act(lambda _s, by, at: Draft(head.kind, other, by, at, body), CHAIR)


def test_no_result_is_stated_while_polls_are_open() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    with refused("polls.not-closed", contest="text"):
        simulation.announce()


@pytest.mark.parametrize("field", ["registered", "signatures", "ballots", "blank", "void", "valid"])
def test_nobody_types_a_figure(field: str) -> None:
    simulation = counted()
    with refused("result.figures", field=field):
        simulation.act(stated({field: 1}), CHAIR)


def test_nobody_types_votes_or_outcome() -> None:
    simulation = counted()
    with refused("result.figures", field="votes"):
        simulation.act(stated({"votes": {"to1": 1}}), CHAIR)
    honest: Any = announce_result(simulation.state, CHAIR, "", "text").body
    outcome = honest.outcome
    other = altered(outcome, qualified=outcome.qualified[::-1])
    with refused("result.figures", field="outcome"):
        simulation.act(stated({"outcome": other}), CHAIR)


# -- certifying ----------------------------------------------------------------------------------


def test_a_certificate_rests_on_final_units_and_a_cosigned_board() -> None:
    simulation = counted().announce().certify()
    assert simulation.state.certified["text"] == simulation.state.announced["text"]


def test_a_certificate_does_not_cover_a_provisional_sheet_or_an_open_dispute() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    simulation.receive(UNIT)
    with refused("count.provisional", unit=UNIT):
        simulation.certify()
    simulation.approve(UNIT)
    dispute(simulation)
    with refused("count.disputed", unit=UNIT):
        simulation.certify()


def test_a_certificate_states_the_figures_in_force_of_its_own_contest() -> None:
    simulation = counted()
    with refused("result.figures", field="valid"):
        simulation.decided(stated({"valid": 1}, "certify"), "text", checkpoint=b"")
    with refused("record.head-differs", field="contest"):
        simulation.decided(
            stated({"contest": "first-secretary"}, "certify"), "text", checkpoint=b""
        )


def test_a_certificate_needs_a_checkpoint_that_covers_the_last_sheet() -> None:
    simulation = Simulation().to_the_count().count_all(but=[UNIT])
    old = simulation.checkpoint()
    simulation.receive(UNIT)
    simulation.approve(UNIT)
    with refused("certificate.stale"):
        simulation.decided(certify_result, "text", checkpoint=old)


def test_a_certificate_needs_the_quorum_of_witnesses() -> None:
    simulation = counted()
    lines = simulation.checkpoint().splitlines(keepends=True)
    with refused("certificate.quorum", quorum=2, cosigned=1):
        simulation.decided(certify_result, "text", checkpoint=b"".join(lines[:-1]))


def test_a_certificate_needs_a_checkpoint_of_this_board() -> None:
    other = Simulation(definition_with(slug="another")).to_the_count().count_all()
    with refused("certificate.origin", origin="vote.example.org/e/another"):
        counted().decided(certify_result, "text", checkpoint=other.checkpoint())
    longer = counted().announce()
    with refused("certificate.origin", origin="vote.example.org/e/congress"):
        counted().decided(certify_result, "text", checkpoint=longer.certify().checkpoint())


def test_without_declared_witnesses_a_certificate_needs_none() -> None:
    simulation = Simulation(definition_with(witnesses={"quorum": 0, "keys": {}}))
    simulation.to_the_count().count_all().certify()
    assert "text" in simulation.state.certified


# -- ratifying -----------------------------------------------------------------------------------


def test_the_delegates_ratify_a_certificate_and_then_nothing_changes_any_more() -> None:
    simulation = counted().announce().certify()
    ratify(simulation)
    assert "text" in simulation.state.ratified
    with refused("result.ratified-already"):
        ratify(simulation.wait())
    with refused("result.ratified-already"):
        simulation.certify()
    with refused("result.ratified-already"):
        dispute(simulation)
    with refused("result.ratified-already"):
        simulation.act(correct_sheet, f"secretary@{UNIT}", simulation.sheet(UNIT, proxies=1))


@pytest.mark.parametrize(
    ("code", "votes"),
    [
        ("result.delegates", {"delegates": 8}),
        ("result.not-ratified", {"votes_for": 2}),
        ("result.not-ratified", {"votes_for": 1}),
    ],
)
def test_delegates_who_do_not_ratify(code: str, votes: Any) -> None:
    simulation = counted().announce().certify()
    with refused(code):
        ratify(simulation, **votes)


def test_what_is_not_certified_as_it_stands_is_not_ratified() -> None:
    simulation = counted().announce()
    with refused("result.not-certified", contest="text"):
        ratify(simulation)
    simulation.certify()
    dispute(simulation, "early-ballots")
    with refused("count.disputed"):
        ratify(simulation)
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    with refused("result.not-certified"):
        ratify(simulation.wait())
    simulation.certify()
    ratify(simulation.wait())
