"""Small exponents found from powers of g: baby steps and giant steps (Shanks, 1971).

Work and memory grow with the square root of the largest exponent. The table of baby steps and the
giant steps serve all powers at once, in arrays; each step costs one product, not one power.
"""

from collections.abc import Iterator
from math import isqrt
from typing import Final

from suffrage.belenios.group import Group, Points
from suffrage.errors import NotVerified

__all__ = ["logarithms"]

# How many steps are computed at once.
_STRIDE: Final = 4096


def logarithms(group: Group, powers: Points, largest: int) -> list[int]:
    """The m of each g^m, all between 0 and ``largest``.

    Raises ``NotVerified("bel.result-range")`` where there is none.
    """
    step = isqrt(largest) + 1
    small: dict[str, int] = {}
    for start, points in _powers(group, 1, step):
        small.update(zip(group.encode(points), range(start, step), strict=False))
    found: dict[int, int] = {}
    for start, back in _powers(group, -step, step):
        if len(found) == len(powers):
            break
        shifts = range(start * step, (start + len(back)) * step, step)
        for place in range(len(powers)):
            if place not in found:
                texts = group.encode(group.add(powers.take([place] * len(shifts)), back))
                hits = zip(shifts, map(small.get, texts), strict=True)
                exact = [shift + rest for shift, rest in hits if rest is not None]
                found.update((place, number) for number in exact if number <= largest)
    if len(found) < len(powers):
        raise NotVerified("bel.result-range")
    return [found[place] for place in range(len(powers))]


def _powers(group: Group, exponent: int, number: int) -> Iterator[tuple[int, Points]]:
    """g^(i·exponent) for i below ``number``, in arrays, each with its first i."""
    first, size = group.base([0]), min(number, _STRIDE)
    while len(first) < size:
        more = group.base([len(first) * exponent]).take([0] * len(first))
        first = first.join(group.add(first, more))
    for start in range(0, number, _STRIDE):
        part = first.take(range(min(_STRIDE, number - start)))
        yield start, group.add(part, group.base([start * exponent]).take([0] * len(part)))
