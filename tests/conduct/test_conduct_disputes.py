"""Decisions with quorum and walk-out, disputes of both effects, and incidents."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from tests.support.refusals import refused
from tests.support.results_steps import counted, dispute
from tests.support.simulator import ALL_FOR, Simulation

from suffrage.acts.disputes.decide import Choice, Voted, decide, vote
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.rule_sheet import rule_sheet
from suffrage.board.kinds.disputes import MemberVote
from suffrage.count.unit_state import Annulled, Received

CHAIR = "commission@chair"
UNIT = "75-001"


def filed(ground: str = "wrong-count", simulation: Simulation | None = None) -> Simulation:
    simulation = simulation or counted()
    dispute(simulation, ground)
    return simulation


# -- decisions -----------------------------------------------------------------------------------

WITH_WALK_OUT = {"chair": "for", "dean": "for", "to1": "against", "to2": "walked-out"}


def test_a_walk_out_is_recorded_and_stops_nobody_while_the_quorum_holds() -> None:
    simulation = filed()
    simulation.decided(rule_dispute, dispute="d1", effect="rejected", votes=WITH_WALK_OUT)
    assert simulation.state.disputes["d1"].status == "rejected"


@pytest.mark.parametrize(
    ("code", "votes"),
    [
        ("decision.quorum", {"chair": "for", "dean": "for", "to1": "walked-out", "to2": "absent"}),
        ("decision.not-carried", dict.fromkeys(ALL_FOR, "against")),
        (
            "decision.not-carried",
            {"chair": "for", "dean": "against", "to1": "abstained", "to2": "absent"},
        ),
    ],
)
def test_an_act_does_not_rest_on_a_vote_without_quorum_or_majority(code: str, votes: Any) -> None:
    simulation = filed()
    with refused(code):
        simulation.decided(rule_dispute, dispute="d1", effect="rejected", votes=votes)
    assert simulation.state.disputes["d1"].status == "open"


def test_what_was_defeated_may_be_put_to_the_vote_again() -> None:
    simulation = filed()
    against = dict.fromkeys(ALL_FOR, "against")
    simulation.vote_on(rule_dispute, dispute="d1", effect="rejected", votes=against)
    simulation.wait().decided(rule_dispute, dispute="d1", effect="rejected")
    assert simulation.state.disputes["d1"].status == "rejected"


def test_an_act_needs_a_decision_on_exactly_this_act() -> None:
    simulation = filed()
    with refused("decision.missing", kind="dispute.ruled/1"):
        simulation.act(rule_dispute, CHAIR, dispute="d1", effect="rejected", decision=3)
    other = simulation.vote_on(rule_dispute, dispute="d1", effect="correct-sheet")
    with refused("decision.missing"):
        simulation.act(rule_dispute, CHAIR, dispute="d1", effect="rejected", decision=other)


def test_a_decision_serves_once() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    hours: dict[str, Any] = {"round_": 1, "unit": UNIT, "closes": "2023-01-12T22:00:00Z"}
    index = simulation.vote_on(extend_hours, **hours)
    simulation.act(extend_hours, CHAIR, **hours, decision=index)
    with refused("decision.used", kind="hours.extended/1"):
        simulation.wait().act(extend_hours, CHAIR, **hours, decision=index)


def cast(simulation: Simulation, votes: Mapping[str, Choice]) -> dict[str, Voted]:
    """Each member's signed vote on extending the hours of a section."""
    act = extend_hours(
        simulation.state, CHAIR, "", round_=1, unit=UNIT, closes="2023-01-12T22:00:00Z"
    )
    return {
        member: vote(simulation.state, act, member, choice, simulation.sign(f"commission@{member}"))
        for member, choice in votes.items()
    }


def record_votes(simulation: Simulation, votes: Mapping[str, Voted]) -> int:
    act = extend_hours(
        simulation.state, CHAIR, "", round_=1, unit=UNIT, closes="2023-01-12T22:00:00Z"
    )
    return simulation.act(decide, CHAIR, act, votes).index


