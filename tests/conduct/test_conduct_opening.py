"""Before the vote: convening, officers, roll, options, rules."""

from typing import Any

import msgspec
import pytest
from tests.support.definitions import six_sections
from tests.support.refusals import definition_with, option, refused
from tests.support.simulator import MEMBERS, Simulation, seed_of

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.opening.admit_option import admit_option
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.fix_rules import fix_rules
from suffrage.acts.opening.open_polls import open_polls
from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.board.kinds.closing import BoardClosed
from suffrage.board.kinds.opening import OfficerReplaced, OptionAdmitted, RulesFixed
from suffrage.board.record import Draft
from suffrage.board.signature import key_of
from suffrage.model.contests import Option

CHAIR = "commission@chair"
NEW = key_of(seed_of("a key nobody has used"))


def new_key(role: str = "somebody new") -> str:
    return key_of(seed_of(role))


# -- convening -----------------------------------------------------------------------------------


def test_the_first_record_convenes_and_no_other_does() -> None:
    simulation = Simulation()
    with refused("election.not-convened"):
        simulation.board.perform(
            lambda _state: Draft("board.closed/1", BoardClosed(0), CHAIR, "2023-01-10T09:00:00Z"),
            simulation.sign(CHAIR),
        )
    simulation.act(convene, "convener", simulation.definition)
    assert simulation.state.phase == "draft"
    assert simulation.state.convened_at == "2023-01-10T09:00:00Z"
    with refused("election.not-first"):
        simulation.act(convene, "convener", simulation.definition)


@pytest.mark.parametrize("role", ["convener", *(f"commission@{member}" for member in MEMBERS)])
def test_nobody_who_must_act_is_without_a_key(role: str) -> None:
    definition = definition_with(lambda plain: plain["keys"].pop(role))
    with refused("election.no-key" if role != "convener" else "role.no-key", role=role):
        Simulation(definition).act(convene, "convener", definition)


def test_a_witness_key_that_nobody_can_read_is_found_before_anything_rests_on_it() -> None:
    def scribble(plain: dict[str, Any]) -> None:
        plain["witnesses"]["keys"]["to2"] = "witness.example.org+00000000+AAAA"

    definition = definition_with(scribble)
    with refused("note.key_type"):
        Simulation(definition).act(convene, "convener", definition)


def test_before_the_rules_are_fixed_only_what_prepares_them_is_recorded() -> None:
    simulation = Simulation().convene()
    simulation.act(
        report_incident, "agent@to1", unit="75-001", type_="delay", account="The key is lost."
    )
    assert simulation.state.incidents == 1
    with refused("rules.not-fixed", kind="polls.opened/1"):
        simulation.act(open_polls, CHAIR, 1)


# -- officers ------------------------------------------------------------------------------------


def test_an_officer_takes_an_office_and_loses_it_with_the_key() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.act(replace_officer, "federation@75", "secretary@75-001", NEW)
    assert simulation.state.keys["secretary@75-001"] == NEW
    with refused("record.signature", role="secretary@75-001"):
        simulation.act(
            report_incident, "secretary@75-001", unit="75-001", type_="noise", account="Noise."
        )


def test_a_member_of_the_commission_who_lost_the_key_gets_another_by_decision() -> None:
    simulation = Simulation().convene()
    simulation.decided(replace_officer, "commission@dean", NEW)
    assert simulation.state.keys["commission@dean"] == NEW


@pytest.mark.parametrize(
    ("code", "by", "role", "key"),
    [
        ("officer.in-definition", CHAIR, "commission@guest", "fresh"),
        ("officer.in-definition", CHAIR, "convener", "fresh"),
        ("officer.in-office", CHAIR, "agent@to1", "fresh"),
        ("officer.key-used", CHAIR, "agent@new", "agent@to1"),
        ("officer.unit", CHAIR, "federation@99", "fresh"),
        ("officer.unit", CHAIR, "federation@75-001", "fresh"),
        ("officer.unit", CHAIR, "secretary@99-001", "fresh"),
        ("officer.unit", "federation@75", "secretary@75", "fresh"),
        ("role.elsewhere", "federation@75", "teller@13-001", "fresh"),
        ("role.elsewhere", "federation@75", "agent@to9", "fresh"),
        ("role.unknown", CHAIR, "deputy@75", "fresh"),
        ("role.unknown", CHAIR, "secretary", "fresh"),
        ("role.not-allowed", "agent@to1", "agent@to9", "fresh"),
    ],
)
def test_an_appointment_is_refused(code: str, by: str, role: str, key: str) -> None:
    simulation = Simulation().convene()
    with refused(code):
        simulation.act(appoint_officers, by, {role: new_key(key)})


