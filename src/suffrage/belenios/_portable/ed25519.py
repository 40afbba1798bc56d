"""Ed25519 on libsodium, through PyNaCl.

The text of an element is its RFC 8032 encoding reversed, as 64 hexadecimal digits: the number
y + (x mod 2)·2^255 (Belenios 3.3, "Ed25519"). Belenios accepts the identity wherever an element
may stand; libsodium refuses it as argument and as result of a multiplication, so it is treated
apart here. In a group of prime order nothing but a zero exponent or the identity gives the
identity, which keeps that treatment to two comparisons.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from typing import Final

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

from suffrage.belenios.group import Points, Scalars
from suffrage.errors import Malformed, NotVerified

__all__ = ["Ed25519"]

_FIELD: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_IDENTITY: Final = (1).to_bytes(32, "little")
_TEXT = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Array:
    """Elements in their RFC 8032 encoding."""

    encodings: tuple[bytes, ...]

    def __len__(self) -> int:
        return len(self.encodings)

    def take(self, places: Sequence[int], /) -> "_Array":
        return _Array(tuple(self.encodings[place] for place in places))

    def join(self, *others: Points) -> "_Array":
        return _Array(tuple(chain(self.encodings, *map(_own, others))))


class Ed25519:
    """The prime-order subgroup of Ed25519; see ``suffrage.belenios.group.Group``."""

    name: Final = "Ed25519"
    order: Final = _ORDER

    def decode(self, texts: Sequence[str]) -> Points:
        """Elements from canonical texts; raises ``Malformed("bel.point")`` with the index."""
        return _Array(tuple(_decode(index, text) for index, text in enumerate(texts)))

    def encode(self, points: Points) -> list[str]:
        """The canonical texts."""
        return [encoding[::-1].hex() for encoding in _own(points)]

    def base(self, s: Scalars) -> Points:
        """g^s for each exponent."""
        return _Array(tuple(map(_base, s)))

    def times(self, p: Points, s: Scalars) -> Points:
        """p^s element by element."""
        return _Array(tuple(map(_times, _all(p, len(s)), s)))

    def add(self, p: Points, q: Points) -> Points:
        """p·q element by element."""
        return _Array(tuple(map(crypto_core_ed25519_add, _own(p), _all(q, len(p)))))

    def product(self, p: Points) -> Points:
        """The product of all elements as an array of one; the identity for none."""
        return _Array((reduce(crypto_core_ed25519_add, _own(p), _IDENTITY),))

    def vartime_commit(self, r: Scalars, base: Points | None, c: Scalars, p: Points) -> Points:
        """base^r · p^c; ``None`` is the generator, an array of one serves all elements."""
        if base is None:
            left = self.base(r)
        else:
            spread = base.take([0] * len(r)) if len(base) == 1 else base
            left = self.times(spread, r)
        return self.add(left, self.times(p, c))

    def vartime_equal_one(self, p: Points, s: Scalars) -> None:
        """Raises ``NotVerified("bel.not-one")`` unless the product of all p^s is the identity."""
        if _own(self.product(self.times(p, s))) != (_IDENTITY,):
            raise NotVerified("bel.not-one")


def _own(points: Points) -> tuple[bytes, ...]:
    if not isinstance(points, _Array):
        raise TypeError(type(points).__name__)
    return points.encodings


def _all(points: Points, number: int) -> tuple[bytes, ...]:
    encodings = _own(points)
    if len(encodings) != number:
        raise ValueError(len(encodings), number)
    return encodings


def _decode(index: int, text: str) -> bytes:
    if _TEXT.fullmatch(text) is None:
        raise Malformed("bel.point", index=index)
    encoding = bytes.fromhex(text)[::-1]
    if encoding == _IDENTITY:
        return encoding
    # libsodium also refuses y >= p since 1.0.16; the test here does not depend on its version.
    if int(text, 16) % 2**255 >= _FIELD or not crypto_core_ed25519_is_valid_point(encoding):
        raise Malformed("bel.point", index=index)
    return encoding


def _base(exponent: int) -> bytes:
    exponent %= _ORDER
    if exponent == 0:
        return _IDENTITY
    return crypto_scalarmult_ed25519_base_noclamp(exponent.to_bytes(32, "little"))


def _times(encoding: bytes, exponent: int) -> bytes:
    exponent %= _ORDER
    if exponent == 0 or encoding == _IDENTITY:
        return _IDENTITY
    return crypto_scalarmult_ed25519_noclamp(exponent.to_bytes(32, "little"), encoding)
