"""Small exponents found from powers of g: baby steps and giant steps (Shanks, 1971).

Work and memory grow with the square root of the largest exponent. The table of baby steps and the
giant steps serve all powers at once, in arrays.
"""

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
    for start in range(0, step, _STRIDE):
        exponents = range(start, min(step, start + _STRIDE))
        small.update(zip(group.encode(group.base(exponents)), exponents, strict=True))
    found: dict[int, int] = {}
    for start in range(0, step, _STRIDE):
        if len(found) == len(powers):
            break
        shifts = [giant * step for giant in range(start, min(step, start + _STRIDE))]
        back = group.base([-shift for shift in shifts])
        for place in range(len(powers)):
            if place not in found:
                texts = group.encode(group.add(powers.take([place] * len(shifts)), back))
                hits = zip(shifts, map(small.get, texts), strict=True)
                exact = [shift + rest for shift, rest in hits if rest is not None]
                found.update((place, number) for number in exact if number <= largest)
    if len(found) < len(powers):
        raise NotVerified("bel.result-range")
    return [found[place] for place in range(len(powers))]
