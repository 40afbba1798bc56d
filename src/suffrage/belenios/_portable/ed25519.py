"""Ed25519 on libsodium, through PyNaCl.

The text of an element is its RFC 8032 encoding reversed, as 64 hexadecimal digits: the number
y + (x mod 2)·2^255 (Belenios 3.3, "Ed25519"). Belenios accepts the identity wherever an element
may stand; libsodium refuses it as argument and as result of a multiplication, so it is treated
apart here. In a group of prime order nothing but a zero exponent or the identity gives the
identity, which keeps that treatment to two comparisons.

Coordinates are needed for two public things only, numbers embedded in elements and pairs (x, y)
in a side file; Python's integers serve them.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain, count
from typing import Final

from nacl.bindings import (
    crypto_core_ed25519_add,
    crypto_core_ed25519_is_valid_point,
    crypto_scalarmult_ed25519_base_noclamp,
    crypto_scalarmult_ed25519_noclamp,
)

from suffrage.belenios.embedding import to_number, to_vectors
from suffrage.belenios.group import Points, Scalars
from suffrage.errors import Malformed, NotVerified

__all__ = ["Ed25519"]

_FIELD: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_IDENTITY: Final = (1).to_bytes(32, "little")
_D: Final = -121665 * pow(121666, -1, _FIELD) % _FIELD
_ROOT_OF_MINUS_1: Final = pow(2, (_FIELD - 1) // 4, _FIELD)
# Numbers of 8 bits above 14 bits of padding, which leaves room for 30 of them.
_PADDING: Final = 14
_WIDEST: Final = 30
_PAIR: Final = 64
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

    def vartime_commit(
        self, r: Scalars, base: Points | None, c: Scalars, p: Points, s: Scalars | None = None
    ) -> Points:
        """base^r · p^c · g^s; ``None`` is the generator, an array of one serves all elements."""
        if base is None:
            if s is not None:
                r, s = [a + b for a, b in zip(r, s, strict=True)], None
            left = self.base(r)
        else:
            spread = base.take([0] * len(r)) if len(base) == 1 else base
            left = self.times(spread, r)
        both = self.add(left, self.times(p, c))
        return both if s is None else self.add(both, self.base(s))

    def vartime_power_product(self, p: Points, s: Scalars) -> Points:
        """The product of all p^s as an array of one; the identity for none."""
        return self.product(self.times(p, s))

    def vartime_equal_one(self, p: Points, s: Scalars) -> None:
        """Raises ``NotVerified("bel.not-one")`` unless the product of all p^s is the identity."""
        if _own(self.vartime_power_product(p, s)) != (_IDENTITY,):
            raise NotVerified("bel.not-one")

    def rank(self, text: str) -> int:
        """The place of a canonical text: its RFC 8032 encoding as a big-endian number."""
        return int.from_bytes(bytes.fromhex(text)[::-1], "big")

    def independent(self, indices: Sequence[int]) -> Points:
        """The generators h_i of the shuffle, from a public hash; -1 is h itself."""
        return _Array(tuple(map(_independent, indices)))

    def embed(self, values: Sequence[Sequence[int]]) -> Points:
        """One element for each vector of at most 30 numbers below 256."""
        return _Array(tuple(_embed(index, vector) for index, vector in enumerate(values)))

    def extract(self, points: Points, width: int) -> list[tuple[int, ...]]:
        """The vectors of ``width`` numbers that the elements hold."""
        numbers = [int.from_bytes(encoding, "little") for encoding in _own(points)]
        return to_vectors(numbers, width, _PADDING)

    def decode_affine(self, data: bytes) -> Points:
        """Elements from pairs of coordinates; raises ``Malformed("bel.point")`` with the index."""
        return self.decode_mixed([], data)[1]

    def decode_mixed(self, texts: Sequence[str], affine: bytes) -> tuple[Points, Points]:
        """Elements from texts and from pairs; an index of a pair counts on from the texts."""
        pairs = (affine[i : i + _PAIR] for i in range(0, len(affine), _PAIR))
        decoded = self.decode(texts)
        return decoded, _Array(tuple(map(_decode_pair, count(len(texts)), pairs)))

    def encode_affine(self, points: Points) -> bytes:
        """The pairs of coordinates, x then y, 32 bytes each, little-endian."""
        return b"".join(map(_encode_pair, _own(points)))


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


def _independent(index: int) -> bytes:
    number = int.from_bytes(hashlib.sha256(f"ggen|{index}".encode()).digest(), "big") >> 2
    for y in count(number):
        point = y.to_bytes(32, "little")
        try:
            for _ in range(3):
                point = crypto_core_ed25519_add(point, point)
        except RuntimeError:
            continue  # no point of the curve has this y
        return point
    raise AssertionError


def _embed(index: int, vector: Sequence[int]) -> bytes:
    number = to_number(index, vector, _WIDEST, _PADDING)
    for y in range(number, number + (1 << _PADDING)):
        point = y.to_bytes(32, "little")
        if point == _IDENTITY or crypto_core_ed25519_is_valid_point(point):
            return point
    raise Malformed("bel.embedding", index=index)


def _decode_pair(index: int, pair: bytes) -> bytes:
    x, y = (int.from_bytes(half, "little") for half in (pair[:32], pair[32:]))
    on_curve = (y * y - x * x - 1 - _D * x * x * y * y) % _FIELD == 0
    if len(pair) != _PAIR or x >= _FIELD or y >= _FIELD or not on_curve:
        raise Malformed("bel.point", index=index)
    return _decode(index, f"{y | (x & 1) << 255:064x}")


def _encode_pair(encoding: bytes) -> bytes:
    number = int.from_bytes(encoding, "little")
    y, odd = number % 2**255, number >> 255
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _FIELD) % _FIELD
    x = pow(square, (_FIELD + 3) // 8, _FIELD)
    if x * x % _FIELD != square:
        x = x * _ROOT_OF_MINUS_1 % _FIELD
    if x % 2 != odd:
        x = _FIELD - x
    return x.to_bytes(32, "little") + y.to_bytes(32, "little")
