"""How likely a large count is by chance alone, exactly."""

from fractions import Fraction
from math import comb

__all__ = ["binomial_tail"]


def binomial_tail(trials: int, successes: int, chance: Fraction) -> Fraction:
    """P(K >= ``successes``) for K binomial in ``trials`` draws of probability ``chance``.

    Summed as the complement of the lower part, because the counts of interest are small.

    >>> binomial_tail(2, 1, Fraction(1, 2))
    Fraction(3, 4)
    """
    lower = range(min(successes, trials + 1))
    below = sum(comb(trials, k) * chance**k * (1 - chance) ** (trials - k) for k in lower)
    return 1 - Fraction(below)
