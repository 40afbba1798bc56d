"""Vectors of small numbers as one number, and back: what an element of a group can hold.

The vector v1 … vn is the number v1·256^(n-1) + … + vn, shifted left by the group's padding, whose
bits are left free to find an element (Belenios 3.3, "Non-homomorphic questions"). Every element
holds a vector of every width: no voter proves which element was encrypted, and one that holds
more than it should must not keep the result from everybody.
"""

from collections.abc import Sequence
from typing import Final

from suffrage.errors import Malformed

__all__ = ["to_number", "to_vectors"]

_BYTES: Final = frozenset(range(256))


def to_number(index: int, vector: Sequence[int], widest: int, padding: int) -> int:
    """The number of a vector of at most ``widest``; raises ``Malformed("bel.embedding")``."""
    if len(vector) > widest or not set(vector) <= _BYTES:
        raise Malformed("bel.embedding", index=index)
    return int.from_bytes(bytes(vector)) << padding


def to_vectors(numbers: Sequence[int], width: int, padding: int) -> list[tuple[int, ...]]:
    """The vectors of ``width`` numbers; neither the padding nor bits above the vector count.

    The published text is silent about those above; the reference tool publishes what remains
    without them (``docs/spec/ballot.md``).
    """
    mask = (1 << 8 * width) - 1
    return [tuple((number >> padding & mask).to_bytes(width)) for number in numbers]
