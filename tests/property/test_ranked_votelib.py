"""The same ballots through votelib, written by others.

It elects all who reach the quota at once where we elect one a round, knows no ties in transfers,
sets exhausted votes among the options, and compares chains by winning votes alone: so it is asked
where that is the same.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.ranked import names, rounds_of, some_ballots
from votelib.convert import RankedToCondorcetVotes
from votelib.evaluate.condorcet import Schulze as VotelibSchulze
from votelib.evaluate.core import Tie
from votelib.evaluate.sequential import TransferableVoteSelector

from suffrage.rules.ranked.ballots import Vector, ranking
from suffrage.rules.ranked.methods import InstantRunoff, Schulze, SingleTransferableVote
from suffrage.rules.ranked.table import count_ballots

pytestmark = pytest.mark.known_answer

SELECTOR = TransferableVoteSelector(quota_function="droop", transferer="Gregory")


def as_votelib(vectors: list[Vector]) -> dict[tuple[str, ...], int]:
    votes: dict[tuple[str, ...], int] = {}
    for vector in vectors:
        ranked = ranking(names(len(vector)), vector)
        votes[ranked] = votes.get(ranked, 0) + 1
    return votes


@given(seed=st.integers(0, 10**9), seats=st.integers(1, 3))
def test_votelib_elects_the_same_by_transfers(seed: int, seats: int) -> None:
    vectors = some_ballots(seed, most=6, ballots=40, fewest=6)
    outcome = count_ballots(SingleTransferableVote(seats), names(len(vectors[0])), vectors)
    rounds = rounds_of(outcome).rounds
    reached = [sum(line.votes >= one.needed for line in one.totals) for one in rounds]
    assume(outcome.tie is None and max(reached) <= 1)
    assert set(SELECTOR.evaluate(as_votelib(vectors), seats)) == set(outcome.elected)


@given(seed=st.integers(0, 10**9))
def test_votelib_elects_the_same_in_an_instant_run_off(seed: int) -> None:
    vectors = some_ballots(seed, most=6, ballots=40, fewest=6)
    outcome = count_ballots(InstantRunoff(), names(len(vectors[0])), vectors)
    assume(outcome.tie is None)
    assert tuple(SELECTOR.evaluate(as_votelib(vectors), 1)) == outcome.elected


@given(seed=st.integers(0, 10**9))
def test_votelib_finds_the_same_winner_by_chains(seed: int) -> None:
    vectors = some_ballots(seed, most=6, ballots=40)
    options = names(len(vectors[0]))
    pairs = RankedToCondorcetVotes().convert(as_votelib(vectors))
    paths = VotelibSchulze.widest_paths(pairs)
    stronger = {
        one
        for one in options
        if all(paths.get((one, o), 0) > paths.get((o, one), 0) for o in options if o != one)
    }
    assume(stronger)
    (winner,) = VotelibSchulze().evaluate(pairs)
    assert not isinstance(winner, Tie)
    assert count_ballots(Schulze(), options, vectors).elected == (winner,)
