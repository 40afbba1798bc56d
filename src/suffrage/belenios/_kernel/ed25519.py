"""Ed25519 on ``suffrage_kernel``: constant time for secrets, all cores, five times as fast.

Points that ``base`` and ``times`` give stay in constant-time hands, and so does what ``add`` and
``product`` make from them, until they are encoded or given to a ``vartime_…`` operation.
Exponents pass through Python integers, whose arithmetic does not run in constant time; the
kernel's copies of them are overwritten.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

import suffrage_kernel

from suffrage.belenios.embedding import to_number, to_vectors
from suffrage.belenios.group import Points, Scalars
from suffrage.errors import Malformed, NotVerified, Unavailable

__all__ = ["Ed25519"]

_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_IDENTITY: Final = f"{1:064x}"
_PADDING: Final = 14
_WIDEST: Final = 30
_PAIR: Final = 64


class Ed25519:
    """The prime-order subgroup of Ed25519; see ``suffrage.belenios.group.BatchGroup``."""

    name: Final = "Ed25519"
    order: Final = _ORDER

    def __init__(self) -> None:
        self._group = suffrage_kernel.Ed25519()

    def decode(self, texts: Sequence[str]) -> Points:
        """Elements from canonical texts; raises ``Malformed("bel.point")`` with the index."""
        return self.decode_mixed(texts, b"")[0]

    def decode_affine(self, data: bytes) -> Points:
        """Elements from pairs of coordinates; raises ``Malformed("bel.point")`` with the index."""
        return self.decode_mixed([], data)[1]

    def decode_mixed(self, texts: Sequence[str], affine: bytes) -> tuple[Points, Points]:
        """Elements from texts and from pairs; an index of a pair counts on from the texts."""
        whole = len(affine) // _PAIR * _PAIR
        try:
            decoded = self._group.decode(texts, affine[:whole])
        except suffrage_kernel.NotAnElementError as error:
            raise Malformed("bel.point", index=error.args[0]) from None
        except OSError:
            raise Unavailable("bel.entropy") from None
        if whole != len(affine):
            raise Malformed("bel.point", index=len(texts) + whole // _PAIR)
        return decoded

    def encode(self, points: Points) -> list[str]:
        """The canonical texts."""
        return self._group.encode(_own(points))

    def encode_affine(self, points: Points) -> bytes:
        """The pairs of coordinates, x then y, 32 bytes each, little-endian."""
        return self._group.vartime_pairs(_own(points))

    def base(self, s: Scalars) -> Points:
        """g^s for each exponent."""
        return self._group.base(_packed(s))

    def times(self, p: Points, s: Scalars) -> Points:
        """p^s element by element."""
        return self._group.times(_own(p), _packed(s))

    def add(self, p: Points, q: Points) -> Points:
        """p·q element by element."""
        return self._group.add(_own(p), _own(q))

    def product(self, p: Points) -> Points:
        """The product of all elements as an array of one; the identity for none."""
        return self._group.product(_own(p))

    def vartime_commit(
        self, r: Scalars, base: Points | None, c: Scalars, p: Points, s: Scalars | None = None
    ) -> Points:
        """base^r · p^c · g^s; ``None`` is the generator, an array of one serves all elements.

        An array of one that comes again and again gets a table of its powers; equal places of one
        array in ``p`` and ``base`` share their doublings.
        """
        return self._group.vartime_commit(
            _packed(r),
            None if base is None else _own(base),
            _packed(c),
            _own(p),
            None if s is None else _packed(s),
        )

    def vartime_power_product(self, p: Points, s: Scalars) -> Points:
        """The product of all p^s as an array of one; the identity for none."""
        return self._group.vartime_power_product(_own(p), _packed(s))

    def vartime_equal_one(self, p: Points, s: Scalars) -> None:
        """Raises ``NotVerified("bel.not-one")`` unless the product of all p^s is the identity."""
        if self.encode(self.vartime_power_product(p, s)) != [_IDENTITY]:
            raise NotVerified("bel.not-one")

    def rank(self, text: str) -> int:
        """The place of a canonical text: its RFC 8032 encoding as a big-endian number."""
        return int.from_bytes(bytes.fromhex(text)[::-1])

    def independent(self, indices: Sequence[int]) -> Points:
        """The generators h_i of the shuffle, from a public hash; -1 is h itself."""
        digests = (hashlib.sha256(f"ggen|{index}".encode()).digest() for index in indices)
        return self._group.lift(_joined([int.from_bytes(digest) >> 2 for digest in digests]))

    def embed(self, values: Sequence[Sequence[int]]) -> Points:
        """One element for each vector of at most 30 numbers below 256."""
        vectors = enumerate(values)
        numbers = [to_number(index, vector, _WIDEST, _PADDING) for index, vector in vectors]
        try:
            return self._group.embed(_joined(numbers))
        except suffrage_kernel.NoEmbeddingError as error:
            raise Malformed("bel.embedding", index=error.args[0]) from None

    def extract(self, points: Points, width: int) -> list[tuple[int, ...]]:
        """The vectors of ``width`` numbers that the elements hold."""
        return to_vectors([int(text, 16) for text in self.encode(points)], width, _PADDING)


def _own(points: Points) -> suffrage_kernel.Points:
    if not isinstance(points, suffrage_kernel.Points):
        raise TypeError(type(points).__name__)
    return points


def _packed(exponents: Scalars) -> bytes:
    return _joined([exponent % _ORDER for exponent in exponents])


def _joined(numbers: Sequence[int]) -> bytes:
    return b"".join([number.to_bytes(32, "little") for number in numbers])
