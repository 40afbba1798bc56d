"""Debian's ``belenios-tool method`` and our counts on the same ballots.

Its sums are floating-point numbers and ours are fractions, so that a single transferable vote
can go another way: only where, after a surplus, two options are level or one has exactly the
quota.
"""

import json
import shutil
import subprocess
from random import Random
from typing import Any

import pytest
from tests.support.counts import count
from tests.support.ranked import names, reference_events, rounds_of, settled, some_ballots
from tests.vectors.test_counting_methods import ROUNDED_APART, ROUNDED_BELOW

from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import MajorityJudgment, Schulze, SingleTransferableVote
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots
from suffrage.rules.ranked.traces import JudgmentTrace, SchulzeTrace

TOOL = shutil.which("belenios-tool")
SEEDS = range(count(60, 2_000))
pytestmark = [
    pytest.mark.known_answer,
    pytest.mark.skipif(
        TOOL is None, reason="belenios-tool is absent: apt-get install belenios-tool"
    ),
]


def tool(method: str, vectors: list[Vector], **options: int | bool) -> Any:
    given = [f"--{name.replace('_', '-')}={json.dumps(value)}" for name, value in options.items()]
    asked = subprocess.run(
        [str(TOOL), "method", method, *given],
        input=json.dumps(vectors).encode(),
        capture_output=True,
        check=True,
    )
    return json.loads(asked.stdout)


def any_numbers(seed: int, most: int) -> list[Vector]:
    draw = Random(seed)
    width = draw.randint(2, 5)
    number = draw.randint(1, 15)
    return [tuple(draw.randint(0, most) for _ in range(width)) for _ in range(number)]


@pytest.mark.parametrize("blank", [True, False])
def test_schulze(blank: bool) -> None:  # noqa: FBT001  (a column of the table)
    for seed in SEEDS:
        vectors = [*any_numbers(seed, 4), (1,) * len(any_numbers(seed, 4)[0])]
        theirs = tool("schulze", vectors, nchoices=len(vectors[0]), blank_allowed=blank)
        ours = count_ballots(Schulze(blank=blank), names(len(vectors[0])), vectors)
        assert isinstance(ours.trace, SchulzeTrace)
        assert [[int(option) for option in tier] for tier in ours.tiers] == theirs["winners"]
        assert list(map(list, ours.trace.preferred)) == theirs["raw"]
        chains = [[[one.winning, one.losing] for one in row] for row in ours.trace.chains]
        assert chains == theirs["beatpaths"]


@pytest.mark.parametrize("blank", [True, False])
def test_majority_judgment(blank: bool) -> None:  # noqa: FBT001  (a column of the table)
    for seed in SEEDS:
        vectors = [*any_numbers(seed, 4), (1,) * len(any_numbers(seed, 4)[0])]
        width = len(vectors[0])
        theirs = tool("majority-judgment", vectors, nchoices=width, ngrades=3, blank_allowed=blank)
        ours = count_ballots(MajorityJudgment(3, blank=blank), names(width), vectors)
        assert isinstance(ours.trace, JudgmentTrace)
        winners = [sorted(tier) for tier in theirs["winners"]]
        assert [[int(option) for option in tier] for tier in ours.tiers] == winners
        assert [list(one.counts) for one in ours.trace.grades] == theirs["raw"]
        assert (ours.ballots.valid, ours.ballots.void) == (theirs["valid"], len(theirs["invalid"]))


def test_single_transferable_vote() -> None:
    compared = 0
    for seed in SEEDS:
        vectors = some_ballots(seed)
        seats = 1 + seed % 4
        ours = settled(SingleTransferableVote(seats), names(len(vectors[0])), vectors)
        # Where seats stay empty, the tool of Debian ends without a result.
        if rounds_of(ours).unranked and len(ours.elected) < seats:
            continue
        theirs = tool("stv", vectors, nseats=seats)
        if reference_events(ours) != theirs["events"]:
            assert needs_fractions(ours)
            continue
        compared += 1
        assert [int(option) for option in ours.elected] == theirs["winners"]
    assert compared > len(SEEDS) // 2


def needs_fractions(outcome: RankedOutcome) -> bool:
    """Whether after a surplus equal votes had to be told apart, or the quota was met exactly."""
    surplus = False
    for one in rounds_of(outcome).rounds:
        met = max(line.votes for line in one.totals) == one.needed
        if surplus and (met or one.tie is not None):
            return True
        surplus = surplus or one.step == "elected"
    return False


def test_what_rounding_hides() -> None:
    theirs = tool("stv", ROUNDED_APART, nseats=2)
    assert theirs["events"] == [["Win", [2]], ["Lose", 1], ["Lose", 0], ["Win", [3]]]
    ours = settled(SingleTransferableVote(2), names(4), ROUNDED_APART)
    expected = [["Win", [2]], ["Lose", 1], ["TieLose", [3, 0]], ["Lose", 3], ["Win", [0]]]
    assert reference_events(ours) == expected


def test_what_rounding_misses() -> None:
    theirs = tool("stv", ROUNDED_BELOW, nseats=4)
    assert theirs["events"] == [["Win", [2]], ["Win", [4]], ["Lose", 0], ["Win", [1, 3]]]
    ours = settled(SingleTransferableVote(4), names(5), ROUNDED_BELOW)
    expected = [["Win", [2]], ["Win", [4]], ["Win", [1]], ["Lose", 0], ["Win", [3]]]
    assert reference_events(ours) == expected
