"""Vectors of small numbers as one number, and back: what an element of a group can hold.

The vector v1 … vn is the number v1·256^(n-1) + … + vn, shifted left by the group's padding, whose
bits are left free to find an element (Belenios 3.3, "Non-homomorphic questions").
"""

from collections.abc import Sequence
from typing import Final

from suffrage.errors import Malformed, NotVerified

__all__ = ["to_number", "to_vectors"]

_BYTES: Final = frozenset(range(256))


def to_number(index: int, vector: Sequence[int], widest: int, padding: int) -> int:
    """The number of a vector of at most ``widest``; raises ``Malformed("bel.embedding")``."""
    if len(vector) > widest or not set(vector) <= _BYTES:
        raise Malformed("bel.embedding", index=index)
    return int.from_bytes(bytes(vector)) << padding


def to_vectors(numbers: Sequence[int], width: int, padding: int) -> list[tuple[int, ...]]:
    """The vectors of ``width`` numbers; raises ``NotVerified("bel.embedding")`` with the index."""
    vectors = []
    for index, number in enumerate(numbers):
        if number >> padding >> (8 * width):
            raise NotVerified("bel.embedding", index=index)
        vectors.append(tuple((number >> padding).to_bytes(width)))
    return vectors
