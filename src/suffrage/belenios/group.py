"""Arrays of group elements and of exponents, and what a backend does with them.

* ``Points`` come from a backend only: each element was decoded, found canonical and in the
  group of prime order, or computed from such elements. No later check of membership is needed.
* Operations work on whole arrays, element by element, so that a backend may use all cores.
* ``vartime_…`` may take a time that depends on its arguments: never give it a secret.

The group is written multiplicatively in formulas, as in the specification of Belenios:
``times`` is the power, ``add`` the product of two elements.

>>> from suffrage.belenios.backend import load_group
>>> group = load_group("Ed25519")
>>> group.encode(group.base([0])) == [f"{1:064x}"]
True
"""

from collections.abc import Callable, Sequence
from typing import Protocol, Self, TypeAlias, runtime_checkable

from suffrage.errors import Malformed, Unavailable

__all__ = [
    "BatchGroup",
    "Entropy",
    "Group",
    "Points",
    "Scalars",
    "random_scalars",
    "refuse_identity",
]

# Exponents are integers because challenges and responses are computed and written as integers.
# A backend takes them modulo the order.
Scalars: TypeAlias = Sequence[int]
Entropy: TypeAlias = Callable[[int], bytes]

# Bytes beyond the size of an exponent: the bias of the reduction stays below 2**-250.
_MORE = 32


class Points(Protocol):
    """An array of group elements, of which only its backend knows the representation."""

    def __len__(self) -> int:
        """The number of elements."""

    def take(self, places: Sequence[int], /) -> Self:
        """The elements at these places, in this order; a place may come more than once."""

    def join(self, *others: "Points") -> Self:
        """This array followed by the others."""


class Group(Protocol):
    """A group of prime ``order`` under its Belenios ``name``; two arrays have equal lengths."""

    @property
    def name(self) -> str:
        """The name as in the election record and in the proofs."""

    @property
    def order(self) -> int:
        """The prime order q."""

    def decode(self, texts: Sequence[str]) -> Points:
        """Elements from canonical texts; raises ``Malformed("bel.point")`` with the index."""

    def encode(self, points: Points) -> list[str]:
        """The canonical texts."""

    def base(self, s: Scalars) -> Points:
        """g^s for each exponent, in constant time."""

    def times(self, p: Points, s: Scalars) -> Points:
        """p^s element by element, in constant time."""

    def add(self, p: Points, q: Points) -> Points:
        """p·q element by element."""

    def product(self, p: Points) -> Points:
        """The product of all elements as an array of one; the identity for none."""

    def vartime_commit(
        self, r: Scalars, base: Points | None, c: Scalars, p: Points, s: Scalars | None = None
    ) -> Points:
        """base^r · p^c · g^s; ``None`` is the generator, an array of one serves all elements.

        Elements of ``p`` taken several times from one array may share their tables, so callers
        leave ``beta/g^m`` as beta with ``s = -m·c``.
        """

    def vartime_power_product(self, p: Points, s: Scalars) -> Points:
        """The product of all p^s as an array of one; the identity for none."""

    def vartime_equal_one(self, p: Points, s: Scalars) -> None:
        """Raises ``NotVerified("bel.not-one")`` unless the product of all p^s is the identity."""

    def rank(self, text: str) -> int:
        """The place of a canonical text in the order that Belenios gives the group's elements."""

    def independent(self, indices: Sequence[int]) -> Points:
        """The generators h_i of the shuffle, from a public hash; -1 is h itself."""

    def embed(self, values: Sequence[Sequence[int]]) -> Points:
        """One element for each vector of numbers below 256.

        Raises ``Malformed("bel.embedding")`` with the index of a vector that is too long, and
        ``Malformed("bel.unsupported")`` in a group without embedding. Its time depends on the
        vector, as in the reference: how many tries find an element.
        """

    def extract(self, points: Points, width: int) -> list[tuple[int, ...]]:
        """The vectors of ``width`` numbers that the elements hold; every element holds one.

        Raises ``Malformed("bel.unsupported")`` in a group without embedding.
        """


@runtime_checkable
class BatchGroup(Group, Protocol):
    """A group whose elements may also be given by coordinates, which cost less to decode.

    A pair is x then y, 32 bytes each, little-endian, both below the field's prime. It proves
    itself by the curve's equation, so nobody has to trust who computed it.
    """

    def decode_affine(self, data: bytes) -> Points:
        """Elements from pairs; raises ``Malformed("bel.point")`` with the index."""

    def decode_mixed(self, texts: Sequence[str], affine: bytes) -> tuple[Points, Points]:
        """``decode`` and ``decode_affine`` under one test of membership.

        Raises ``Malformed("bel.point")``; the index of a pair counts on from the texts.
        """

    def encode_affine(self, points: Points) -> bytes:
        """The pairs of coordinates, one after the other."""


def random_scalars(group: Group, number: int, entropy: Entropy) -> list[int]:
    """Uniform exponents; raises ``Unavailable("bel.entropy")`` if the source falls short.

    They fill the whole order, whatever its size: a short blinding exponent would show the secret.
    """
    wide = (group.order.bit_length() + 7) // 8 + _MORE
    data = entropy(wide * number)
    if len(data) != wide * number:
        raise Unavailable("bel.entropy")
    parts = (data[i : i + wide] for i in range(0, len(data), wide))
    return [int.from_bytes(part, "big") % group.order for part in parts]


def refuse_identity(group: Group, points: Points) -> None:
    """Raises ``Malformed("bel.identity")`` with the index of a public key whose secret is 0.

    Such an element is in the group, and Belenios accepts it; a key that everybody knows is none.
    """
    (identity,) = group.encode(group.base([0]))
    for index, text in enumerate(group.encode(points)):
        if text == identity:
            raise Malformed("bel.identity", index=index)
