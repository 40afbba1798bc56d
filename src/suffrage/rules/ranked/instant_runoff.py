"""Instant run-off: the last option leaves, until one has a majority of the ballots still in play.

Source: W. R. Ware, 1871; the alternative vote of the Australian Electoral Act 1918, section 274,
with rankings that need not be full. A ballot whose ranked options have all left is exhausted and
no longer counts in the majority. One option leaves a round; equal fewest votes are a tie.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from suffrage.rules.ranked.ballots import Vector, judge_ranking, sort_ballots
from suffrage.rules.ranked.choice import last_out
from suffrage.rules.ranked.methods import InstantRunoff
from suffrage.rules.ranked.outcome import RankedOutcome, from_rounds
from suffrage.rules.ranked.piles import Piles
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranked.traces import Round
from suffrage.rules.tie import Resolved

__all__ = ["count_instant_runoff"]


def count_instant_runoff(
    method: InstantRunoff,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """The option elected; raises as ``sort_ballots`` and ``Resolutions`` do."""
    ballots = sort_ballots(options, vectors, judge_ranking)
    resolutions = Resolutions(resolved)
    rounds = tuple(_rounds(Piles(options, ballots.counted), resolutions))
    return from_rounds(method, options, ballots, rounds, resolutions)


def _rounds(piles: Piles, resolutions: Resolutions) -> Iterator[Round]:
    """Round after round until one option has the majority, or to a tie."""
    while True:
        votes = piles.votes
        needed = sum(votes.values()) // 2 + 1
        at_hand = partial(Round, piles.totals(), needed, piles.exhausted)
        elected = tuple(option for option, number in votes.items() if number >= needed)
        if elected:
            yield at_hand("elected", elected)
            return
        options, tie = last_out(votes, 1, (), resolutions)
        if len(options) > 1:
            yield at_hand("tied", options, tie)
            return
        yield at_hand("eliminated", options, tie, piles.remove(options[0], Fraction(1)))
