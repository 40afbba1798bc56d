"""The reference's counting methods, case by case; and where exact counting says something else."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.support.ranked import names, reference_events, rounds_of, settled

from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import MajorityJudgment, Schulze, SingleTransferableVote
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots
from suffrage.rules.ranked.traces import JudgmentTrace, SchulzeTrace

pytestmark = pytest.mark.known_answer

SCHULZE = ["wikipedia45", "ties-blank", "noblank", "random-0", "random-1", "random-2"]
JUDGMENT = ["basic", "blank-invalid", "random-0", "random-1", "random-2"]
# Whether the reference met a tie, which it ended by the order of the question.
STV_TIED = {
    "full-0": True,
    "full-1": False,
    "full-2": False,
    "full-3": False,
    "partial-0": False,
    "partial-1": True,
    "partial-2": False,
    "partial-3": True,
    "invalid": False,
}


class Case:
    """One case of the vectors: arguments by name, ballots, and what the reference printed."""

    def __init__(self, value: Any) -> None:
        arguments = value["args"][1:]
        values = map(msgspec.json.decode, arguments[1::2])
        self.given = dict(zip(arguments[::2], values, strict=True))
        self.ballots: list[Vector] = [tuple(vector) for vector in value["ballots"]]
        self.options = names(len(self.ballots[0]))
        self.output = value["output"]


@pytest.fixture(scope="session")
def cases(shared: Path) -> dict[str, Case]:
    path = shared / "vectors" / "belenios" / "counting-methods.json"
    return {value["name"]: Case(value) for value in msgspec.json.decode(path.read_bytes())}


def tiers(outcome: RankedOutcome) -> list[list[int]]:
    return [[int(option) for option in tier] for tier in outcome.tiers]


def test_every_case_is_compared(cases: dict[str, Case]) -> None:
    named = [f"schulze-{n}" for n in SCHULZE] + [f"mj-{n}" for n in JUDGMENT]
    assert len(cases) == 20
    assert {*named, *(f"stv-{name}" for name in STV_TIED)} == set(cases)


@pytest.mark.parametrize("name", SCHULZE)
def test_schulze(cases: dict[str, Case], name: str) -> None:
    case = cases[f"schulze-{name}"]
    blank = case.given["--blank-allowed"]
    outcome = count_ballots(Schulze(blank=blank), case.options, case.ballots)
    trace = outcome.trace
    assert isinstance(trace, SchulzeTrace)
    assert tiers(outcome) == case.output["winners"]
    assert list(map(list, trace.preferred)) == case.output["raw"]
    chains = [[[one.winning, one.losing] for one in row] for row in trace.chains]
    assert chains == case.output["beatpaths"]
    assert outcome.ballots.valid == case.output["valid"]
    assert outcome.ballots.blank == case.output.get("blank", 0)


@pytest.mark.parametrize("name", JUDGMENT)
def test_majority_judgment(cases: dict[str, Case], name: str) -> None:
    case = cases[f"mj-{name}"]
    method = MajorityJudgment(case.given["--ngrades"], blank=case.given["--blank-allowed"])
    outcome = count_ballots(method, case.options, case.ballots)
    assert isinstance(outcome.trace, JudgmentTrace)
    assert tiers(outcome) == [sorted(tier) for tier in case.output["winners"]]
    assert [list(one.counts) for one in outcome.trace.grades] == case.output["raw"]
    assert outcome.ballots.valid == case.output["valid"]
    assert outcome.ballots.blank == case.output.get("blank", 0)
    void = [list(vector) for vector, n in outcome.ballots.refused.items() for _ in range(n)]
    assert void == sorted(case.output["invalid"])


@pytest.mark.parametrize("name", STV_TIED)
def test_stv_with_the_order_of_the_question_as_resolution(
    cases: dict[str, Case], name: str
) -> None:
    case = cases[f"stv-{name}"]
    method = SingleTransferableVote(case.given["--nseats"])
    outcome = settled(method, case.options, case.ballots)
    assert reference_events(outcome) == case.output["events"]
    assert [int(option) for option in outcome.elected] == case.output["winners"]
    void = [list(vector) for vector, n in outcome.ballots.refused.items() for _ in range(n)]
    assert void == case.output["invalid"]
    assert outcome.ballots.valid + outcome.ballots.blank == len(case.output["ballots"])


@pytest.mark.parametrize("name", STV_TIED)
def test_stv_stops_where_the_reference_took_the_order_of_the_question(
    cases: dict[str, Case], name: str
) -> None:
    case = cases[f"stv-{name}"]
    outcome = count_ballots(
        SingleTransferableVote(case.given["--nseats"]), case.options, case.ballots
    )
    tied = [event for event in case.output["events"] if event[0].startswith("Tie")]
    assert (outcome.tie is not None) == bool(tied) == STV_TIED[name]
    if outcome.tie is not None:
        assert {str(place) for place in tied[0][1]} <= set(outcome.tie.options)


# Two elections where a sum of floating-point numbers and the sum of the fractions differ. What
# the reference says of them was taken from its tool; the interop tests ask it again.
ROUNDED_APART: list[Vector] = [
    *[(1, 0, 0, 0)] * 3,
    *[(0, 0, 0, 1)] * 3,
    *[(2, 0, 1, 0)] * 2,
    (0, 2, 1, 3),
    (0, 0, 1, 2),
    (0, 0, 1, 0),
]
ROUNDED_BELOW: list[Vector] = [
    *[(0, 1, 0, 0, 0)] * 3,
    *[(0, 2, 1, 0, 0)] * 2,
    *[(0, 0, 1, 0, 0)] * 2,
    (0, 0, 1, 3, 2),
    (0, 3, 1, 0, 2),
    *[(0, 2, 0, 0, 1)] * 2,
    *[(0, 0, 0, 0, 1)] * 2,
    (1, 0, 0, 0, 0),
    (0, 0, 0, 1, 0),
]


def test_a_tie_that_rounding_hides() -> None:
    """Options 0 and 3 both have 17/5; the float sums 3.4 and 3.4000000000000004 differ."""
    outcome = count_ballots(SingleTransferableVote(2), names(4), ROUNDED_APART)
    last = rounds_of(outcome).rounds[-1]
    assert [str(one.votes) for one in last.totals] == ["17/5", "17/5"]
    assert outcome.tie is not None
    assert outcome.tie.options == ("0", "3")
    # By the order of the question 3 would leave; the reference sees no tie, and 0 leaves.
    assert settled(SingleTransferableVote(2), names(4), ROUNDED_APART).elected == ("2", "0")


def test_a_quota_that_rounding_misses() -> None:
    """Option 1 has exactly the quota of 4; its float sum is less, so that 0 leaves instead."""
    outcome = count_ballots(SingleTransferableVote(4), names(5), ROUNDED_BELOW)
    third = rounds_of(outcome).rounds[2]
    assert (third.step, third.options, third.needed) == ("elected", ("1",), 4)
    assert {one.option: one.votes for one in third.totals}["1"] == 4
