"""Bounds on the seats of each option while ballots are outstanding: sound, not always tight.

Most seats: every outstanding ballot goes to the option, which is its best case for highest
averages (Balinski and Young 1982: vote monotone), ties in its favour. Fewest, for highest
averages: the option keeps its votes, and the others buy seats at its next quotient with the
outstanding ballots, the cheapest first; ties against it. Two relaxations keep this sound but
loose: ballots are divided without rounding, and a rival that could still reach the threshold
counts as if it had. For largest remainders, where more votes can cost a seat, the quota alone
bounds the seats. Seats that a rule would refuse to award at all are 0.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from suffrage.errors import Refused
from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule
from suffrage.night.bounds import Partial
from suffrage.rules.majority import votes_needed
from suffrage.rules.table import award

__all__ = ["seat_range"]


def seat_range(rule: SeatRule, partial: Partial, option: str, seats: int) -> tuple[int, int]:
    """The fewest and the most seats that an option can end with, ties ended either way."""
    if isinstance(rule, DHondt | SainteLague):
        return _fewest(rule, partial, option, seats), _most(rule, partial, option, seats)
    return _quota_range(rule, partial, option, seats)


def _most(rule: SeatRule, partial: Partial, option: str, seats: int) -> int:
    votes = {**partial.votes, option: partial.votes[option] + partial.outstanding}
    try:
        shared = award(rule, votes, seats)
    except Refused:
        return 0
    return shared.seats[option] + sum(option in tie.options for tie in shared.ties)


def _fewest(rule: DHondt | SainteLague, partial: Partial, option: str, seats: int) -> int:
    """The smallest number of seats at which the rivals can afford all the others."""
    if not _surely_admitted(rule, partial, option):
        return 0
    step = 1 if isinstance(rule, DHondt) else 2
    rivals = [partial.votes[other] for other in _possible(rule, partial, but=option)]
    if not rivals:
        return seats
    low, high = 0, seats
    while low < high:
        kept = (low + high) // 2
        price = Fraction(partial.votes[option], 1 + step * kept)
        if _cost(rivals, price, step, seats - kept) <= partial.outstanding:
            high = kept
        else:
            low = kept + 1
    return low


def _cost(rivals: Sequence[int], price: Fraction, step: int, seats: int) -> Fraction | int:
    """Ballots that give the rivals so many seats, each at a quotient of at least ``price``.

    A rival's next seat costs what its votes lack, and each later one a whole ``step`` of the
    divisor; the former is never dearer, so that buying the cheapest first is best.
    """
    held = [floor((votes / price + step - 1) / step) for votes in rivals]
    wanted = seats - sum(held)
    if wanted <= 0:
        return 0
    lacking = sorted(
        price * (1 + step * number) - votes for number, votes in zip(held, rivals, strict=True)
    )
    return sum(lacking[:wanted], Fraction(0)) + max(0, wanted - len(rivals)) * step * price


def _quota_range(rule: Hare | Droop, partial: Partial, option: str, seats: int) -> tuple[int, int]:
    """Whole quotas at the least, one seat more than them at the most."""
    votes, more = partial.votes[option], partial.outstanding
    sure = sum(partial.votes[o] for o in partial.votes if _surely_admitted(rule, partial, o))
    beside = sure - (votes if _surely_admitted(rule, partial, option) else 0)
    share = Fraction(votes + more, max(votes + more + beside, 1))
    others = sum(partial.votes[o] for o in _possible(rule, partial, but=option))
    largest = votes + others + more
    if isinstance(rule, Hare):
        most, quota = ceil(share * seats), Fraction(largest, seats)
        awarded = True
    else:
        most, quota = ceil(share * (seats + 1)), Fraction(largest // (seats + 1) + 1)
        # With fewer votes a Droop quota can leave more seats than remainders: none is awarded.
        awarded = sure >= seats * (seats + 1)
    kept = awarded and _surely_admitted(rule, partial, option)
    can = option in _possible(rule, partial, but="")
    return (floor(votes / quota) if kept else 0), (min(most, seats) if can else 0)


def _surely_admitted(rule: SeatRule, partial: Partial, option: str) -> bool:
    """Whether an option with a vote reaches the threshold if all ballots go to others."""
    total = partial.valid + partial.outstanding
    needed = votes_needed(rule.threshold, total, exact=rule.threshold_exact)
    return partial.votes[option] >= max(needed, 1)


def _possible(rule: SeatRule, partial: Partial, but: str) -> list[str]:
    """The options, without one, that reach the threshold if all ballots go to them."""
    more = partial.outstanding
    needed = votes_needed(rule.threshold, partial.valid + more, exact=rule.threshold_exact)
    return [o for o, n in partial.votes.items() if o != but and n + more >= max(needed, 1)]
