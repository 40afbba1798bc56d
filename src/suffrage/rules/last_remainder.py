"""How many votes would move a seat of a largest-remainders award under the Hare quota.

More votes for one option raise its own share and lower every other one alike, so that under Hare
it never loses a seat by them, nor gains one by losing votes. The fewest votes are therefore found
by halving, with the award itself as the judge. Under Droop the rounded quota breaks this.
"""

from collections.abc import Callable, Iterable, Mapping

from suffrage.model.rule import Hare
from suffrage.rules.largest_remainder import award_largest_remainder
from suffrage.rules.seats import LastSeat, VotesApart

__all__ = ["last_remainder"]


def last_remainder(votes: Mapping[str, int], seats: int) -> LastSeat:
    """The margin, from the votes of the options that reached the threshold.

    As in ``last_seat.last_seat``, votes are counted one option at a time, and who reached the
    threshold is left as it is; unlike there, every option with a seat is a holder, and every
    option that has not all seats a rival. Both are sorted, fewest votes first. Empty while equal
    remainders claim a seat. Raises as ``largest_remainder.award_largest_remainder`` does.
    """
    now = award_largest_remainder(Hare(), votes, seats)
    if now.ties:
        return LastSeat((), ())

    everybody = sum(votes.values())
    holders, rivals = [], []
    for option, won in now.seats.items():
        # Against rivals without a single vote no loss of votes is large enough.
        if won and everybody > votes[option]:
            holders.append(VotesApart(option, _fewest(_loses(votes, seats, option, won))))
        if won < seats:
            rivals.append(VotesApart(option, _fewest(_gains(votes, seats, option, won))))
    return LastSeat(_sorted(holders), _sorted(rivals))


def _loses(votes: Mapping[str, int], seats: int, option: str, won: int) -> Callable[[int], bool]:
    return lambda less: _seats(votes, seats, option, -less)[1] < won


def _gains(votes: Mapping[str, int], seats: int, option: str, won: int) -> Callable[[int], bool]:
    return lambda more: _seats(votes, seats, option, more)[0] > won


def _seats(votes: Mapping[str, int], seats: int, option: str, more: int) -> tuple[int, int]:
    """The fewest and the most seats of an option with more votes, or fewer, tied ones either way.

    It cannot lose more votes than it has.
    """
    changed = {**votes, option: max(0, votes[option] + more)}
    there = award_largest_remainder(Hare(), changed, seats)
    sure = there.seats[option]
    return sure, sure + sum(option in tie.options for tie in there.ties)


def _fewest(moves: Callable[[int], bool]) -> int:
    """The smallest number from 1 on that moves a seat, where each larger one does too."""
    high = 1
    while not moves(high):
        high *= 2
    low = high // 2 + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if moves(middle) else (middle + 1, high)
    return low


def _sorted(margins: Iterable[VotesApart]) -> tuple[VotesApart, ...]:
    return tuple(sorted(margins, key=lambda margin: margin.votes))
