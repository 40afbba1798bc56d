"""Each kind of claim against a small board: 31 votes counted, 200 members missing."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from immutables import Map
from tests.support.night import definition_of, night_state, sheet_of
from tests.support.refusals import refused

from suffrage.board.kinds.words import Claim, ShareRange
from suffrage.conduct.state import State
from suffrage.night.claim_verdict import claim_verdicts
from suffrage.night.said_share import said_number, said_range
from suffrage.night.verdict import Verdict
from suffrage.words import LANGUAGES, sentence

ROLLS = {
    "13-001": 10, "13-002": 20, "13-003": 30, "75-001": 40, "75-002": 50, "75-003": 100,
}  # fmt: skip
CLAIM = Claim(
    contest="text",
    claim="estimate",
    said_at="2023-01-12T22:30:00Z",
    said_by="somebody",
    camp="to1",
    confirmed="no",
    tree_size=2,
)
TOP = {"name": "top", "places": 2}
SHARE = {"shares": {"to1": Fraction(1, 2)}}


def between(least: str, most: str) -> ShareRange:
    return ShareRange(Fraction(least), Fraction(most))


def night(rule: dict[str, Any] = TOP, missing: int = 4) -> State:
    """Two sheets of 14, 14 and 3 votes, one void; the other units are missing, or not there."""
    come = {"13-001": (4, 2, 1), "75-001": (10, 12, 2)}
    rest = [unit for unit in ROLLS if unit not in come]
    rolls = {unit: 0 if unit in rest[missing:] else ROLLS[unit] for unit in ROLLS}
    votes = {unit: dict(zip(("to1", "to2", "to3"), row, strict=True)) for unit, row in come.items()}
    sheets = {
        unit: sheet_of(unit, rolls[unit], votes[unit], 1 * (unit == "13-001")) for unit in come
    }
    return night_state(definition_of(rule, rolls), sheets)


def empty(missing: int = 4) -> State:
    """The same rolls, less those of the two units that came, and no sheet."""
    state = night(missing=missing)
    rolls = {unit.id: unit.registered for unit in state.rules.tree.sections}
    rolls |= {"13-001": 0, "75-001": 0}
    return replace(night_state(definition_of(TOP, rolls), {}), size=2)


def with_roll(members: int) -> State:
    """One unit missing, with so many members."""
    state = night(missing=1)
    return replace(state, registered=state.registered.set("13-002", members))


def verdict(state: State | None = None, **said: Any) -> Verdict:
    return claim_verdicts(msgspec.structs.replace(CLAIM, **said), state or night())[0]


MAJORITY = {"name": "majority"}
ONE, HALF = Fraction(1), Fraction(1, 2)
CASES: list[tuple[str, State, Mapping[str, Any]]] = [
    ("as-counted", night(), {"shares": {"to1": Fraction(9, 20)}}),
    ("as-counted", night(), {"ranges": {"to1": between("9/20", "1/2")}}),
    ("needs-more", night(), {"shares": {"to1": HALF}}),
    ("needs-more", night(), {"ranges": {"to1": between("48/100", "1/2")}}),
    ("more-than-any", night(), {"shares": {"to1": Fraction(4, 5)}}),
    ("needs-less", night(), {"shares": {"to2": Fraction(7, 20)}}),
    ("less-than-any", night(), {"shares": {"to2": Fraction(1, 5)}}),
    ("impossible", night(), {"shares": {"to1": Fraction(1, 20)}}),
    ("impossible", night(), {"shares": {"to3": Fraction(9, 10)}}),
    ("impossible", night(), {"ranges": {"to1": between("0/1", "1/20")}}),
    # 14 of 31 votes, with one section of 20 still to come: no whole numbers give a thousandth.
    ("no-completion", night(missing=1), {"ranges": {"to1": between("451/1000", "451/1000")}}),
    ("no-completion", empty(0), SHARE),
    ("shares-sum", night(), {"shares": {"to1": Fraction(3, 5), "to2": Fraction(3, 5)}}),
    ("shares-sum", night(), {"shares": dict.fromkeys(("to1", "to2", "to3"), Fraction(3, 10))}),
    # Of 20 more ballots, Text 1 needs 10.7 and Text 3 needs 11: either can have them, not both.
    ("together", night(missing=1), {"shares": {"to1": Fraction(49, 100), "to3": Fraction(7, 25)}}),
    ("together", night(missing=1), {"votes": {"to1": 25, "to3": 13}}),
    # 42 valid votes give one of them, 45 the other.
    (
        "no-completion",
        night(missing=1),
        {"ranges": {"to1": between("3/7", "3/7"), "to3": between("1/9", "1/9")}},
    ),
    ("nothing-counted", empty(), SHARE),
    ("nothing-counted", empty(), {"votes": {"to1": 9}}),
    ("votes-below", night(), {"votes": {"to1": 13}}),
    ("votes-above", night(), {"votes": {"to1": 215}}),
    ("votes-as-counted", night(), {"votes": {"to1": 104}}),
    ("votes-as-counted", night(missing=0), {"votes": {"to1": 14}}),
    ("votes-need", night(), {"votes": {"to1": 120}}),
    ("votes-beyond", night(), {"votes": {"to1": 130}}),
    ("votes-counted", night(), {"claim": "counted", "votes": {"to1": 14, "to2": 9}}),
    ("votes-need", night(), {"claim": "counted", "votes": {"to1": 15}}),
    ("votes-beyond", night(), {"claim": "counted", "votes": {"to1": 200}}),
    ("votes-above", night(), {"claim": "counted", "votes": {"to1": 215}}),
    (
        "nothing-counted",
        empty(),
        {"claim": "counted", "votes": {"to1": 9}},
    ),
    ("no-such-count", night(), {"claim": "counted", "votes": {"to1": 14}, "ballots": 13}),
    ("no-count", night(), {"claim": "counted", "votes": {"to1": 114, "to2": 115}}),
    (
        "no-count",
        night(missing=0),
        {"claim": "counted", "ranges": {"to1": between("451/1000", "451/1000")}},
    ),
    (
        "as-counted",
        night(),
        {"claim": "counted", "shares": {"to1": Fraction(9, 20)}, "ballots": 32},
    ),
    ("other-sheets", night(), {"claim": "counted", "shares": {"to1": HALF}, "ballots": 33}),
    (
        "no-such-count",
        night(missing=1),
        {"claim": "counted", "shares": {"to3": Fraction(9, 10)}, "ballots": 50},
    ),
    (
        "shares-sum",
        night(),
        {"claim": "counted", "shares": {"to1": Fraction(3, 5), "to2": Fraction(3, 5)}},
    ),
    ("too-many", night(), {"claim": "counted", "shares": {"to1": HALF}, "ballots": 233}),
    (
        "fewer-ballots",
        night(),
        {"claim": "counted", "shares": {"to1": Fraction(9, 20)}, "ballots": 20},
    ),
    (
        "fewer-ballots",
        night(),
        {"claim": "counted", "shares": {"to1": Fraction(9, 20)}, "ballots": 31},
    ),
    (
        "left-out",
        night(),
        {"claim": "counted", "shares": {"to1": Fraction(3, 5)}, "ballots": 20},
    ),
    (
        "no-such-count",
        night(missing=0),
        {"claim": "counted", "shares": {"to1": Fraction(9, 10)}, "ballots": 31},
    ),
    ("majority-needs", night(), {"claim": "majority", "option": "to1"}),
    ("majority-beyond", night(missing=1), {"claim": "majority", "option": "to1"}),
    ("majority-impossible", night(missing=0), {"claim": "majority", "option": "to1"}),
    (
        "majority-so-far",
        night({**MAJORITY, "quota": "2/5"}),
        {"claim": "majority", "option": "to1"},
    ),
    (
        "majority-certain",
        night({**MAJORITY, "quota": "2/5"}, 0),
        {"claim": "majority", "option": "to1"},
    ),
    ("majority-impossible", night(MAJORITY, 1), {"claim": "majority", "option": "to3"}),
    (
        "nothing-counted",
        empty(),
        {"claim": "majority", "option": "to3"},
    ),
    ("ahead-needs", night(), {"claim": "rank", "order": ("to1", "to2")}),
    ("ahead-needs", night(), {"claim": "rank", "order": ("to3", "to2")}),
    ("ahead-so-far", night(), {"claim": "rank", "order": ("to2", "to3")}),
    ("ahead-certain", night(missing=0), {"claim": "rank", "order": ("to2", "to3")}),
    ("ahead-impossible", night(missing=0), {"claim": "rank", "order": ("to3", "to1")}),
    # Level with nothing outstanding: neither can end ahead of the other.
    ("ahead-impossible", night(missing=0), {"claim": "rank", "order": ("to1", "to2")}),
    (
        "nothing-counted",
        empty(),
        {"claim": "rank", "order": ("to1", "to2")},
    ),
    # Twelve votes bring Text 3 ahead of Text 2, one brings that ahead of Text 1: not thirteen.
    ("order-impossible", with_roll(13), {"claim": "rank", "order": ("to3", "to2", "to1")}),
    ("rank-so-far", night(), {"claim": "rank", "option": "to1", "rank": 1}),
    ("rank-certain", night(missing=0), {"claim": "rank", "option": "to3", "rank": 3}),
    ("rank-needs", night(), {"claim": "rank", "option": "to3", "rank": 1}),
    ("rank-impossible", night(missing=0), {"claim": "rank", "option": "to3", "rank": 2}),
    (
        "nothing-counted",
        empty(),
        {"claim": "rank", "option": "to3", "rank": 2},
    ),
    ("turnout", night(), {"claim": "turnout", "ballots": 150}),
    ("turnout", night(missing=0), {"claim": "turnout", "ballots": 32}),
    ("turnout-beyond", night(), {"claim": "turnout", "ballots": 232}),
    ("turnout-below", night(), {"claim": "turnout", "ballots": 32}),
    ("turnout-impossible", night(), {"claim": "turnout", "ballots": 233}),
    ("turnout-impossible", night(), {"claim": "turnout", "ballots": 31}),
    ("turnout-share", night(), {"claim": "turnout", "share": Fraction(13, 20)}),
    ("turnout-share-impossible", night(), {"claim": "turnout", "share": Fraction(1, 10)}),
    ("turnout-beyond", night(), {"claim": "turnout", "share": Fraction(9, 10)}),
    ("coverage", night(), {"claim": "coverage", "ballots": 32}),
    ("ahead-of-board", night(), {"claim": "coverage", "ballots": 33}),
    ("too-many", night(), {"claim": "coverage", "ballots": 233}),
    ("covered-members", night(), {"claim": "coverage", "share": Fraction(1, 5)}),
    ("ahead-of-members", night(), {"claim": "coverage", "share": Fraction(9, 10)}),
    (
        "covered-units",
        night(),
        {"claim": "coverage", "share": Fraction(33, 100), "share_of": "units"},
    ),
    (
        "ahead-of-units",
        night(),
        {"claim": "coverage", "share": Fraction(9, 10), "share_of": "units"},
    ),
    ("not-yet", replace(night(), options=Map()), SHARE),
    ("not-yet", night(), {"shares": {"to9": HALF}}),
    ("not-yet", night(), {"claim": "rank", "option": "to1", "rank": 4}),
    ("not-yet", night(), {**SHARE, "place": "99"}),
]


@pytest.mark.parametrize(("code", "state", "said"), CASES)
def test_each_claim_has_its_line(code: str, state: State, said: Mapping[str, Any]) -> None:
    found = verdict(state, **said)
    assert found.code == f"night.claim.{code}"
    for language in LANGUAGES:
        fields = {name: str(value) for name, value in found.fields.items()}
        assert "{" not in sentence(found.code, fields, language)


def test_every_line_is_tried() -> None:
    from suffrage.words import codes  # noqa: PLC0415  (only this test needs it)

    lines = {code for code in codes("en") if code.startswith("night.claim.")}
    assert lines == {f"night.claim.{code}" for code, _, _ in CASES}


def test_the_needed_share_is_that_of_all_outstanding_ballots() -> None:
    found = verdict(shares={"to1": HALF})
    assert found.fields["needed"] == (Fraction(99, 200) * 231 - 14) / 200
    assert (found.fields["extreme"], found.fields["federation"]) == (Fraction(4, 7), "13")
    assert not found.beyond
    assert verdict(shares={"to1": Fraction(4, 5)}).beyond


def test_the_first_verdict_is_the_hardest() -> None:
    said = {"shares": {"to1": Fraction(9, 20), "to3": Fraction(9, 10)}}
    verdicts = claim_verdicts(msgspec.structs.replace(CLAIM, **said), night())
    assert [one.finding for one in verdicts] == ["impossible", "compatible"]


def test_a_claim_is_set_against_the_board_of_its_moment() -> None:
    with refused("night.other-board", size=2, claimed=3):
        verdict(tree_size=3)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("12/25", "95/200", "97/200"),
        ("101/200", "1009/2000", "1011/2000"),
        ("1/3", "1/3", "1/3"),
        ("0/1", "0", "1/200"),
        ("1/1", "199/200", "1"),
        ("10001/20000", "100009/200000", "100011/200000"),
    ],
)
def test_a_said_share_is_what_rounds_to_it(said: str, least: str, most: str) -> None:
    found = said_range(Fraction(said))
    assert (found.least, found.most) == (Fraction(least), Fraction(most))


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [(14_000, 13_500, 14_500), (13_857, 13_857, 13_857), (230, 225, 235), (7, 7, 7), (0, 0, 0)],
)
def test_a_said_number_of_ballots_is_what_rounds_to_it(said: int, least: int, most: int) -> None:
    assert said_number(said) == (least, most)
