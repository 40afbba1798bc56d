"""Lists, parties and agreements of a definition: what is refused, and where."""

from typing import Any

import pytest
from tests.support.definitions import plain_six_sections, six_sections
from tests.support.refusals import Change, definition_with, option

from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.definition import Definition

PARTIES = [{"id": "red", "label": "Reds"}, {"id": "green", "label": "Greens"}]


def person(name: str, sex: str = "", party: str = "") -> dict[str, str]:
    given = {"name": name, "sex": sex, "party": party}
    return {field: value for field, value in given.items() if value}


def allied(plain: dict[str, Any], *promises: dict[str, Any], seats: int = 10) -> None:
    """Two parties with a list together, the third option without one."""
    options = plain["contests"][0]["options"]
    options[0].update(
        parties=["red", "green"],
        members=[person("Ada", "F", "red"), person("Bob", "M", "green"), person("Cleo", "F")],
    )
    options[1].update(parties=["red"], members=[person("Dan", "M"), person("Eve", "F")])
    plain["bodies"][0]["seats"] = seats
    plain["parties"] = PARTIES
    if promises:
        plain["agreements"] = [
            {"id": "left", "parties": ["red", "green"], "promises": list(promises)}
        ]


def fault(change: Change) -> tuple[str, str, dict[str, Any]]:
    with pytest.raises(Malformed) as caught:
        definition_with(change)
    return caught.value.code, caught.value.at, dict(caught.value.fields)


def of_sexes(*sexes: str) -> Change:
    """The second list with these sexes, under alternation, the other lists in good order."""

    def change(plain: dict[str, Any]) -> None:
        allied(plain)
        options = plain["contests"][0]["options"]
        options[1]["members"] = [person(f"P{n}", sex) for n, sex in enumerate(sexes)]
        options[2]["members"] = [person("Zoe", "F")]
        plain["bodies"][0]["alternation"] = True

    return change


def test_what_is_left_out_changes_no_byte() -> None:
    option = six_sections().declared_options("text")[0]
    assert canonical.encode(option) == (
        b'{"age_rank":1,"first_signatory":"Ada","id":"to1","label":"Text 1"}'
    )
    data = canonical.encode(six_sections())
    assert b"alternation" not in data
    assert b"agreements" not in data
    assert b"parties" not in data


def test_what_is_written_is_read_again() -> None:
    def change(plain: dict[str, Any]) -> None:
        allied(
            plain,
            {"party": "green", "body": "council", "seats": 3},
            {"party": "green", "body": "council", "option": "to1", "position": 2},
            {"party": "red", "contest": "text"},
        )
        plain["contests"][0]["options"][0].update(
            text={"title": "Together", "sha256": "ab" * 32},
            supporters=[{"name": "Zoe", "office": "Mayor", "on": "2023-01-02"}, {"name": "Yan"}],
        )

    definition = definition_with(change)
    again = canonical.decode(canonical.encode(definition), Definition)
    assert again == definition
    first = again.contests[0].options
    assert not isinstance(first, tuple) or first[0].members[1].party == "green"
    assert again.agreements[0].promises[1].position == 2


@pytest.mark.parametrize("sexes", [("F", "M", "F"), ("M", "F"), ("F",)])
def test_alternating_lists_stand(sexes: tuple[str, ...]) -> None:
    definition_with(of_sexes(*sexes))


def test_lists_without_the_rule_stand_in_any_order() -> None:
    def change(plain: dict[str, Any]) -> None:
        of_sexes("F", "F", "")(plain)
        plain["bodies"][0]["alternation"] = False

    definition_with(change)


@pytest.mark.parametrize(
    ("sexes", "code", "place"),
    [
        (("F", "M", "M"), "definition.alternation", 3),
        (("M", "M"), "definition.alternation", 2),
        (("F", "", "F"), "definition.sex-missing", 2),
        (("",), "definition.sex-missing", 1),
    ],
)
def test_a_list_out_of_order_is_named_with_its_place(
    sexes: tuple[str, ...], code: str, place: int
) -> None:
    found, at, fields = fault(of_sexes(*sexes))
    assert (found, fields["name"], fields["place"]) == (code, "to2", place)
    assert at == f"contests[0].options[1].members[{place - 1}].sex"


def test_alternation_asks_every_option_for_its_list() -> None:
    code, at, _ = fault(of_sexes())
    assert (code, at) == ("definition.list-missing", "contests[0].options[1].members")


def test_a_body_of_a_linked_contest_looks_at_the_lists_where_they_are_written() -> None:
    def change(plain: dict[str, Any]) -> None:
        of_sexes("M", "M")(plain)
        plain["bodies"][0]["contest"] = "first-secretary"

    assert fault(change)[:2] == (
        "definition.alternation",
        "contests[0].options[1].members[1].sex",
    )


def _with_promise(*promises: dict[str, Any]) -> Change:
    return lambda plain: allied(plain, *promises)


def _option(number: int, **changed: Any) -> Change:
    def change(plain: dict[str, Any]) -> None:
        allied(plain)
        plain["contests"][0]["options"][number].update(changed)

    return change


