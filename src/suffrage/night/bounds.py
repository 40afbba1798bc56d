"""What outstanding ballots can still do to votes, shares, ranks and places: exact, and tight.

Each missing unit holds at most so many ballots, and each ballot goes to one option, or to none.
So the completions of a count are all whole numbers added to the options whose sum is at most
``outstanding``: bounds over their sum lose nothing against bounds unit by unit.

>>> partial = Partial({"a": 60, "b": 40}, ballots=104, blank=3, registered=150, outstanding=20)
>>> vote_range(partial, "a"), rank_range(partial, "a"), surely_ahead(partial)
((60, 80), (1, 1), (('a', 'b'),))
>>> share_range(partial, "b")
(Fraction(1, 3), Fraction(1, 2))
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

__all__ = ["Partial", "Place", "place", "rank_range", "share_range", "surely_ahead", "vote_range"]

Place = Literal["in", "out", "open"]
"""``in``: takes one of the places whatever comes, without a tie; ``out``: takes none, not even
by the end of a tie; ``open``: neither is certain."""


@dataclass(frozen=True, slots=True)
class Partial:
    """Figures counted so far, in ballots, and the most ballots still ``outstanding``.

    ``registered`` counts the members on all rolls, counted or not.
    """

    votes: Mapping[str, int]
    ballots: int
    blank: int
    registered: int
    outstanding: int

    @property
    def valid(self) -> int:
        """The votes counted, of all options."""
        return sum(self.votes.values())


def vote_range(partial: Partial, option: str) -> tuple[int, int]:
    """The fewest and the most votes that an option can end with."""
    votes = partial.votes[option]
    return votes, votes + partial.outstanding


def share_range(partial: Partial, option: str) -> tuple[Fraction, Fraction] | None:
    """The least and the largest share of the valid votes that an option can end with.

    ``None`` where there cannot be a valid vote. A completion without any valid vote gives no
    share, and is left out.
    """
    votes, valid, more = partial.votes[option], partial.valid, partial.outstanding
    if not valid + more:
        return None
    if len(partial.votes) == 1:
        return Fraction(1), Fraction(1)
    return Fraction(votes, valid + more), Fraction(votes + more, valid + more)


def surely_ahead(partial: Partial) -> tuple[tuple[str, str], ...]:
    """The pairs (ahead, behind) that no completion can turn or make equal, in declared order."""
    return tuple(
        (one, other)
        for one, more in partial.votes.items()
        for other, fewer in partial.votes.items()
        if more - fewer > partial.outstanding
    )


def rank_range(partial: Partial, option: str) -> tuple[int, int]:
    """The best and the worst rank of an option; options with equal votes share a rank."""
    votes, more = partial.votes[option], partial.outstanding
    others = [number for name, number in partial.votes.items() if name != option]
    best = 1 + sum(number > votes + more for number in others)
    overtaken = _overtakers([max(0, votes + 1 - number) for number in others], more)
    return best, 1 + overtaken


def place(partial: Partial, option: str, places: int) -> Place:
    """Whether an option takes one of the first places, by votes.

    Where nobody has a vote nobody takes a place, so that nothing is certain before the first.
    """
    votes, more = partial.votes[option], partial.outstanding
    others = [number for name, number in partial.votes.items() if name != option]
    if sum(number > votes + more for number in others) >= places:
        return "out"
    level = _overtakers([max(0, votes - number) for number in others], more)
    return "in" if level < places and partial.valid else "open"


def _overtakers(costs: list[int], outstanding: int) -> int:
    """How many others can be paid for at once, the cheapest first."""
    number = 0
    for cost in sorted(costs):
        outstanding -= cost
        if outstanding < 0:
            break
        number += 1
    return number