def test_one_key_serves_one_office_even_within_one_record() -> None:
    simulation = Simulation().convene()
    with refused("officer.key-used", role="agent@y"):
        simulation.act(appoint_officers, CHAIR, {"agent@x": NEW, "agent@y": NEW})


@pytest.mark.parametrize(
    ("code", "role", "previous", "key"),
    [
        ("officer.not-in-office", "teller@75-001", "somebody else", "fresh"),
        ("officer.key-used", "teller@75-001", "teller@75-001", "secretary@75-002"),
        ("officer.key-used", "teller@75-001", "teller@75-001", "teller@75-001"),
        ("role.elsewhere", "teller@13-001", "teller@13-001", "fresh"),
    ],
)
def test_a_replacement_is_refused(code: str, role: str, previous: str, key: str) -> None:
    simulation = Simulation().convene()
    head = OfficerReplaced(role, new_key(key), new_key(previous))
    with refused(code):
        simulation.act(
            lambda _state, by, now: Draft("officer.replaced/1", head, by, now), "federation@75"
        )


def test_an_office_that_nobody_holds_is_not_replaced() -> None:
    simulation = Simulation().convene()
    with refused("officer.not-in-office", role="agent@nobody"):
        simulation.decided(replace_officer, "agent@nobody", NEW)


def test_nobody_acts_in_an_office_that_is_not_held() -> None:
    simulation = Simulation().convene()
    with refused("role.no-key", role="agent@ghost"):
        simulation.act(report_incident, "agent@ghost", unit="75", type_="x", account="")


def test_a_federation_does_not_act_in_another() -> None:
    simulation = Simulation().convene().fix_rules()
    with refused("role.elsewhere", role="federation@75", unit="13-001"):
        simulation.act(amend_roll, "federation@75", unit="13-001", added=1, removed=0, ground="x")


# -- roll ----------------------------------------------------------------------------------------


def entitled() -> dict[str, int]:
    return {unit.id: unit.registered for unit in six_sections().tree.sections}


@pytest.mark.parametrize(
    ("code", "counts", "total"),
    [
        ("roll.differs", {**entitled(), "75-001": 82}, None),
        ("roll.differs", {k: v for k, v in entitled().items() if k != "75-001"}, None),
        ("roll.differs", {**entitled(), "99-001": 5}, None),
        ("roll.sum", entitled(), 7),
    ],
)
def test_a_roll_that_is_not_the_definition_s_is_refused(code: str, counts: Any, total: int) -> None:
    simulation = Simulation()
    simulation.act(convene, "convener", simulation.definition)

    def commit(state: Any, by: str, now: Any) -> Draft:
        draft = commit_roll(state, by, now, "ab" * 32, counts)
        head = draft.head if total is None else msgspec.structs.replace(draft.head, entitled=total)
        return Draft(draft.kind, head, by, now, draft.body)

    with refused(code):
        simulation.act(commit, CHAIR)


def test_the_roll_is_committed_once() -> None:
    simulation = Simulation().convene()
    with refused("roll.again"):
        simulation.act(commit_roll, CHAIR, "cd" * 32, entitled())


def test_a_change_of_the_roll_counts_for_what_is_not_counted_yet() -> None:
    simulation = Simulation().run_round_1()
    before = simulation.state.certified["text"].registered
    simulation.act(amend_roll, "federation@75", unit="75-001", added=3, removed=1, ground="moved")
    assert simulation.state.roll(1, "75-001") == 81
    assert simulation.state.roll(2, "75-001") == 83
    simulation.run_round_2()
    assert simulation.state.certified["text"].registered == before
    assert simulation.state.certified["first-secretary"].registered == before + 2


def test_a_roll_never_falls_below_zero_and_knows_its_sections() -> None:
    simulation = Simulation().convene().fix_rules()
    with refused("roll.below-zero", unit="75-001", removed=82):
        simulation.act(amend_roll, CHAIR, unit="75-001", added=0, removed=82, ground="left")
    with refused("unit.unknown", unit="75"):
        simulation.act(amend_roll, CHAIR, unit="75", added=1, removed=0, ground="joined")


# -- options and rules ---------------------------------------------------------------------------


def test_an_option_admitted_to_the_draft_stands_in_the_fixed_rules() -> None:
    simulation = Simulation().convene()
    simulation.act(admit_option, CHAIR, "text", Option("to4", "Text 4", "Dan", 4))
    simulation.fix_rules()
    assert [o.id for o in simulation.state.options["text"]] == ["to1", "to2", "to3", "to4"]
    with refused("rules.already-fixed"):
        simulation.act(admit_option, CHAIR, "text", Option("to5", "Text 5", "Eve", 5))
    with refused("rules.already-fixed"):
        simulation.wait().decided(fix_rules)


