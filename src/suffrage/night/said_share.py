"""What a said share can mean: "50.5 %" is anything that rounds to it.

>>> said_range(Fraction(101, 200))
SaidRange(least=Fraction(1009, 2000), most=Fraction(1011, 2000))
>>> said_range(Fraction(11_277, 22_944)).least == Fraction(11_277, 22_944)
True
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

__all__ = ["MOST_DECIMALS", "SaidRange", "said_range"]

MOST_DECIMALS: Final = 4
"""A percentage with more decimals than these was not rounded: it is meant exactly."""


@dataclass(frozen=True, slots=True)
class SaidRange:
    """The shares that a said one stands for, both ends included."""

    least: Fraction
    most: Fraction


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
