"""Schulze: whoever has the stronger chain of preferences comes first.

Source: Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", *Social Choice and Welfare* 36, 2011. A link is as strong as the
ballots that prefer its way (winning votes); of equally strong links the one with fewer ballots
against it is the stronger (losing votes), as the CIVS voting service and Belenios have it. A
chain is as strong as its weakest link. Unranked options are last together.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations, permutations

from suffrage.rules.ranked.ballots import Vector, Verdict, sort_ballots
from suffrage.rules.ranked.methods import Schulze
from suffrage.rules.ranked.outcome import RankedOutcome, from_tiers
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranked.traces import SchulzeTrace, Strength
from suffrage.rules.tie import Resolved

__all__ = ["count_schulze"]

_Matrix = list[list[int]]


def count_schulze(
    method: Schulze,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """All options in tiers; each tier is unbeaten among those not placed before it.

    Raises as ``sort_ballots`` and ``Resolutions`` do.
    """
    ballots = sort_ballots(options, vectors, lambda vector: _judge(method, vector))
    preferred = _preferred(len(options), ballots.counted)
    # A strength as one whole number: first the winning votes, then the fewest losing ones.
    base = ballots.valid + 1
    chains = _strongest(_links(preferred, base))
    tiers = tuple(tuple(options[i] for i in tier) for tier in _tiers(chains))
    trace = SchulzeTrace(
        tuple(map(tuple, preferred)),
        tuple(tuple(_strength(number, base) for number in row) for row in chains),
    )
    return from_tiers(method, options, ballots, tiers, Resolutions(resolved), trace)


def _judge(method: Schulze, vector: Vector) -> Verdict:
    return "blank" if method.blank and not any(vector) else "valid"


def _preferred(number: int, counted: Mapping[Vector, int]) -> _Matrix:
    matrix = [[0] * number for _ in range(number)]
    for vector, ballots in counted.items():
        last = max(vector) + 1
        ranks = [rank or last for rank in vector]
        for (i, x), (j, y) in combinations(enumerate(ranks), 2):
            if x < y:
                matrix[i][j] += ballots
            elif y < x:
                matrix[j][i] += ballots
    return matrix


def _links(preferred: _Matrix, base: int) -> _Matrix:
    """The strength of each direct link; a pair that is level has none either way."""
    none, places = base - 1, range(len(preferred))
    links = [[none] * len(preferred) for _ in places]
    for row, to in permutations(places, 2):
        won, lost = preferred[row][to], preferred[to][row]
        if won > lost:
            links[row][to] = base * won + none - lost
    return links


def _strongest(links: _Matrix) -> _Matrix:
    """The strongest chain between any two options: Floyd 1962 and Warshall 1962, widest path."""
    chains = [list(row) for row in links]
    places = range(len(links))
    for via in places:
        onward = chains[via]
        for row in chains:
            reach = row[via]
            for to in places:
                row[to] = max(row[to], min(reach, onward[to]))
    return chains


def _strength(number: int, base: int) -> Strength:
    winning, rest = divmod(number, base)
    return Strength(winning, base - 1 - rest)


def _tiers(chains: _Matrix) -> list[list[int]]:
    left = list(range(len(chains)))
    tiers = []
    while left:
        tiers.append([i for i in left if all(chains[i][j] >= chains[j][i] for j in left)])
        left = [i for i in left if i not in tiers[-1]]
    return tiers