def _agreement_of(*parties: str) -> Change:
    def change(plain: dict[str, Any]) -> None:
        allied(plain, {"party": "red", "contest": "text"})
        plain["agreements"][0]["parties"] = list(parties)

    return change


def _federal(plain: dict[str, Any]) -> None:
    """A contest of each federation, with a promise for a place that is none."""
    allied(plain, {"party": "red", "contest": "head", "place": "13-001"})
    plain["contests"][1:] = [
        {
            **plain["contests"][0],
            "id": "head",
            "scope": "federation",
            "options": [option("yes", within="13"), option("yes", within="75")],
        }
    ]


SEATS = {"party": "red", "body": "council", "seats": 6}
ATTACKS: dict[str, tuple[Change, str, str]] = {
    "list of no party": (
        _option(2, parties=["blue"]),
        "definition.unknown-party",
        "contests[0].options[2].parties[0]",
    ),
    "party twice": (
        _option(2, parties=["red", "red"]),
        "definition.duplicate",
        "contests[0].options[2].parties[1]",
    ),
    "member of another party": (
        _option(1, members=[person("Dan", "M", "green")]),
        "definition.unknown-party",
        "contests[0].options[1].members[0].party",
    ),
    "party declared twice": (
        lambda plain: plain.update(parties=[*PARTIES, PARTIES[0]]),
        "definition.duplicate",
        "parties[2].id",
    ),
    "agreement of nobody": (
        _agreement_of("red", "blue"),
        "definition.unknown-party",
        "agreements[0].parties",
    ),
    "agreement with itself": (
        _agreement_of("red", "red"),
        "definition.duplicate",
        "agreements[0].parties",
    ),
    "promise to a stranger": (
        _with_promise({"party": "blue", "contest": "text"}),
        "definition.unknown-party",
        "agreements[0].promises[0].party",
    ),
    "promise of nothing": (
        _with_promise({"party": "red"}),
        "definition.promise-shape",
        "agreements[0].promises[0]",
    ),
    "promise of two things": (
        _with_promise({**SEATS, "contest": "text"}),
        "definition.promise-shape",
        "agreements[0].promises[0]",
    ),
    "promise of no contest": (
        _with_promise({"party": "red", "contest": "nothing"}),
        "definition.unknown-contest",
        "agreements[0].promises[0].contest",
    ),
    "constituency of a contest of the nation": (
        _with_promise({"party": "red", "contest": "text", "place": "75"}),
        "definition.promise-place",
        "agreements[0].promises[0].place",
    ),
    "constituency that is none": (
        _federal,
        "definition.promise-place",
        "agreements[0].promises[0].place",
    ),
    "promise of no body": (
        _with_promise({"party": "red", "body": "senate", "seats": 1}),
        "definition.unknown-body",
        "agreements[0].promises[0].body",
    ),
    "position on no list": (
        _with_promise({"party": "red", "body": "council", "option": "to9", "position": 1}),
        "definition.unknown-option",
        "agreements[0].promises[0].option",
    ),
    "position after the list": (
        _with_promise({"party": "red", "body": "council", "option": "to1", "position": 4}),
        "definition.promise-position",
        "agreements[0].promises[0].position",
    ),
    "the same seats twice": (
        _with_promise({**SEATS, "seats": 1}, {**SEATS, "seats": 2}),
        "definition.promised-twice",
        "agreements[0].promises[1]",
    ),
    "one constituency for two": (
        _with_promise({"party": "red", "contest": "text"}, {"party": "green", "contest": "text"}),
        "definition.promised-twice",
        "agreements[0].promises[1]",
    ),
    "one position for two": (
        _with_promise(
            {"party": "red", "body": "council", "option": "to1", "position": 1},
            {"party": "green", "body": "council", "option": "to1", "position": 1},
        ),
        "definition.promised-twice",
        "agreements[0].promises[1]",
    ),
    "more seats than there are": (
        _with_promise(SEATS, {**SEATS, "party": "green", "seats": 5}),
        "definition.promised-seats",
        "agreements[0].promises[1].seats",
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_does_not_hold_is_refused_at_its_place(name: str) -> None:
    change, code, at = ATTACKS[name]
    assert fault(change)[:2] == (code, at)


def test_two_agreements_may_promise_more_than_there_is_together() -> None:
    def change(plain: dict[str, Any]) -> None:
        allied(plain, SEATS)
        plain["agreements"].append({**plain["agreements"][0], "id": "right"})

    assert len(definition_with(change).agreements) == 2


def test_all_seats_may_be_promised() -> None:
    definition_with(_with_promise(SEATS, {**SEATS, "party": "green", "seats": 4}))


def test_a_place_may_be_promised_to_a_party_that_does_not_hold_it() -> None:
    promise = {"party": "red", "body": "council", "option": "to1", "position": 2}
    definition_with(_with_promise(promise))


def test_a_position_may_be_on_a_list_of_the_round_before() -> None:
    def change(plain: dict[str, Any]) -> None:
        allied(plain, {"party": "green", "body": "council", "option": "to1", "position": 2})
        plain["bodies"][0]["contest"] = "first-secretary"

    assert definition_with(change).agreements[0].promises[0].position == 2


def test_the_plain_definition_is_left_alone() -> None:
    assert "parties" not in plain_six_sections()
