"""Which body sizes turn the same votes into an absolute majority of seats.

To be shown before a vote: 49.15 % is a majority of a body of 47 under D'Hondt, not of 200.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from suffrage.model.rule import SeatRule
from suffrage.rules.seats import SeatTie
from suffrage.rules.table import award

__all__ = ["SizeMajority", "majority_sizes"]


@dataclass(frozen=True, slots=True)
class SizeMajority:
    """The seats of a body of ``size`` and who has more than half of them.

    ``majority`` is None if nobody surely has; ``possible`` are options that would have it if a
    tie ended in their favour.
    """

    size: int
    seats: Mapping[str, int]
    ties: tuple[SeatTie, ...]
    majority: str | None
    possible: tuple[str, ...]


def majority_sizes(
    rule: SeatRule,
    votes: Mapping[str, int],
    sizes: Iterable[int],
    measured: Mapping[str, int] | None = None,
) -> tuple[SizeMajority, ...]:
    """One line for each size, in the order given; raises as ``table.award`` does."""
    return tuple(_line(rule, votes, size, measured) for size in sizes)


def _line(
    rule: SeatRule, votes: Mapping[str, int], size: int, measured: Mapping[str, int] | None
) -> SizeMajority:
    shared = award(rule, votes, size, measured=measured)
    majority = next((option for option, won in shared.seats.items() if 2 * won > size), None)
    tied = {option for tie in shared.ties for option in tie.options}
    possible = tuple(
        option
        for option, won in shared.seats.items()
        if option in tied and 2 * won <= size < 2 * (won + 1)
    )
    return SizeMajority(size, shared.seats, shared.ties, majority, possible)
