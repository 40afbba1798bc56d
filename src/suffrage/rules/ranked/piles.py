"""The ballots of a count by transfers: each lies with one option, at an exact worth.

An option's votes are the worth of the ballots that lie with it. Every vote is somewhere:
with an option in the count, with the elected, or exhausted.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Final, TypeAlias

from suffrage.errors import Refused
from suffrage.rules.ranked.ballots import Vector, ranking
from suffrage.rules.ranked.traces import Portion, Transfer

__all__ = ["Piles"]

_Parcel: TypeAlias = tuple[tuple[str, ...], int, int]
"""The options that ballots rank, the place of the one they lie with, and how many they are."""

# Each surplus about doubles the digits of a worth, and takes the count four times as long.
# Fourteen of them fit, in some seconds; a count that needs more is refused, never rounded.
MOST_BITS: Final = 2**17


class Piles:
    """The options in the count with their ballots; it changes as options leave."""

    def __init__(self, options: Sequence[str], ballots: Mapping[Vector, int]) -> None:
        """``ballots`` are valid rankings; an option that none of them ranks is not in the count."""
        rankings = {ranking(options, vector): number for vector, number in ballots.items()}
        ranked = set(chain.from_iterable(rankings))
        # Ballots of equal worth share a number, so that fractions are computed once.
        self._worths = [Fraction(1)]
        self._piles: dict[str, dict[int, list[_Parcel]]] = {o: {} for o in options if o in ranked}
        self._votes = dict.fromkeys(self._piles, Fraction(0))
        self.exhausted = Fraction(0)
        for order, number in rankings.items():
            self._piles[order[0]].setdefault(0, []).append((order, 0, number))
            self._votes[order[0]] += number

    @property
    def votes(self) -> Mapping[str, Fraction]:
        """The votes of each option in the count, in declared order."""
        return self._votes

    def totals(self) -> tuple[Portion, ...]:
        """The same for a trace."""
        return tuple(Portion(option, votes) for option, votes in self._votes.items())

    def remove(self, option: str, worth: Fraction) -> Transfer:
        """Take an option out; its ballots go on, each with ``worth`` of what it was worth.

        Raises ``Refused("ranked.exact")`` where fractions grow too long to count with.
        """
        pile = self._piles.pop(option)
        before = {o: votes for o, votes in self._votes.items() if o != option}
        self._votes = dict(before)
        exhausted = Fraction(0)
        for old, parcels in pile.items():
            new = old if worth == 1 else self._add_worth(self._worths[old] * worth)
            exhausted += self._worths[new] * self._move(parcels, new)
        self.exhausted += exhausted
        gains = tuple(
            Portion(o, votes - before[o]) for o, votes in self._votes.items() if votes != before[o]
        )
        return Transfer(worth, gains, exhausted)

    def _add_worth(self, worth: Fraction) -> int:
        if worth.denominator.bit_length() > MOST_BITS:
            raise Refused("ranked.exact", bits=MOST_BITS)
        self._worths.append(worth)
        return len(self._worths) - 1

    def _move(self, parcels: list[_Parcel], worth: int) -> int:
        """Lay each parcel with its next option in the count; how many ballots have none."""
        gained: dict[str, int] = {}
        nobody = 0
        for order, at, ballots in parcels:
            onward = range(at + 1, len(order))
            place = next((place for place in onward if order[place] in self._piles), None)
            if place is None:
                nobody += ballots
                continue
            to = order[place]
            self._piles[to].setdefault(worth, []).append((order, place, ballots))
            gained[to] = gained.get(to, 0) + ballots
        for to, ballots in gained.items():
            self._votes[to] += self._worths[worth] * ballots
        return nobody