def test_a_vote_of_one_sitting_is_not_counted_again_in_the_next() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    first = cast(simulation, ALL_FOR)
    record_votes(simulation, {**first, "to1": Voted(MemberVote("absent"))})
    second = {**cast(simulation, {**ALL_FOR, "chair": "against"}), "dean": first["dean"]}
    with refused("record.signature", role="commission@dean"):
        record_votes(simulation.wait(), second)


def test_each_member_is_accounted_for_and_nobody_else() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    votes = cast(simulation, ALL_FOR)
    with refused("decision.members"):
        record_votes(simulation, {m: v for m, v in votes.items() if m != "to2"})
    with refused("decision.members"):
        record_votes(simulation, {**votes, "guest": votes["to2"]})


def test_nobody_votes_for_another() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    votes = cast(simulation, ALL_FOR)
    with refused("record.signature", role="commission@to2"):
        record_votes(simulation, {**votes, "to2": votes["to1"]})


def test_a_vote_is_not_turned_round() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    votes = cast(simulation, dict.fromkeys(ALL_FOR, "against"))
    turned = {
        member: Voted(msgspec.structs.replace(voted.vote, choice="for"))
        for member, voted in votes.items()
    }
    with refused("record.signature"):
        record_votes(simulation, turned)


def test_who_is_absent_signs_nothing() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    votes = cast(simulation, ALL_FOR)
    absent = Voted(msgspec.structs.replace(votes["to2"].vote, choice="absent"))
    with refused("decision.signed-absence", member="to2"):
        record_votes(simulation, {**votes, "to2": absent})


def test_the_commission_votes_only_where_a_decision_is_asked_for() -> None:
    simulation = Simulation().convene().fix_rules()
    act = open_polls(simulation.state, CHAIR, "", 1)
    with refused("decision.act", act="polls.opened/1"):
        simulation.act(decide, CHAIR, act, {})


def test_the_reasons_of_votes_are_texts_outside_the_record() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    act = extend_hours(
        simulation.state, CHAIR, "", round_=1, unit=UNIT, closes="2023-01-12T22:00:00Z"
    )
    sign = simulation.sign("commission@chair")
    reasoned = vote(simulation.state, act, "chair", "for", sign, reason="The key came late.")
    record_votes(simulation, {**cast(simulation, ALL_FOR), "chair": reasoned})
    assert reasoned.vote.reason in simulation.state.texts
    assert simulation.store.blob(reasoned.vote.reason) == b"The key came late."


# -- disputes ------------------------------------------------------------------------------------


def test_an_upheld_dispute_annuls_the_section_s_votes() -> None:
    simulation = filed("early-ballots")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    assert isinstance(simulation.state.unit("text", UNIT), Annulled)
    simulation.announce().certify()
    sheets = simulation.definition.tree.sections
    assert simulation.state.certified["text"].registered == sum(s.registered for s in sheets)


def test_an_upheld_dispute_orders_a_correction_that_is_approved_again() -> None:
    simulation = filed().announce()
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    with refused("count.disputed", unit=UNIT):
        simulation.certify()
    corrected = simulation.sheet(UNIT, proxies=2)
    simulation.wait().act(correct_sheet, f"secretary@{UNIT}", corrected, dispute="d1")
    assert isinstance(simulation.state.unit("text", UNIT), Received)
    assert simulation.state.disputes["d1"].status == "upheld"
    simulation.approve(UNIT, proxies=2)
    simulation.certify()


