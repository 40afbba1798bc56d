"""Highest averages: each seat in turn goes to the largest quotient votes / divisor.

Sources: D'Hondt 1878 (divisors 1, 2, 3, …) and Sainte-Laguë 1910 (1, 3, 5, …), as described
in Balinski and Young, *Fair Representation*, 1982. Unlike the textbook, equal quotients are
never put in order: they share a step, and at the last seats they are a tie.
"""

import heapq
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from suffrage.model.rule import DHondt, SainteLague
from suffrage.rules.last_seat import last_seat
from suffrage.rules.seats import Average, AveragesTrace, LastSeat, SeatAward, SeatStep, SeatTie
from suffrage.rules.threshold import admit

__all__ = ["award_highest_averages"]

Divisor = Callable[[int], int]
"""From the number of seats that an option already has to its next divisor."""

_Heap = list[tuple[int, int]]
"""Pairs of a turned key (see ``_Quotients``) and the place of an option among its like."""


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


@dataclass(frozen=True, slots=True)
class _Quotients:
    """Votes over divisors, and whole numbers that stand in the same order.

    Two different quotients with divisors up to d are at least 1/d² apart, so that they still
    differ after multiplying by d² and rounding down, while equal ones stay equal. Comparing
    those whole numbers is exact, and many times faster than comparing fractions.
    """

    options: tuple[str, ...]
    votes: tuple[int, ...]
    divisor: Divisor
    scale: int

    def entry(self, place: int, won: int) -> tuple[int, int]:
        """The heap's pair; its key is turned, since the heap yields the smallest first."""
        return -(self.votes[place] * self.scale // self.divisor(won)), place

    def average(self, place: int, won: int) -> Average:
        return Average(self.options[place], Fraction(self.votes[place], self.divisor(won)))


def _share(
    votes: Mapping[str, int], seats: int, divisor: Divisor, won: dict[str, int]
) -> tuple[list[SeatStep], tuple[Average, ...]]:
    """Add to ``won`` step by step until the seats are gone or tied options claim the rest."""
    quotients = _Quotients(tuple(votes), tuple(votes.values()), divisor, divisor(seats) ** 2)
    heap: _Heap = [quotients.entry(place, 0) for place in range(len(votes))]
    heapq.heapify(heap)
    steps: list[SeatStep] = []
    seat = 1
    while seat <= seats:
        places = _pop_largest(heap)
        group = _averages(quotients, places, won)
        if len(group) > seats - seat + 1:
            return steps, group
        options = tuple(average.option for average in group)
        closest = _averages(quotients, _largest(heap), won)
        steps.append(SeatStep(seat, options, group[0].quotient, closest))
        for option, place in zip(options, places, strict=True):
            won[option] += 1
            heapq.heappush(heap, quotients.entry(place, won[option]))
        seat += len(group)
    return steps, ()


def _averages(
    quotients: _Quotients, places: list[int], won: Mapping[str, int]
) -> tuple[Average, ...]:
    return tuple(quotients.average(place, won[quotients.options[place]]) for place in places)


def _pop_largest(heap: _Heap) -> list[int]:
    """Take all entries with the largest quotient; their places, in declared order."""
    key, place = heapq.heappop(heap)
    places = [place]
    while heap and heap[0][0] == key:
        places.append(heapq.heappop(heap)[1])
    return places


def _largest(heap: _Heap) -> list[int]:
    """The places that have the largest quotient now, in declared order."""
    return sorted(place for key, place in heap if key == heap[0][0])
