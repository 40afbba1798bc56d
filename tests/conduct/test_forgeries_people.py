"""Forged authority: roles, keys, decisions, disputes, and records from elsewhere or twice."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from tests.support.forgeries import altered, body_at, entries, found, records
from tests.support.refusals import definition_with
from tests.support.simulator import MEMBERS, Simulation, seed_of

from suffrage.acts.disputes.answer_claim import answer_claim
from suffrage.acts.disputes.decide import decide, vote
from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.close_polls import close_polls
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.board.kinds.words import Claim
from suffrage.board.signature import key_of, record_message

CHAIR = "commission@chair"
UNIT = "75-001"
SECRETARY = f"secretary@{UNIT}"
NIGHT = "2023-01-12T22:00:00Z"
HOURS: dict[str, Any] = {"round_": 1, "unit": UNIT, "closes": NIGHT}


def counted() -> Simulation:
    return Simulation().to_the_count().count_all()


def evening() -> Simulation:
    return Simulation().convene().fix_rules().open_polls()


def dispute(simulation: Simulation, by: str = "agent@to1", ground: str = "wrong-count") -> int:
    case = {"dispute": "d1", "contest": "text", "unit": UNIT, "ground": ground, "account": "x"}
    return simulation.force(file_dispute(simulation.state, by, NIGHT, **case))


# -- roles and keys ------------------------------------------------------------------------------


def test_an_act_by_the_wrong_role() -> None:
    simulation = Simulation().convene().fix_rules()
    index = simulation.force(open_polls(simulation.state, SECRETARY, "2023-01-12T16:00:00Z", 1))
    assert found(simulation) == {("role.not-allowed", f"entry {index} by")}


def test_an_act_in_the_name_of_another() -> None:
    simulation = counted()
    index = records(simulation, "sheet.received/1")[0]
    rows = altered(simulation, index, by="federation@13")
    assert found(simulation, rows) == {("record.signature", f"entry {index} sig")}


def test_an_officer_outside_the_own_federation() -> None:
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet("13-001")
    index = simulation.force(receive_sheet(simulation.state, "federation@75", NIGHT, sheet))
    assert found(simulation) == {("role.elsewhere", f"entry {index} by")}


def test_a_key_appointed_by_nobody() -> None:
    simulation = counted()
    index = dispute(simulation, by="agent@ghost")
    assert found(simulation) == {("role.no-key", f"entry {index} by")}


def test_a_key_that_was_revoked() -> None:
    simulation = Simulation().convene().fix_rules()
    new = key_of(seed_of("a new key"))
    simulation.act(replace_officer, "federation@75", SECRETARY, new)
    simulation.open_polls().close_polls()
    sheet = simulation.sheet(UNIT)
    index = simulation.force(receive_sheet(simulation.state, SECRETARY, NIGHT, sheet))
    assert found(simulation) == {("record.signature", f"entry {index} sig")}


def test_a_member_of_the_commission_made_by_appointment() -> None:
    simulation = Simulation().convene()
    keys = {"commission@friend": key_of(seed_of("commission@friend"))}
    index = simulation.force(appoint_officers(simulation.state, CHAIR, NIGHT, keys))
    assert found(simulation) == {("officer.in-definition", f"entry {index}")}


def test_a_key_replaced_by_one_member_alone() -> None:
    simulation = Simulation().convene()
    new = key_of(seed_of("a new key"))
    draft = replace_officer(simulation.state, CHAIR, NIGHT, "agent@to1", new, decision=3)
    index = simulation.force(draft)
    assert found(simulation) == {("decision.missing", f"entry {index} decision")}


# -- decisions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "votes"),
    [
        ("decision.quorum", {"chair": "for", "dean": "for", "to1": "absent", "to2": "walked-out"}),
        ("decision.not-carried", dict.fromkeys(MEMBERS, "against")),
    ],
)
def test_an_act_without_quorum_or_against_the_vote(code: str, votes: dict[str, Any]) -> None:
    simulation = evening()
    decision = simulation.vote_on(extend_hours, **HOURS, votes=votes)
    draft = extend_hours(simulation.state, CHAIR, NIGHT, **HOURS, decision=decision)
    index = simulation.force(draft)
    assert found(simulation) == {(code, f"entry {index} decision")}


def test_an_act_on_the_decision_of_another() -> None:
    simulation = evening()
    decision = simulation.vote_on(extend_hours, **HOURS)
    other = HOURS | {"closes": "2023-01-12T23:59:00Z"}
    index = simulation.force(
        extend_hours(simulation.state, CHAIR, NIGHT, **other, decision=decision)
    )
    assert found(simulation) == {("decision.missing", f"entry {index} decision")}


def test_a_decision_used_twice() -> None:
    simulation = evening()
    decision = simulation.vote_on(extend_hours, **HOURS)
    simulation.act(extend_hours, CHAIR, **HOURS, decision=decision)
    index = simulation.force(
        extend_hours(simulation.state, CHAIR, NIGHT, **HOURS, decision=decision)
    )
    assert found(simulation) == {("decision.used", f"entry {index} decision")}


def test_a_member_s_vote_turned_round() -> None:
    simulation = evening()
    votes = {"chair": "for", "dean": "for", "to1": "against", "to2": "against"}
    index = simulation.vote_on(extend_hours, **HOURS, votes=votes)
    honest = body_at(simulation, index)
    turned = msgspec.structs.replace(honest.votes["to1"], choice="for")
    forged = msgspec.structs.replace(honest, votes={**honest.votes, "to1": turned})
    rows = altered(simulation, index, body=forged, sign=True)
    assert found(simulation, rows) == {("record.signature", f"entry {index} sig")}


def test_a_vote_of_an_earlier_sitting_counted_again() -> None:
    simulation = evening()
    votes = {"chair": "for", "dean": "for", "to1": "for", "to2": "absent"}
    first = simulation.vote_on(extend_hours, **HOURS, votes=votes)
    state = simulation.state
    act = extend_hours(state, CHAIR, "", **HOURS)
    again = {
        member: vote(state, act, member, "for", simulation.sign(f"commission@{member}"))
        for member in ("chair", "dean")
    }
    draft = decide(state, CHAIR, NIGHT, act, again)
    old = body_at(simulation, first).votes
    body: Any = draft.body
    forged = msgspec.structs.replace(body, votes={**old, **body.votes})
    index = simulation.force(replace(draft, body=forged))
    assert found(simulation) == {("record.signature", f"entry {index} sig")}


def test_a_member_left_out_of_the_vote() -> None:
    simulation = evening()
    index = simulation.vote_on(extend_hours, **HOURS)
    honest = body_at(simulation, index)
    votes = {member: cast for member, cast in honest.votes.items() if member != "to2"}
    rows = altered(simulation, index, body=msgspec.structs.replace(honest, votes=votes), sign=True)
    assert found(simulation, rows) == {("decision.members", f"entry {index}")}


# -- disputes ------------------------------------------------------------------------------------


def test_a_dispute_on_a_ground_that_nobody_froze() -> None:
    simulation = counted()
    index = dispute(simulation, ground="because")
    assert found(simulation) == {("dispute.ground", f"entry {index} ground")}


def test_a_dispute_by_somebody_who_is_no_agent() -> None:
    simulation = counted()
    index = dispute(simulation, by=SECRETARY)
    assert found(simulation) == {("role.not-allowed", f"entry {index} by")}


def test_a_ruling_with_an_effect_that_its_ground_does_not_have() -> None:
    simulation = counted()
    dispute(simulation)
    case: dict[str, Any] = {"dispute": "d1", "effect": "annul-unit"}
    decision = simulation.vote_on(rule_dispute, **case)
    index = simulation.force(
        rule_dispute(simulation.state, CHAIR, NIGHT, **case, decision=decision)
    )
    assert found(simulation) == {("dispute.effect", f"entry {index} effect")}


def test_a_claim_in_the_name_of_another_camp() -> None:
    simulation = counted()
    shares = {"to2": Fraction(1, 2)}
    claim = Claim("text", "estimate", NIGHT, "somebody", "to2", "not-asked", 3, shares=shares)
    index = simulation.force(make_claim(simulation.state, "agent@to1", NIGHT, claim))
    assert found(simulation) == {("claim.camp", f"entry {index} camp")}


def test_a_claim_against_a_board_that_is_not_there_yet() -> None:
    simulation = counted()
    shares = {"to1": Fraction(1, 2)}
    claim = Claim("text", "estimate", NIGHT, "somebody", "to1", "not-asked", 999, shares=shares)
    index = simulation.force(make_claim(simulation.state, "agent@to1", NIGHT, claim))
    assert found(simulation) == {("claim.future", f"entry {index} tree_size")}


def test_a_claim_that_a_camp_confirmed_by_the_word_of_the_commission() -> None:
    simulation = counted()
    shares = {"to2": Fraction(1, 2)}
    claim = Claim("text", "estimate", NIGHT, "somebody", "to2", "yes", 3, shares=shares)
    index = simulation.force(make_claim(simulation.state, CHAIR, NIGHT, claim))
    assert found(simulation) == {("claim.confirmed", f"entry {index} confirmed")}


def test_an_answer_for_another_camp_and_a_second_one() -> None:
    simulation = counted()
    shares = {"to2": Fraction(1, 2)}
    claim = Claim("text", "estimate", NIGHT, "somebody", "to2", "not-asked", 3, shares=shares)
    made = simulation.wait(7_200).act(make_claim, CHAIR, claim).index
    draft = answer_claim(simulation.state, "agent@to1", simulation.now(), made, "no")
    index = simulation.force(draft)
    assert found(simulation) == {("claim.camp", f"entry {index} by")}
    simulation = counted()
    made = simulation.wait(7_200).act(make_claim, CHAIR, claim).index
    simulation.act(answer_claim, "agent@to2", made, "no")
    draft = answer_claim(simulation.state, "agent@to2", simulation.now(), made, "yes")
    index = simulation.force(draft)
    assert found(simulation) == {("claim.answered-already", f"entry {index} claim")}


# -- order, time and origin ----------------------------------------------------------------------


def test_polls_opened_and_closed_before_their_hours() -> None:
    simulation = Simulation().convene().fix_rules()
    index = simulation.force(open_polls(simulation.state, CHAIR, "2023-01-12T15:59:59Z", 1))
    assert found(simulation) == {("polls.too-early", f"entry {index}")}
    simulation = evening()
    index = simulation.force(close_polls(simulation.state, CHAIR, "2023-01-12T20:59:59Z", 1))
    assert found(simulation) == {("polls.still-open", f"entry {index}")}


def test_a_record_that_stands_twice() -> None:
    simulation = counted()
    rows = entries(simulation)
    copied = records(simulation, "sheet.received/1")[0]
    assert found(simulation, [*rows, rows[copied]]) == {("record.repeated", f"entry {len(rows)}")}


def test_records_in_another_order() -> None:
    simulation = counted()
    rows = entries(simulation)
    first = records(simulation, "sheet.received/1")[0]
    rows[first], rows[first + 1] = rows[first + 1], rows[first]
    assert found(simulation, rows) == {("sheet.not-received", f"entry {first}")}


def test_a_record_of_the_rehearsal_with_its_own_valid_signature() -> None:
    rehearsal = Simulation(definition_with(slug="rehearsal")).to_the_count()
    rehearsal.receive(UNIT)
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet(UNIT)
    draft = receive_sheet(simulation.state, SECRETARY, rehearsal.now(), sheet)
    message = record_message(rehearsal.definition.origin, draft.record())
    index = simulation.force(draft, sig=simulation.sign(SECRETARY)(message))
    assert found(simulation) == {("record.signature", f"entry {index} sig")}


def test_a_second_convening() -> None:
    simulation = Simulation().convene()
    other = definition_with(title={"en": "Another congress"})
    index = simulation.force(convene(simulation.state, "convener", NIGHT, other))
    assert found(simulation) == {("election.not-first", f"entry {index}")}