def test_a_section_annulled_on_one_ground_owes_no_correction_on_another() -> None:
    simulation = filed()
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    simulation.act(
        file_dispute,
        "agent@to2",
        dispute="d2",
        contest="text",
        unit=UNIT,
        ground="early-ballots",
        account="They voted at noon.",
    )
    simulation.decided(rule_dispute, dispute="d2", effect="annul-unit")
    simulation.announce().certify()
    assert "text" in simulation.state.certified


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        ("dispute.again", {"dispute": "d1"}),
        ("dispute.ground", {"ground": "because"}),
        ("dispute.ground", {"ground": "leak"}),
        ("contest.unknown", {"contest": "nothing"}),
        ("dispute.nothing", {"unit": "99-001"}),
        ("dispute.nothing", {"contest": "first-secretary"}),
    ],
)
def test_a_dispute_is_refused(code: str, changed: Any) -> None:
    simulation = filed()
    case = {"dispute": "d2", "contest": "text", "unit": UNIT, "ground": "wrong-count"} | changed
    with refused(code):
        simulation.act(file_dispute, "agent@to2", account="", **case)


def test_only_agents_dispute() -> None:
    simulation = counted()
    with refused("role.not-allowed", role=f"secretary@{UNIT}"):
        simulation.act(
            file_dispute,
            f"secretary@{UNIT}",
            dispute="d1",
            contest="text",
            unit=UNIT,
            ground="wrong-count",
            account="",
        )


def test_a_ruling_has_the_effect_of_its_ground_once() -> None:
    simulation = filed()
    with refused("dispute.unknown", dispute="d9"):
        simulation.decided(rule_dispute, dispute="d9", effect="rejected")
    with refused("dispute.effect", effect="annul-unit"):
        simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    simulation.decided(rule_dispute, dispute="d1", effect="rejected")
    with refused("dispute.ruled-already", dispute="d1"):
        simulation.wait().decided(rule_dispute, dispute="d1", effect="correct-sheet")


def test_what_was_annulled_is_not_annulled_again() -> None:
    simulation = filed("early-ballots")
    simulation.act(
        file_dispute,
        "agent@to2",
        dispute="d2",
        contest="text",
        unit=UNIT,
        ground="early-ballots",
        account="At noon.",
    )
    for name in ("d1", "d2"):
        if name == "d1":
            simulation.decided(rule_dispute, dispute=name, effect="annul-unit")
            continue
        with refused("dispute.nothing", unit=UNIT):
            simulation.decided(rule_dispute, dispute=name, effect="annul-unit")


@pytest.mark.parametrize(
    ("code", "dispute"), [("dispute.unknown", "d9"), ("dispute.no-correction", "d1")]
)
def test_a_correction_rests_on_a_dispute_that_orders_it(code: str, dispute: str) -> None:
    simulation = filed()
    sheet = simulation.sheet(UNIT, proxies=2)
    with refused(code, dispute=dispute):
        simulation.act(correct_sheet, f"secretary@{UNIT}", sheet, dispute=dispute)


def test_a_ruling_on_one_section_orders_nothing_in_another() -> None:
    simulation = filed()
    simulation.decided(rule_dispute, dispute="d1", effect="correct-sheet")
    sheet = simulation.sheet("75-002", proxies=2)
    with refused("dispute.unknown"):
        simulation.act(correct_sheet, "secretary@75-002", sheet, dispute="d1")


def test_a_sheet_ruled_final_by_one_decision_is_not_ruled_by_it_again() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive(UNIT)
    index = simulation.vote_on(rule_sheet, contest="text", unit=UNIT)
    simulation.act(rule_sheet, CHAIR, contest="text", unit=UNIT, decision=index)
    simulation.act(correct_sheet, f"secretary@{UNIT}", simulation.sheet(UNIT, proxies=1))
    simulation.wait().act(correct_sheet, f"secretary@{UNIT}", simulation.sheet(UNIT))
    with refused("decision.used"):
        simulation.act(rule_sheet, CHAIR, contest="text", unit=UNIT, decision=index)


# -- words ---------------------------------------------------------------------------------------


def test_incidents_happen_in_units() -> None:
    simulation = counted()
    simulation.act(report_incident, CHAIR, unit="75", type_="noise", account="Shouts.")
    with refused("unit.unknown", unit="99"):
        simulation.act(report_incident, CHAIR, unit="99", type_="noise", account="Shouts.")
    assert simulation.state.incidents == 1
