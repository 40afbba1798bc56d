"""Templates: a few answers make an election that runs to its certificate and verifies."""

from dataclasses import replace
from typing import Any

import pytest
from tests.support.election_answers import ANSWERS, LISTS, draft_of
from tests.support.folders import check, policy_of
from tests.support.rehearsed import Rehearsed

from suffrage.board.signature import key_of
from suffrage.errors import Malformed, Refused
from suffrage.model.bodies import Body
from suffrage.model.check_definition import check_definition
from suffrage.model.contests import Linked
from suffrage.model.definition import Definition
from suffrage.model.rule import Majority, Plurality, Top
from suffrage.office.elections.answers import Answers, FaultyAnswers, Hours, Stands
from suffrage.office.elections.draft import complete, draft
from suffrage.office.elections.template import EVERY
from suffrage.office.elections.templates.all_templates import TEMPLATES


def faults(name: str, **changed: Any) -> set[tuple[str, str]]:
    made = draft(TEMPLATES[name], replace(ANSWERS[name], **changed))
    assert isinstance(made, FaultyAnswers)
    return {(fault.field, fault.code) for fault in made.faults}


def keys_of(definition: Definition) -> dict[str, str]:
    roles = ["convener", *(f"commission@{name}" for name in definition.commission.members)]
    return {role: key_of(bytes([place]) * 32) for place, role in enumerate(roles, start=1)}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_makes_an_election_that_runs_to_its_certificates(name: str) -> None:
    play = Rehearsed(draft_of(name)).play()
    held = {instance for instance, options in play.state.options.items() if options}
    assert set(play.state.certified) == held
    assert {body.id for body in play.definition.bodies} == set(play.state.seated)
    report = check(play.files(), policy_of(play))
    assert (report.failures, report.exit_code) == ((), 0)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_draft_is_accepted_and_complete_with_its_keys(name: str) -> None:
    made = draft_of(name)
    check_definition(made)
    whole = complete(made, keys_of(made))
    assert set(whole.keys) == set(keys_of(made))
    assert len(whole.grounds) == 8
    assert whole.title == {"fr": "Vote de décembre", "en": "December vote"}


def test_a_draft_lacks_the_first_role_without_a_key() -> None:
    made = draft_of("consultation")
    keys = keys_of(made)
    del keys["commission@dean"]
    with pytest.raises(Refused) as caught:
        complete(made, keys)
    assert (caught.value.code, caught.value.fields["role"]) == (
        "election.no-key",
        "commission@dean",
    )


def test_a_key_of_nobody_on_the_commission_is_refused() -> None:
    made = draft_of("consultation")
    keys = keys_of(made) | {"commission@stranger": key_of(bytes([99]) * 32)}
    with pytest.raises(Malformed) as caught:
        complete(made, keys)
    assert caught.value.code == "definition.not-a-member"


def test_a_congress_has_two_rounds_and_its_council() -> None:
    made = draft_of("congress")
    text, person = made.contests
    assert isinstance(text.rule, Top)
    assert isinstance(person.options, Linked)
    assert (person.options.take, person.options.held) == ("first_signatory", "always")
    assert person.opens == "2026-12-10T16:00:00Z"
    assert isinstance(made.bodies[0], Body)
    assert (made.bodies[0].seats, made.bodies[0].ex_officio) == (10, 2)
    assert str(made.bodies[0].rule.threshold) == "1/20"


def test_a_group_of_64_is_set_up_in_eight_answers() -> None:
    asked = TEMPLATES["parliamentary-group"].asks
    assert set(asked) == {*EVERY, "options", "room"}
    assert len(asked) <= 8
    made = draft_of("parliamentary-group")
    assert [unit.registered for unit in made.units] == [64]
    first, second = made.contests
    assert isinstance(first.rule, Majority)
    assert isinstance(second.rule, Plurality)
    assert second.opens == "2026-12-03T10:00:00Z"


def test_a_board_is_of_lists_where_what_stands_has_members() -> None:
    assert draft_of("board-of-association").bodies == ()
    lists = draft_of("board-of-association", LISTS)
    assert [body.seats for body in lists.bodies] == [7]
    assert Rehearsed(lists).play().state.seated


def test_two_thirds_are_reached_exactly_and_half_is_passed() -> None:
    ratified, asked = draft_of("ratification"), draft_of("consultation")
    rules = [made.contests[0].rule for made in (ratified, asked)]
    assert [
        (str(rule.quota), rule.quota_exact) for rule in rules if isinstance(rule, Majority)
    ] == [
        ("2/3", True),
        ("1/2", False),
    ]


