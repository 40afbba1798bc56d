"""How an award by highest averages came about, seat by seat, with votes and divisor.

>>> steps_of(award.trace, votes)[0]                                       # doctest: +SKIP
AwardStep(first=1, last=1, winners=(Quotient('to1', 11277, 1, Fraction(11277, 1)),), closest=...)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.rules.seats import Average, AveragesTrace

__all__ = ["AwardStep", "Quotient", "steps_of", "tied_quotients"]


@dataclass(frozen=True, slots=True)
class Quotient:
    """An option's ``votes`` over its next ``divisor``."""

    option: str
    votes: int
    divisor: int
    quotient: Fraction


@dataclass(frozen=True, slots=True)
class AwardStep:
    """The seats from ``first`` to ``last``, one to each of ``winners``: their quotients are equal.

    ``closest`` are those that came next at that moment.
    """

    first: int
    last: int
    winners: tuple[Quotient, ...]
    closest: tuple[Quotient, ...]


def steps_of(trace: AveragesTrace, votes: Mapping[str, int]) -> tuple[AwardStep, ...]:
    """Every step of the award, in its order."""
    return tuple(
        AwardStep(
            first=step.seat,
            last=step.seat + len(step.options) - 1,
            winners=_quotients((Average(option, step.quotient) for option in step.options), votes),
            closest=_quotients(step.next_best, votes),
        )
        for step in trace.steps
    )


def tied_quotients(trace: AveragesTrace, votes: Mapping[str, int]) -> tuple[Quotient, ...]:
    """The equal quotients that claimed the last seats, if there were more of them than seats."""
    return _quotients(trace.tied, votes)


def _quotients(averages: Iterable[Average], votes: Mapping[str, int]) -> tuple[Quotient, ...]:
    return tuple(
        Quotient(one.option, votes[one.option], _divisor(votes[one.option], one), one.quotient)
        for one in averages
    )


def _divisor(votes: int, average: Average) -> int:
    """Without votes every quotient is 0 and the first divisor, 1, is as good as any."""
    return int(votes / average.quotient) if average.quotient else 1
