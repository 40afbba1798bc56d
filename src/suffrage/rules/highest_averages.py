"""Highest averages: each seat in turn goes to the largest quotient votes / divisor.

Sources: D'Hondt 1878 (divisors 1, 2, 3, …) and Sainte-Laguë 1910 (1, 3, 5, …), as described
in Balinski and Young, *Fair Representation*, 1982. Unlike the textbook, equal quotients are
never put in order: they share a step, and at the last seats they are a tie.
"""

import heapq
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from suffrage.model.rule import DHondt, SainteLague
from suffrage.rules.last_seat import last_seat
from suffrage.rules.seats import Average, AveragesTrace, LastSeat, SeatAward, SeatStep, SeatTie
from suffrage.rules.threshold import admit

__all__ = ["award_highest_averages"]

Divisor = Callable[[int], int]
"""From the number of seats that an option already has to its next divisor."""

# The heap yields its smallest entry, so quotients stand in it with their sign turned.
_Heap = list[tuple[Fraction, int]]


def award_highest_averages(
    rule: DHondt | SainteLague,
    votes: Mapping[str, int],
    seats: int,
    measured: Mapping[str, int] | None = None,
) -> SeatAward:
    """Share ``seats`` by votes in declared order; raises as ``threshold.admit`` does."""
    admitted, threshold = admit(rule, votes, measured)
    divisor = _one_by_one if isinstance(rule, DHondt) else _odd
    won = dict.fromkeys(votes, 0)
    steps, tied = _share(admitted, seats, divisor, won)
    if tied:
        given = sum(won.values())
        ties: tuple[SeatTie, ...] = (SeatTie(tuple(t.option for t in tied), seats - given),)
        margin = LastSeat((), ())
    else:
        ties = ()
        margin = last_seat(admitted, {o: divisor(won[o]) for o in admitted}, steps[-1])
    trace = AveragesTrace(threshold, tuple(steps), tied, margin)
    return SeatAward(MappingProxyType(won), ties, trace)


def _one_by_one(seats: int) -> int:
    return seats + 1


def _odd(seats: int) -> int:
    return 2 * seats + 1


def _share(
    votes: Mapping[str, int], seats: int, divisor: Divisor, won: dict[str, int]
) -> tuple[list[SeatStep], tuple[Average, ...]]:
    """Add to ``won`` step by step until the seats are gone or tied options claim the rest."""
    names = tuple(votes)
    heap: _Heap = [(Fraction(-votes[name], divisor(0)), i) for i, name in enumerate(names)]
    heapq.heapify(heap)
    steps: list[SeatStep] = []
    seat = 1
    while seat <= seats:
        group = _pop_largest(heap)
        turned = group[0][0]
        if len(group) > seats - seat + 1:
            return steps, tuple(Average(names[i], -turned) for _, i in group)
        options = tuple(names[i] for _, i in group)
        steps.append(SeatStep(seat, options, -turned, _closest(heap, names)))
        for option, (_, i) in zip(options, group, strict=True):
            won[option] += 1
            heapq.heappush(heap, (Fraction(-votes[option], divisor(won[option])), i))
        seat += len(group)
    return steps, ()


def _pop_largest(heap: _Heap) -> _Heap:
    """Take all entries with the largest quotient, in declared order."""
    group = [heapq.heappop(heap)]
    while heap and heap[0][0] == group[0][0]:
        group.append(heapq.heappop(heap))
    return group


def _closest(heap: _Heap, names: tuple[str, ...]) -> tuple[Average, ...]:
    if not heap:
        return ()
    best = heap[0][0]
    level = sorted(i for turned, i in heap if turned == best)
    return tuple(Average(names[i], -best) for i in level)
