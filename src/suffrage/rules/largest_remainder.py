"""Largest remainders: a seat for each whole quota, the rest to the largest remainders.

Sources: Hare 1859 (quota votes / seats) and Droop 1881 (⌊votes / (seats + 1)⌋ + 1). The quota
counts the votes of the options that reached the threshold, so that whole seats and remainders
always suffice under Hare. Unlike the textbook, equal remainders at the last seats are a tie.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from suffrage.errors import Refused
from suffrage.model.rule import Droop, Hare
from suffrage.rules.ranking import first_places
from suffrage.rules.seats import Remainder, RemaindersTrace, SeatAward, SeatTie
from suffrage.rules.threshold import admit

__all__ = ["award_largest_remainder"]


def award_largest_remainder(
    rule: Hare | Droop,
    votes: Mapping[str, int],
    seats: int,
    measured: Mapping[str, int] | None = None,
) -> SeatAward:
    """Share ``seats`` by votes in declared order; raises as ``threshold.admit`` does.

    Raises besides ``Refused("rule.few-votes")`` where a Droop quota of a handful of votes
    leaves more seats than there are remainders to give them to.
    """
    admitted, threshold = admit(rule, votes, measured)
    total = sum(admitted.values())
    quota = Fraction(total, seats) if isinstance(rule, Hare) else Fraction(total // (seats + 1) + 1)
    whole = {option: int(number / quota) for option, number in admitted.items()}
    left = seats - sum(whole.values())
    # An option without votes has the remainder zero, and must not win a seat with it.
    remainders = {o: n - whole[o] * quota for o, n in admitted.items() if n}
    if left > len(remainders):
        raise Refused("rule.few-votes", votes=total, seats=seats)
    raised, level, places = first_places(remainders, left)
    won = {o: whole.get(o, 0) + (o in raised) for o in votes}
    lines = [
        Remainder(o, admitted[o], whole[o], rest, o in raised) for o, rest in remainders.items()
    ]
    lines.sort(key=lambda line: line.remainder, reverse=True)
    ties = (SeatTie(level, places),) if level else ()
    trace = RemaindersTrace(threshold, total, quota, left, tuple(lines))
    return SeatAward(MappingProxyType(won), ties, trace)
