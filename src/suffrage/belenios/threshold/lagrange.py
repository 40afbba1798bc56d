"""Interpolation: the value at one place of a polynomial known at others.

>>> lagrange([1, 3], 0, 101)  # f(0) = 52·f(1) + 50·f(3) = (3·f(1) - f(3)) / 2 modulo 101
[52, 50]
"""

from collections.abc import Sequence
from math import prod

__all__ = ["lagrange"]


def lagrange(places: Sequence[int], at: int, order: int) -> list[int]:
    """The weight of the value at each place (Lagrange), modulo a prime ``order``.

    The places are distinct modulo ``order``; a polynomial of a degree below their number is
    determined by them.
    """
    weights = []
    for own in places:
        others = [other for other in places if other != own]
        above = prod(at - other for other in others)
        below = prod(own - other for other in others)
        weights.append(above * pow(below, -1, order) % order)
    return weights
