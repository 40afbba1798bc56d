"""The lot: a draw that anybody can repeat with a hash program and a public seed.

The construction is ``docs/spec/lot.md``: the names in code point order, and for each draw the
first bits of SHA-256(seed "," counter), drawn again while they point past the last name. No
name is favoured, since no number is folded onto another.

>>> draw(lot_seed("4 8 15 16 23 42", "body:council"), ("to2", "to1"), 1)
('to1',)
"""

import hashlib
from collections.abc import Collection, Iterator

from suffrage.errors import Malformed

__all__ = ["draw", "lot_seed"]

_HASH_BITS = 256


def lot_seed(public: str, subject: str) -> bytes:
    """The seed of one lot: the public seed and what is drawn for, ``contest:ID`` or ``body:ID``.

    With the subject in it, two lots of one evening do not repeat each other.
    """
    return f"{public},{subject}".encode()


def draw(seed: bytes, options: Collection[str], places: int) -> tuple[str, ...]:
    """The options drawn for so many places, in the order of the draw.

    The order in which ``options`` are given does not matter. Raises ``Malformed``:
    ``rule.lot-seed`` for an empty seed, ``rule.lot-options`` for a name given twice,
    ``rule.lot-places`` unless there are more names than places and at least one place.
    """
    if not seed:
        raise Malformed("rule.lot-seed")
    left = sorted(set(options))
    if len(left) != len(options):
        raise Malformed("rule.lot-options")
    if not 0 < places < len(left):
        raise Malformed("rule.lot-places", places=places, options=len(left))
    numbers = _numbers(seed)
    return tuple(left.pop(_index(numbers, len(left))) for _ in range(places))


def _numbers(seed: bytes) -> Iterator[int]:
    counter = 0
    while True:
        yield int.from_bytes(hashlib.sha256(b"%s,%d" % (seed, counter)).digest(), "big")
        counter += 1


def _index(numbers: Iterator[int], names: int) -> int:
    bits = (names - 1).bit_length()
    return next(index for number in numbers if (index := number >> (_HASH_BITS - bits)) < names)
