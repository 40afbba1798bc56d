"""How many votes would move the last seat of a highest-averages award."""

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from suffrage.rules.seats import LastSeat, SeatStep, VotesApart

__all__ = ["last_seat"]


def last_seat(votes: Mapping[str, int], divisors: Mapping[str, int], step: SeatStep) -> LastSeat:
    """The margin, from every option's votes and next divisor and the last ``step`` awarded.

    Votes are counted one option at a time, with who reached the threshold left as it is. A
    holder appears among the rivals only where another holder could lose the seat to it.
    """
    averages = {option: Fraction(number, divisors[option]) for option, number in votes.items()}
    holders = []
    for holder in step.options:
        others = [average for option, average in averages.items() if option != holder]
        less = _less(votes[holder], step.quotient, max(others, default=Fraction(0)))
        # Against rivals without a single vote no loss of votes is large enough.
        if less <= votes[holder]:
            holders.append(VotesApart(holder, less))
    rivals = [
        VotesApart(option, floor(step.quotient * divisor - votes[option]) + 1)
        for option, divisor in divisors.items()
        if step.options != (option,)
    ]
    return LastSeat(tuple(holders), tuple(sorted(rivals, key=lambda rival: rival.votes)))


def _less(votes: int, quotient: Fraction, best: Fraction) -> int:
    """The fewest votes to lose for the quotient to fall below the best of the others."""
    divisor = votes / quotient
    return floor(votes - divisor * best) + 1
