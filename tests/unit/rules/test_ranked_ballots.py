"""Ranked and graded ballots told apart: valid, blank, void, or no ballots of this question."""

import doctest
from typing import Any

import pytest

import suffrage.rules.ranked.ballots
import suffrage.rules.ranked.majority_judgment
import suffrage.rules.ranked.methods
import suffrage.rules.ranked.table
from suffrage.errors import Malformed, Refused, SuffrageError
from suffrage.rules.ranked.ballots import Vector, judge_ranking
from suffrage.rules.ranked.methods import (
    Approval,
    InstantRunoff,
    MajorityJudgment,
    Method,
    Schulze,
    SingleTransferableVote,
    hinted,
)
from suffrage.rules.ranked.table import count_ballots

STV, IRV = SingleTransferableVote(1), InstantRunoff()
METHODS: list[Method] = [Schulze(), MajorityJudgment(3), STV, IRV, Approval()]
GOOD: Vector = (1, 0, 0)
ABC = ("a", "b", "c")


@pytest.mark.parametrize(
    "module",
    [
        suffrage.rules.ranked.ballots,
        suffrage.rules.ranked.majority_judgment,
        suffrage.rules.ranked.methods,
        suffrage.rules.ranked.table,
    ],
    ids=lambda module: str(module.__name__),
)
def test_the_examples_in_docstrings_hold(module: Any) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize(
    ("vector", "verdict"),
    [
        ((1, 2, 3), "valid"),
        ((3, 1, 2), "valid"),
        ((0, 1, 0), "valid"),
        ((2, 0, 1), "valid"),
        ((0, 0, 0), "blank"),
        ((1, 1, 2), "void"),
        ((1, 3, 0), "void"),
        ((0, 2, 0), "void"),
        ((1, 2, 255), "void"),
    ],
)
def test_a_ranking_has_neither_gap_nor_repeat(vector: Vector, verdict: str) -> None:
    assert judge_ranking(vector) == verdict


@pytest.mark.parametrize(
    ("method", "vector", "verdict"),
    [
        (STV, (1, 1, 2), "void"),
        (STV, (0, 0, 0), "blank"),
        (IRV, (0, 0, 0), "blank"),
        (IRV, (0, 2, 3), "void"),
        (Schulze(), (7, 7, 255), "valid"),
        (Schulze(), (0, 0, 0), "blank"),
        (Schulze(blank=False), (0, 0, 0), "valid"),
        (MajorityJudgment(3), (3, 3, 1), "valid"),
        (MajorityJudgment(3), (3, 4, 1), "void"),
        (MajorityJudgment(3), (0, 1, 1), "void"),
        (MajorityJudgment(3), (0, 0, 0), "blank"),
        (MajorityJudgment(3, blank=False), (0, 0, 0), "void"),
        (Approval(), (1, 1, 1), "valid"),
        (Approval(), (0, 0, 0), "blank"),
        (Approval(), (2, 0, 1), "void"),
    ],
)
def test_what_becomes_of_a_ballot(method: Method, vector: Vector, verdict: str) -> None:
    good = (1, 1, 1) if isinstance(method, MajorityJudgment) else GOOD
    ballots = count_ballots(method, ABC, [good, vector, good, vector]).ballots
    numbers = {"valid": 2, "blank": 0, "void": 0}
    numbers[verdict] += 2
    assert (ballots.valid, ballots.blank, ballots.void) == tuple(numbers.values())
    assert dict(ballots.refused) == ({vector: 2} if verdict == "void" else {})


def test_the_number_of_different_ballots_says_how_rare_rankings_are() -> None:
    """The Italian attack: every voter was told another order, and each ballot names its voter."""
    told = [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1)]
    assert count_ballots(Schulze(), ABC, told).ballots.distinct == 4
    assert count_ballots(Schulze(), ABC, told[:1] * 4).ballots.distinct == 1


def test_equal_ballots_are_kept_once() -> None:
    ballots = count_ballots(IRV, ABC, [(1, 2, 0), (0, 1, 0), (1, 2, 0), (1, 2, 2)]).ballots
    assert ballots.distinct == 2
    assert dict(ballots.counted) == {(0, 1, 0): 1, (1, 2, 0): 2}
    assert "1, 2" not in repr(ballots)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: str(method.name))
@pytest.mark.parametrize(
    ("options", "vectors", "error", "code", "fields"),
    [
        ((), [], Malformed, "rule.no-option", {}),
        (("a", "b", "a"), [GOOD], Malformed, "ranked.option-twice", {"option": "a"}),
        (ABC, [GOOD, (1, 2)], Malformed, "ranked.width", {"index": 1, "numbers": 2, "options": 3}),
        (ABC, [GOOD, GOOD, (1, 2, 0, 0)], Malformed, "ranked.width", {"index": 2}),
        (ABC, [GOOD, (1, -2, 3)], Malformed, "ranked.below-zero", {"index": 1}),
        (ABC, [], Refused, "rule.no-votes", {}),
        (ABC, [(0, 0, 0)], Refused, "rule.no-votes", {}),
    ],
)
def test_what_is_refused(
    method: Method,
    options: tuple[str, ...],
    vectors: list[Vector],
    error: type[SuffrageError],
    code: str,
    fields: dict[str, Any],
) -> None:
    with pytest.raises(error) as no:
        count_ballots(method, options, vectors)
    assert no.value.code == code
    assert fields.items() <= no.value.fields.items()


@pytest.mark.parametrize(
    ("hint", "method"),
    [
        (hinted("Schulze", blank=False), Schulze(blank=False)),
        (hinted("MajorityJudgment", grades=7), MajorityJudgment(7, blank=True)),
        (hinted("STV", blank=False, seats=4), SingleTransferableVote(4)),
    ],
)
def test_a_hint_names_its_method(hint: Method, method: Method) -> None:
    assert hint == method


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        ("Borda", {}, "ranked.method"),
        ("schulze", {}, "ranked.method"),
        ("STV", {}, "ranked.seats"),
        ("STV", {"seats": -1}, "ranked.seats"),
        ("MajorityJudgment", {}, "ranked.grades"),
        ("MajorityJudgment", {"grades": 256}, "ranked.grades"),
    ],
)
def test_a_hint_that_cannot_be_counted_by(method: str, given: dict[str, int], code: str) -> None:
    with pytest.raises(Malformed) as no:
        hinted(method, **given)  # type: ignore[arg-type]
    assert no.value.code == code


def test_a_method_that_does_not_exist_is_a_fault_of_the_program() -> None:
    with pytest.raises(AssertionError):
        count_ballots("schulze", ABC, [GOOD])  # type: ignore[arg-type]
