"""Each kind of claim against a small board: 31 votes counted, 200 members missing."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.night import definition_of, night_state, sheet_of
from tests.support.refusals import refused

from suffrage.board.kinds.words import Claim
from suffrage.conduct.state import State
from suffrage.night.claim_verdict import claim_verdicts
from suffrage.night.said_share import said_range
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


def verdict(state: State | None = None, **said: Any) -> Verdict:
    return claim_verdicts(msgspec.structs.replace(CLAIM, **said), state or night())[0]


MAJORITY = {"name": "majority"}
CASES: list[tuple[str, State, Mapping[str, Any]]] = [
    ("no-figure", night(), {}),
    ("as-counted", night(), {"shares": {"to1": "9/20"}}),
    ("needs-more", night(), {"shares": {"to1": "1/2"}}),
    ("more-than-any", night(), {"shares": {"to1": "4/5"}}),
    ("needs-less", night(), {"shares": {"to2": "7/20"}}),
    ("less-than-any", night(), {"shares": {"to2": "1/5"}}),
    ("impossible", night(), {"shares": {"to1": "1/20"}}),
    ("impossible", night(), {"shares": {"to3": "9/10"}}),
    ("shares-sum", night(), {"shares": {"to1": "3/5", "to2": "3/5"}}),
    ("shares-sum", night(), {"shares": {"to1": "3/10", "to2": "3/10", "to3": "3/10"}}),
    # Of 20 more ballots, Text 1 needs 10.7 and Text 3 needs 11: either can have them, not both.
    ("together", night(missing=1), {"shares": {"to1": "49/100", "to3": "7/25"}}),
    ("nothing-counted", night_state(night().rules, {}), {"tree_size": 0, "shares": {"to1": "1/2"}}),
    ("as-counted", night(), {"claim": "counted", "shares": {"to1": "9/20"}, "ballots": 32}),
    ("other-sheets", night(), {"claim": "counted", "shares": {"to1": "1/2"}, "ballots": 33}),
    (
        "no-such-count",
        night(missing=1),
        {"claim": "counted", "shares": {"to3": "9/10"}, "ballots": 50},
    ),
    ("shares-sum", night(), {"claim": "counted", "shares": {"to1": "3/5", "to2": "3/5"}}),
    ("coverage", night(), {"claim": "counted", "ballots": 30}),
    ("too-many", night(), {"claim": "counted", "shares": {"to1": "1/2"}, "ballots": 233}),
    ("fewer-ballots", night(), {"claim": "counted", "shares": {"to1": "9/20"}, "ballots": 20}),
    ("left-out", night(), {"claim": "counted", "shares": {"to1": "3/5"}, "ballots": 20}),
    (
        "no-such-count",
        night(missing=0),
        {"claim": "counted", "shares": {"to1": "9/10"}, "ballots": 31},
    ),
    ("majority-needs", night(), {"claim": "majority"}),
    ("majority-beyond", night(missing=1), {"claim": "majority", "camp": "to1"}),
    ("majority-impossible", night(missing=0), {"claim": "majority"}),
    ("majority-so-far", night({**MAJORITY, "quota": "2/5"}), {"claim": "majority"}),
    ("majority-certain", night({**MAJORITY, "quota": "2/5"}, 0), {"claim": "majority"}),
    ("majority-impossible", night(MAJORITY, 1), {"claim": "majority", "shares": {"to3": "1/2"}}),
    ("ahead-needs", night(), {"claim": "rank"}),
    ("ahead-needs", night(), {"claim": "rank", "shares": {"to3": "1/2", "to2": "1/5"}}),
    ("ahead-so-far", night(), {"claim": "rank", "shares": {"to2": "1/2", "to3": "1/5"}}),
    ("ahead-certain", night(missing=0), {"claim": "rank", "shares": {"to2": "1/2", "to3": "1/5"}}),
    ("ahead-impossible", night(missing=0), {"claim": "rank", "shares": {"to3": "1/2"}}),
    # Level with nothing outstanding: neither can end ahead of the other.
    ("ahead-impossible", night(missing=0), {"claim": "rank"}),
    ("fewer-ballots", night(), {"claim": "counted", "shares": {"to1": "9/20"}, "ballots": 31}),
    ("turnout", night(), {"claim": "turnout", "ballots": 232}),
    ("turnout-impossible", night(), {"claim": "turnout", "ballots": 233}),
    ("turnout-impossible", night(), {"claim": "turnout", "ballots": 31}),
    ("no-figure", night(), {"claim": "turnout"}),
    ("coverage", night(), {"claim": "coverage", "ballots": 32}),
    ("ahead-of-board", night(), {"claim": "coverage", "ballots": 33}),
    ("too-many", night(), {"claim": "coverage", "ballots": 233}),
]  # fmt: skip


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
    found = verdict(shares={"to1": "1/2"})
    assert found.fields["needed"] == (Fraction(99, 200) * 231 - 14) / 200
    assert (found.fields["extreme"], found.fields["federation"]) == (Fraction(4, 7), "13")
    assert not found.beyond
    assert verdict(shares={"to1": "4/5"}).beyond


def test_the_first_verdict_is_the_hardest() -> None:
    said = {"shares": {"to1": "9/20", "to3": "9/10"}}
    verdicts = claim_verdicts(msgspec.structs.replace(CLAIM, **said), night())
    assert [one.finding for one in verdicts] == ["impossible", "compatible"]


def test_a_claim_is_set_against_the_board_of_its_moment() -> None:
    with refused("night.other-board", size=2, claimed=3):
        verdict(tree_size=3)


def test_a_claim_names_options_that_stand() -> None:
    with refused("night.claim-option", option="to9"):
        verdict(shares={"to9": "1/2"})


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


SHEETS = st.fixed_dictionaries(
    {unit: st.tuples(*[st.integers(0, roll // 3)] * 3) for unit, roll in ROLLS.items()}
)


def ended(rows: Mapping[str, Any], units: set[str]) -> State:
    sheets = {
        unit: sheet_of(unit, ROLLS[unit], dict(zip(("to1", "to2", "to3"), row, strict=True)))
        for unit, row in rows.items()
        if unit in units
    }
    return night_state(definition_of({"name": "majority"}, ROLLS), sheets)


@given(SHEETS, st.sets(st.sampled_from(sorted(ROLLS))), st.integers(0, 3))
def test_what_comes_true_was_never_called_impossible(
    rows: Mapping[str, Any], came: set[str], decimals: int
) -> None:
    state = ended(rows, came)
    votes = dict.fromkeys(("to1", "to2", "to3"), 0)
    for row in rows.values():
        for option, number in zip(votes, row, strict=True):
            votes[option] += number
    valid = sum(votes.values())
    if not valid:
        return
    unit = 100 * 10**decimals
    shares = {o: Fraction((2 * n * unit + valid) // (2 * valid), unit) for o, n in votes.items()}
    texts = {o: f"{share.numerator}/{share.denominator}" for o, share in shares.items()}
    exact = {o: f"{n}/{valid}" for o, n in votes.items()}
    said: list[dict[str, Any]] = [
        {"claim": "estimate", "shares": texts},
        {"claim": "estimate", "shares": exact},
        {"claim": "counted", "shares": texts, "ballots": valid},
        {"claim": "rank", "shares": exact},
        {"claim": "turnout", "ballots": valid},
        {"claim": "coverage", "ballots": valid},
    ]
    said += [{"claim": "majority", "camp": o} for o, n in votes.items() if 2 * n > valid]
    for one in said:
        assert verdict(state, tree_size=len(came), **one).finding != "impossible"


@given(SHEETS, st.sets(st.sampled_from(sorted(ROLLS))), st.sets(st.sampled_from(sorted(ROLLS))))
def test_a_true_count_of_whichever_sheets_was_never_called_impossible(
    rows: Mapping[str, Any], came: set[str], seen: set[str]
) -> None:
    votes = [sum(rows[unit][i] for unit in seen) for i in range(3)]
    valid = sum(votes)
    if not valid:
        return
    shares = {o: f"{n}/{valid}" for o, n in zip(("to1", "to2", "to3"), votes, strict=True)}
    said = {"claim": "counted", "shares": shares, "ballots": valid, "tree_size": len(came)}
    found = verdict(ended(rows, came), **said)
    assert found.finding != "impossible"