def test_the_quorums_are_more_than_half_unless_said() -> None:
    assert draft_of("congress").commission.quorum == 2
    other = replace(ANSWERS["congress"], quorum=3)
    assert draft_of("congress", other).commission.quorum == 3


def test_all_faults_come_at_once_with_their_fields() -> None:
    found = faults(
        "congress",
        slug="Congrès",
        host="https://vote.example.org/",
        title_en="",
        evenings=(Hours("2026-12-32", "17:00", "22:00"), Hours("2026-12-10", "22:00", "17:00")),
        commission=("chair", "chair"),
        quorum=9,
        options=(Stands("Texte 1"), Stands("", first_signatory="Ben")),
        units=b"code,registered\n13-001,many\n13-001,5\n?,6\n",
        seats=0,
        threshold="five",
        time_zone="Europe/Lutetia",
        witnesses={"to1": "no key"},
    )
    assert found == {
        ("slug", "answer.slug"),
        ("host", "answer.host"),
        ("title_en", "answer.missing"),
        ("evenings[0]", "answer.hours"),
        ("evenings[1].closes", "definition.hours"),
        ("commission[1]", "definition.duplicate"),
        ("quorum", "definition.quorum"),
        ("options[0].first_signatory", "answer.missing"),
        ("options[1].label", "answer.text"),
        ("units: line 2, column registered", "csv.number"),
        ("units: line 3, column code", "units.duplicate"),
        ("units: line 4, column code", "answer.unit-code"),
        ("seats", "answer.missing"),
        ("threshold", "rule.share"),
        ("time_zone", "definition.time-zone"),
        ("witnesses.to1", "answer.witness"),
    }


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"slug": "rehearsal-vote"}, "slug", "answer.slug"),
        ({"units": b"code\n13\n"}, "units: line 1, column registered", "csv.column"),
        ({"units": b"\xff"}, "units: byte 0", "csv.encoding"),
        ({"room": 5}, "units", "answer.units-or-room"),
        ({"units": b""}, "units", "answer.units-or-room"),
        ({"options": (Stands("A"),)}, "options", "answer.options-few"),
        ({"options": (Stands("A"), Stands(" a"))}, "options[1].label", "definition.label-twin"),
        ({"options": (Stands("A", id="É"), Stands("B"))}, "options[0].id", "answer.slug"),
        (
            {"evenings": (Hours("2026-10-25", "02:30", "05:00"),)},
            "evenings[0].opens",
            "definition.clock-change",
        ),
        ({"evenings": (Hours("2026-12-03", "9:00", "10:00"),)}, "evenings[0]", "answer.hours"),
        ({"commission": ("Chair",)}, "commission[0]", "answer.slug"),
        ({"title_fr": "a\tb"}, "title_fr", "answer.text"),
        ({"majority": "200%"}, "majority", "rule.share"),
        ({"ex_officio": -2}, "ex_officio", "answer.number"),
    ],
)
def test_a_fault_is_named(changed: dict[str, Any], field: str, code: str) -> None:
    assert (field, code) in faults("nomination", **changed)


def test_a_third_evening_is_one_too_many() -> None:
    evening = Hours("2026-12-03", "17:00", "22:00")
    assert ("evenings", "answer.evenings") in faults("nomination", evenings=(evening,) * 3)


def test_the_second_evening_may_be_said() -> None:
    hours = (Hours("2026-12-03", "17:00", "22:00"), Hours("2026-12-17", "18:00", "20:00"))
    made = draft_of("nomination", replace(ANSWERS["nomination"], evenings=hours))
    assert [contest.opens for contest in made.contests] == [
        "2026-12-03T16:00:00Z",
        "2026-12-17T17:00:00Z",
    ]


def test_a_group_has_a_number_and_no_file_of_sections() -> None:
    group = replace(ANSWERS["parliamentary-group"], room=0)
    made = draft(TEMPLATES["parliamentary-group"], group)
    assert isinstance(made, FaultyAnswers)
    assert [(one.field, one.code) for one in made.faults] == [("room", "answer.missing")]


def test_what_is_asked_is_an_answer() -> None:
    names = set(Answers.__slots__)
    for template in TEMPLATES.values():
        assert {*template.asks, *template.offers} <= names
