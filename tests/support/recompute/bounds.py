"""What outstanding ballots can still do to shares and seats (``docs/explanation/night.md``)."""

from fractions import Fraction
from math import ceil, floor

from tests.support.recompute.rules import Plain
from tests.support.recompute.seats import award, reaches, step_of

__all__ = ["seat_bounds", "share_bounds"]

Votes = dict[str, int]


def share_bounds(votes: Votes, outstanding: int, option: str) -> tuple[Fraction, Fraction]:
    """Least and largest final share; ``KeyError`` where there cannot be a valid vote."""
    most = sum(votes.values()) + outstanding
    if not most:
        raise KeyError(option)
    if len(votes) == 1:
        return Fraction(1), Fraction(1)
    return Fraction(votes[option], most), Fraction(votes[option] + outstanding, most)


def seat_bounds(
    rule: Plain, votes: Votes, outstanding: int, option: str, seats: int
) -> tuple[int, int]:
    """Fewest and most seats, ties either way."""
    if rule["name"] in ("hare", "droop"):
        return _by_quota(rule, votes, outstanding, option, seats)
    best = award(rule, {**votes, option: votes[option] + outstanding}, seats)
    most = best.won[option] + (option in best.tied)
    return _fewest(rule, votes, outstanding, option, seats), most


def _fewest(rule: Plain, votes: Votes, outstanding: int, option: str, seats: int) -> int:
    """The rivals buy seats at the option's next quotient, each ballot divisible, cheapest first."""
    valid, own, step = sum(votes.values()), votes[option], step_of(rule)
    if not own or not reaches(rule, own, valid + outstanding):
        return 0
    rivals = _able(rule, votes, outstanding, but=option)
    if not rivals:
        return seats
    for kept in range(seats):
        price = Fraction(own, 1 + step * kept)
        prices = sorted(
            _lacking(n, price, 1 + step * seat) - _lacking(n, price, 1 + step * (seat - 1))
            if seat
            else _lacking(n, price, 1)
            for n in rivals
            for seat in range(seats - kept)
        )
        if sum(prices[: seats - kept]) <= outstanding:
            return kept
    return seats


def _lacking(votes: int, price: Fraction, divisor: int) -> Fraction:
    """The votes that a rival lacks for a quotient of ``price`` at a divisor."""
    return max(price * divisor - votes, Fraction(0))


def _able(rule: Plain, votes: Votes, outstanding: int, but: str = "") -> list[int]:
    """The votes of those that reach the threshold if all ballots go to them."""
    most = sum(votes.values()) + outstanding
    found = ((one, n) for one, n in votes.items() if one != but and n + outstanding)
    return [n for _, n in found if reaches(rule, n + outstanding, most)]


def _by_quota(
    rule: Plain, votes: Votes, outstanding: int, option: str, seats: int
) -> tuple[int, int]:
    """Whole quotas of the largest possible sum at the least, one seat more at the most."""
    most, own = sum(votes.values()) + outstanding, votes[option]
    firm = {one: n for one, n in votes.items() if n and reaches(rule, n, most)}
    able = own + outstanding and reaches(rule, own + outstanding, most)
    beside = sum(n for one, n in firm.items() if one != option)
    share = Fraction(own + outstanding, max(own + outstanding + beside, 1))
    largest = own + outstanding + sum(_able(rule, votes, outstanding, but=option))
    hare = rule["name"] == "hare"
    quota = Fraction(largest, seats) if hare else Fraction(largest // (seats + 1) + 1)
    awarded = hare or sum(firm.values()) >= seats * (seats + 1)
    fewest = floor(own / quota) if awarded and option in firm else 0
    return fewest, min(ceil(share * (seats + (not hare))), seats) if able else 0
