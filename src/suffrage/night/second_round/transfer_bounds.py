"""How many voters can have gone from one choice to another: bounds that hold whatever they did.

In a section of n people of whom x did one thing and y the other, at least x + y - n and at most
the smaller of x and y did both (Duncan and Davis 1953, American Sociological Review 18).
Sections are independent, so that sums of these are bounds for federations and the nation, and no
sharper ones follow from the sheets.

Departure: rolls may have changed between the rounds. n counts whoever was on either roll, so
that each new member makes the lower bound one smaller, and no bound is ever wrong for it.

>>> found = transfer_bounds(told)
>>> found.nation.count("to3", "to1"), found.nation.share("to3", "to1")
((12, 3120), (Fraction(1, 280), Fraction(13, 14)))
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.errors import Refused
from suffrage.night.second_round.margins import Margin, Margins
from suffrage.night.second_round.pairs import FEWEST

__all__ = ["Bounds", "TransferBounds", "transfer_bounds", "unit_bounds"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """One place: members by origin, and the fewest and the most who went to each destination."""

    units: int
    members: Mapping[str, int]
    least: Mapping[tuple[str, str], int]
    most: Mapping[tuple[str, str], int]

    def count(self, origin: str, destination: str) -> tuple[int, int]:
        """The fewest and the most members who can have gone from one to the other."""
        return self.least[origin, destination], self.most[origin, destination]

    def share(self, origin: str, destination: str) -> tuple[Fraction, Fraction] | None:
        """The same as fractions of the origin; ``None`` where nobody was there."""
        members = self.members[origin]
        if not members:
            return None
        least, most = self.count(origin, destination)
        return Fraction(least, members), Fraction(most, members)


@dataclass(frozen=True, slots=True)
class TransferBounds:
    """The nation, and every federation of at least ten voters in both rounds."""

    nation: Bounds
    federations: Mapping[str, Bounds]


def transfer_bounds(margins: Margins) -> TransferBounds:
    """Sums over all sections with figures in both rounds."""
    federations: dict[str, list[Margin]] = {}
    for row in margins.rows:
        federations.setdefault(row.federation, []).append(row)
    return TransferBounds(
        nation=_bounds(margins, margins.rows),
        federations={
            name: _bounds(margins, rows)
            for name, rows in federations.items()
            if _voters(rows) >= FEWEST
        },
    )


def unit_bounds(margins: Margins, unit: str) -> Bounds:
    """The bounds of one section.

    Raises ``Refused``: ``transfer.small-unit`` below ten voters in either round, where bounds
    come close to single persons; ``transfer.no-unit`` without figures in both rounds.
    """
    rows = [row for row in margins.rows if row.unit == unit]
    if not rows:
        raise Refused("transfer.no-unit", unit=unit)
    if _voters(rows) < FEWEST:
        raise Refused("transfer.small-unit", unit=unit, needed=FEWEST)
    return _bounds(margins, rows)


def _voters(rows: Iterable[Margin]) -> int:
    """The ballots of the round that had fewer."""
    return min(map(sum, zip(*(row.ballots for row in rows), strict=True)))


def _bounds(margins: Margins, rows: Iterable[Margin]) -> Bounds:
    taken = tuple(rows)
    cells = [(j, k) for j in range(len(margins.origins)) for k in range(len(margins.destinations))]
    names = [(margins.origins[j], margins.destinations[k]) for j, k in cells]
    least, most = [0] * len(cells), [0] * len(cells)
    for row in taken:
        for number, (j, k) in enumerate(cells):
            here, there = row.before[j], row.after[k]
            least[number] += max(0, here + there - row.people)
            most[number] += min(here, there)
    return Bounds(
        units=len(taken),
        members={
            origin: sum(row.before[j] for row in taken) for j, origin in enumerate(margins.origins)
        },
        least=dict(zip(names, least, strict=True)),
        most=dict(zip(names, most, strict=True)),
    )
