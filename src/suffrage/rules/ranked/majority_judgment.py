"""Majority judgment: the option with the best median grade, then the best median of the rest.

Source: Balinski and Laraki, *Majority Judgment*, 2011. Options are compared by their medians as
grades are removed: the median first, then the median of what is left, and so on to the last
grade. Only options with the same grades are level. Departure: of an even number of grades the
book takes the worse of the two in the middle; Belenios, and so this count, takes the better.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from suffrage.rules.ranked.ballots import Vector, Verdict, sort_ballots
from suffrage.rules.ranked.methods import MajorityJudgment
from suffrage.rules.ranked.outcome import RankedOutcome, from_tiers
from suffrage.rules.ranked.ties import Resolutions
from suffrage.rules.ranked.traces import Grades, JudgmentTrace, Split
from suffrage.rules.tie import Resolved

__all__ = ["count_majority_judgment"]


def count_majority_judgment(
    method: MajorityJudgment,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """All options in tiers of equal grades; raises as ``sort_ballots`` and ``Resolutions`` do."""
    ballots = sort_ballots(options, vectors, lambda vector: _judge(method, vector))
    counts = {
        option: _counts(method.grades, place, ballots.counted)
        for place, option in enumerate(options)
    }
    medians = {option: _medians(numbers) for option, numbers in counts.items()}
    ordered = sorted(options, key=lambda option: medians[option])
    tiers = tuple(tuple(tier) for _, tier in groupby(ordered, lambda option: medians[option]))
    grades = tuple(Grades(option, counts[option], medians[option][0]) for option in options)
    trace = JudgmentTrace(grades, tuple(_splits(tiers, medians)))
    return from_tiers(method, options, ballots, tiers, Resolutions(resolved), trace)


def _judge(method: MajorityJudgment, vector: Vector) -> Verdict:
    if not any(vector):
        return "blank" if method.blank else "void"
    return "valid" if all(1 <= grade <= method.grades for grade in vector) else "void"


def _counts(grades: int, place: int, counted: Mapping[Vector, int]) -> tuple[int, ...]:
    counts = [0] * grades
    for vector, number in counted.items():
        counts[vector[place] - 1] += number
    return tuple(counts)


def _medians(counts: tuple[int, ...]) -> bytes:
    """The grades in the order in which they are medians, one byte each.

    Removing medians walks outwards from the middle, by turns to either side: towards the worse
    first where the number is even, towards the better first where it is odd.

    >>> list(_medians((1, 1, 2))), list(_medians((1, 1, 1)))
    ([2, 3, 1, 3], [2, 1, 3])
    """
    grades = b"".join(bytes([grade]) * number for grade, number in enumerate(counts, 1))
    middle, even = (len(grades) - 1) // 2, len(grades) % 2 == 0
    better, worse = grades[: middle + even][::-1], grades[middle + even :]
    walk = bytearray(len(grades))
    walk[0::2], walk[1::2] = (better, worse) if even else (worse, better)
    return bytes(walk)


def _splits(tiers: Sequence[tuple[str, ...]], medians: Mapping[str, bytes]) -> Iterator[Split]:
    for before, after in pairwise(tiers):
        pairs = zip(medians[before[0]], medians[after[0]], strict=True)
        removed, (one, other) = next(
            (place, pair) for place, pair in enumerate(pairs) if pair[0] != pair[1]
        )
        yield Split(before, after, removed, (one, other))
