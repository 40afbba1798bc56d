"""Approval: each ballot approves of as many options as it likes; the most approved is elected.

Source: Brams and Fishburn, "Approval voting", *American Political Science Review* 72, 1978.
"""

from collections.abc import Sequence
from itertools import groupby

from suffrage.rules.outcome import RankingTrace
from suffrage.rules.ranked.ballots import Vector, Verdict, sort_ballots
from suffrage.rules.ranked.methods import Approval
from suffrage.rules.ranked.outcome import RankedOutcome, from_tiers
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranking import rank
from suffrage.rules.tie import Resolved

__all__ = ["count_approval"]


def count_approval(
    method: Approval,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """All options by the ballots that approve of them, out of the valid ones.

    Raises as ``sort_ballots`` and ``Resolutions`` do.
    """
    ballots = sort_ballots(options, vectors, _judge)
    votes = {
        option: sum(number for vector, number in ballots.counted.items() if vector[place])
        for place, option in enumerate(options)
    }
    trace = RankingTrace(rank(votes), ballots.valid)
    tiers = tuple(
        tuple(line.option for line in tier)
        for _, tier in groupby(trace.ranking, lambda line: line.rank)
    )
    return from_tiers(method, options, ballots, tiers, Resolutions(resolved), trace)


def _judge(vector: Vector) -> Verdict:
    if not any(vector):
        return "blank"
    return "valid" if max(vector) == 1 else "void"
