"""What a said figure can mean: "50.5 %" is anything that rounds to it, "14,000" too.

>>> said_range(Fraction(101, 200))
SaidRange(least=Fraction(1009, 2000), most=Fraction(1011, 2000))
>>> said_range(Fraction(11_277, 22_944)).least == Fraction(11_277, 22_944)
True
>>> said_number(14_000), said_number(13_857)
((13500, 14500), (13857, 13857))
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from suffrage.board.kinds.words import Claim

__all__ = [
    "MOST_DECIMALS",
    "Said",
    "SaidRange",
    "SaidVotes",
    "said_number",
    "said_of",
    "said_range",
]

MOST_DECIMALS: Final = 4
"""A percentage with more decimals than these was not rounded: it is meant exactly."""


@dataclass(frozen=True, slots=True)
class SaidRange:
    """The shares that a said one stands for, both ends included."""

    least: Fraction
    most: Fraction

    def votes(self, valid: int) -> tuple[int, int]:
        """The fewest and the most of so many valid votes that are such a share.

        The first is larger than the second where no whole number is.
        """
        least, most = self.least, self.most
        fewest = -(-least.numerator * valid // least.denominator)
        return fewest, most.numerator * valid // most.denominator


@dataclass(frozen=True, slots=True)
class SaidVotes:
    """A number of votes, meant exactly."""

    number: int

    def votes(self, _valid: int) -> tuple[int, int]:
        """The number, whatever the valid votes are."""
        return self.number, self.number


Said = SaidRange | SaidVotes
"""What one option was said to have."""


def said_of(claim: Claim) -> Mapping[str, Said]:
    """What a claim says of each option: a rounded share, a range with exact ends, or votes."""
    return {
        **{option: said_range(share) for option, share in claim.shares.items()},
        **{option: SaidRange(one.least, one.most) for option, one in claim.ranges.items()},
        **{option: SaidVotes(number) for option, number in claim.votes.items()},
    }


def said_range(share: Fraction) -> SaidRange:
    """Half a unit of the last decimal of the percentage to each side, within 0 and 1.

    A record holds "50.5 %" as 101/200. The fewest decimals that write this percentage exactly
    are taken to be those that were said; a fraction that needs more than ``MOST_DECIMALS``
    means itself. "50.0 %" cannot be told from "50 %", and is given the wider range: a verdict
    may be too mild for it, never too hard.
    """
    for decimals in range(MOST_DECIMALS + 1):
        unit = Fraction(1, 100 * 10**decimals)
        if (share / unit).denominator == 1:
            half = unit / 2
            return SaidRange(max(share - half, Fraction(0)), min(share + half, Fraction(1)))
    return SaidRange(share, share)


def said_number(number: int) -> tuple[int, int]:
    """The numbers of ballots that a said one stands for, both ends included.

    Noughts at its end are taken to be rounded, so that "14,000" is from 13,500 to 14,500; again
    a verdict may be too mild, never too hard. A number of votes is not said like that: it is
    announced to the last vote.
    """
    unit = 1
    while number and number % (10 * unit) == 0:
        unit *= 10
    return number - unit // 2, number + unit // 2