def test_the_same_name_may_stand_in_each_federation() -> None:
    def per_federation(plain: Any) -> None:
        text = plain["contests"][0]
        text["scope"] = "federation"
        text["options"] = [option("yes", within="13"), option("yes", within="75")]
        plain["contests"][1:] = []
        plain["bodies"] = []

    simulation = Simulation(definition_with(per_federation)).convene()
    simulation.act(admit_option, CHAIR, "text", Option("no", "No", within="75"))
    simulation.act(admit_option, CHAIR, "text", Option("no", "No", within="13"))
    simulation.fix_rules()
    assert len(simulation.state.options["text@13"]) == 2


@pytest.mark.parametrize(
    ("code", "contest", "named", "given"),
    [
        ("option.contest", "nothing", "to4", "to4"),
        ("option.contest", "first-secretary", "to4", "to4"),
        ("option.again", "text", "to1", "to1"),
        ("option.again", "text", "to4", "to5"),
    ],
)
def test_an_admission_is_refused(code: str, contest: str, named: str, given: str) -> None:
    simulation = Simulation().convene()
    head, body = OptionAdmitted(contest, named), Option(given, "Text", "Dan", 4)
    with refused(code):
        simulation.act(lambda _s, by, now: Draft("option.admitted/1", head, by, now, body), CHAIR)


def test_rules_are_fixed_as_they_were_drafted_and_after_the_roll() -> None:
    simulation = Simulation()
    simulation.act(convene, "convener", simulation.definition)
    with refused("roll.not-committed"):
        simulation.decided(fix_rules)
    simulation.act(commit_roll, CHAIR, "ab" * 32, entitled())
    other = msgspec.structs.replace(simulation.definition, slug="another")

    def fix(_state: Any, by: str, now: Any, *, decision: Any) -> Draft:
        return Draft("rules.fixed/1", RulesFixed(decision), by, now, other)

    with refused("rules.differ"):
        simulation.decided(fix)


def test_rules_without_an_option_to_vote_for_are_not_fixed() -> None:
    definition = definition_with(lambda plain: plain["contests"][0].update(options=[]))
    with refused("option.none", contest="text"):
        Simulation(definition).convene().fix_rules()


def test_an_option_withdraws_by_its_agent_or_by_decision() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.act(withdraw_option, "agent@to3", "text", "to3")
    simulation.decided(withdraw_option, "text", "to2")
    simulation.open_polls()
    assert [o.id for o in simulation.state.options["text"]] == ["to1"]


def test_an_agent_uses_up_nobody_s_decision() -> None:
    simulation = Simulation().convene().fix_rules()
    carried = simulation.vote_on(withdraw_option, "text", "to2")
    simulation.act(withdraw_option, "agent@to3", "text", "to3", decision=carried)
    simulation.act(withdraw_option, CHAIR, "text", "to2", decision=carried)
    assert set(simulation.state.withdrawn) == {("text", "to2"), ("text", "to3")}


def test_the_agent_of_a_camp_withdraws_the_option_that_a_fact_gives_it() -> None:
    fact = {
        "contest": "text",
        "option": "to3",
        "kind": "camp",
        "value": "south",
        "on": "2023-01-01",
        "by": "commission",
    }
    simulation = Simulation(definition_with(facts=[fact])).convene()
    simulation.act(appoint_officers, CHAIR, {"agent@south": key_of(seed_of("agent@south"))})
    simulation.fix_rules()
    simulation.act(withdraw_option, "agent@south", "text", "to3")
    assert ("text", "to3") in simulation.state.withdrawn


@pytest.mark.parametrize(
    ("code", "by", "instance", "name"),
    [
        ("option.contest", "agent@to1", "nothing", "to1"),
        ("option.contest", "agent@to1", "text@75", "to1"),
        ("option.not-own", "agent@to1", "text", "to2"),
        ("round.no-result", "agent@to1", "first-secretary", "to1"),
        ("decision.missing", CHAIR, "text", "to1"),
    ],
)
def test_a_withdrawal_is_refused(code: str, by: str, instance: str, name: str) -> None:
    simulation = Simulation().convene().fix_rules()
    with refused(code):
        simulation.act(withdraw_option, by, instance, name)


def test_nobody_withdraws_twice_nor_last_nor_late() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.act(withdraw_option, "agent@to3", "text", "to3")
    with refused("option.unknown", option="to3"):
        simulation.wait().act(withdraw_option, "agent@to3", "text", "to3")
    simulation.act(withdraw_option, "agent@to2", "text", "to2")
    with refused("option.last", option="to1"):
        simulation.act(withdraw_option, "agent@to1", "text", "to1")
    simulation.open_polls()
    with refused("option.too-late", option="to1"):
        simulation.act(withdraw_option, "agent@to1", "text", "to1")
