"""Belenios' finite-field groups on gmpy2: the subgroup of prime order q modulo a prime p.

The text of an element is the number in base 10 (Belenios 3.3, "BELENIOS-2048" and
"RFC-3526-2048"); the identity is 1. ``base`` and ``times`` use ``powmod_sec``, whose time does
not depend on the exponent's bits, and give it exponents of one and the same size.

>>> group = ModP(BELENIOS_2048)
>>> group.encode(group.base([0]))
['1']
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import chain
from typing import Final

from gmpy2 import jacobi, mpz, powmod, powmod_sec

from suffrage.belenios._portable.fixed_base import (
    Comb,
    FixedBase,
    vartime_powers,
    vartime_product,
)
from suffrage.belenios._portable.modp_parameters import BELENIOS_2048, RFC_3526_2048, Parameters
from suffrage.belenios._portable.subgroup import all_inside
from suffrage.belenios.embedding import to_vectors
from suffrage.belenios.group import Points, Scalars
from suffrage.errors import Malformed, NotVerified

__all__ = ["BELENIOS_2048", "RFC_3526_2048", "ModP"]

_TEXT = re.compile(r"[1-9][0-9]{0,616}")
_BYTES: Final = frozenset(range(256))
_LIMB: Final = 64
# Up to so many elements, as many as a large ballot has, each is tested by itself and its table
# kept for the claims that follow: one power to test it, two in claims.
_FEW: Final = 256
_USES: Final = 3


@dataclass(frozen=True, slots=True)
class _Array:
    """Elements as numbers from 1 to p-1."""

    values: tuple[mpz, ...]

    def __len__(self) -> int:
        return len(self.values)

    def take(self, places: Sequence[int], /) -> "_Array":
        return _Array(tuple(self.values[place] for place in places))

    def join(self, *others: Points) -> "_Array":
        return _Array(tuple(chain(self.values, *map(_own, others))))


class ModP:
    """A subgroup modulo p; see ``suffrage.belenios.group.Group``."""

    def __init__(self, parameters: Parameters) -> None:
        """The group of these parameters, which are taken to be sound."""
        self.name: Final = parameters.name
        self.order: Final = parameters.q
        self._p: Final = mpz(parameters.p)
        self._q: Final = mpz(parameters.q)
        self._g: Final = mpz(parameters.g)
        self._padding: Final = parameters.padding
        self._lift: Final = _lift(parameters.q)
        self._bits: Final = parameters.q.bit_length()
        self._combs: OrderedDict[mpz, Comb] = OrderedDict()

    def decode(self, texts: Sequence[str]) -> Points:
        """Elements from canonical texts; raises ``Malformed("bel.point")`` with the index.

        Arrays of hundreds are tested together, which errs with probability 2^-128 (``subgroup``).
        """
        for index, text in enumerate(texts):
            if _TEXT.fullmatch(text) is None:
                raise Malformed("bel.point", index=index)
        values = tuple(map(mpz, texts))
        stranger = self._stranger(values)
        if stranger is not None:
            raise Malformed("bel.point", index=stranger)
        return _Array(values)

    def encode(self, points: Points) -> list[str]:
        """The canonical texts."""
        return [str(value) for value in _own(points)]

    def base(self, s: Scalars) -> Points:
        """g^s for each exponent."""
        return _Array(tuple(self._power(self._g, exponent) for exponent in s))

    def times(self, p: Points, s: Scalars) -> Points:
        """p^s element by element."""
        return _Array(tuple(map(self._power, _all(p, len(s)), s)))

    def add(self, p: Points, q: Points) -> Points:
        """p·q element by element."""
        pairs = zip(_own(p), _all(q, len(p)), strict=True)
        return _Array(tuple(left * right % self._p for left, right in pairs))

    def product(self, p: Points) -> Points:
        """The product of all elements as an array of one; the identity for none."""
        modulus = self._p
        return _Array((reduce(lambda a, b: a * b % modulus, _own(p), mpz(1)),))

    def vartime_commit(
        self, r: Scalars, base: Points | None, c: Scalars, p: Points, s: Scalars | None = None
    ) -> Points:
        """base^r · p^c · g^s; ``None`` is the generator, an array of one serves all elements.

        Equal elements share their tables, wherever they were taken from.
        """
        powers = self._vartime_powers(_all(p, len(c)), c)
        if base is None:
            exponents = r if s is None else [a + b for a, b in zip(r, s, strict=True)]
            return _Array(tuple(self._vartime_by_table(self._g, exponents, powers)))
        if len(base) == 1 != len(r):
            powers = self._vartime_by_table(_own(base)[0], r, powers)
        else:
            others = self._vartime_powers(_all(base, len(r)), r)
            powers = [a * b % self._p for a, b in zip(powers, others, strict=True)]
        return _Array(tuple(powers if s is None else self._vartime_by_table(self._g, s, powers)))

    def vartime_power_product(self, p: Points, s: Scalars) -> Points:
        """The product of all p^s as an array of one; the identity for none."""
        exponents = [exponent % self.order for exponent in s]
        return _Array((vartime_product(_all(p, len(s)), exponents, self._p),))

    def vartime_equal_one(self, p: Points, s: Scalars) -> None:
        """Raises ``NotVerified("bel.not-one")`` unless the product of all p^s is the identity."""
        if _own(self.vartime_power_product(p, s)) != (1,):
            raise NotVerified("bel.not-one")

    def rank(self, text: str) -> int:
        """The place of a canonical text: the number itself."""
        return int(text)

    def independent(self, indices: Sequence[int]) -> Points:
        """The generators h_i of the shuffle, from a public hash; -1 is h itself."""
        digests = (hashlib.sha256(f"ggen|{index}".encode()).digest() for index in indices)
        cofactor = (self._p - 1) // self._q
        numbers = (mpz(int.from_bytes(digest)) for digest in digests)
        return _Array(tuple(powmod(number, cofactor, self._p) for number in numbers))

    def embed(self, values: Sequence[Sequence[int]]) -> Points:
        """One element for each vector of numbers below 256: 255 of them in RFC-3526-2048.

        A vector of 255 that begins with eight times 255 exceeds p, and is refused too.
        """
        if self._padding is None:
            raise Malformed("bel.unsupported", what=f"embedding in {self.name}")
        return _Array(tuple(self._embed(index, vector) for index, vector in enumerate(values)))

    def extract(self, points: Points, width: int) -> list[tuple[int, ...]]:
        """The vectors of ``width`` numbers that the elements hold."""
        if self._padding is None:
            raise Malformed("bel.unsupported", what=f"embedding in {self.name}")
        return to_vectors([int(value) for value in _own(points)], width, self._padding)

    def _stranger(self, values: Sequence[mpz]) -> int | None:
        """The index of the first number that is no element."""
        outside = (i for i, value in enumerate(values) if not 0 < value < self._p)
        found = next(outside, None)
        if found is not None:
            return found
        if self._p == 2 * self._q + 1:
            # The subgroup is that of the squares.
            return next((i for i, v in enumerate(values) if jacobi(v, self._p) != 1), None)
        if len(values) > _FEW and all_inside(values, self._p, self._q):
            return None
        return next((i for i, v in enumerate(values) if not self._test(v)), None)

    def _test(self, value: mpz) -> bool:
        """Whether one value is in the group; its table waits for the power that follows."""
        comb = Comb(value, self._p, self._bits, _USES)
        if comb.vartime_power(self.order) != 1:
            return False
        while len(self._combs) >= _FEW:
            self._combs.popitem(last=False)
        self._combs[value] = comb
        return True

    def _power(self, value: mpz, exponent: int) -> mpz:
        return powmod_sec(value, exponent % self.order + self._lift, self._p)

    def _vartime_powers(self, values: Sequence[mpz], exponents: Scalars) -> list[mpz]:
        places: dict[mpz, list[int]] = {}
        for place, value in enumerate(values):
            places.setdefault(value, []).append(place)
        powers = [mpz(1)] * len(values)
        for value, several in places.items():
            chosen = [exponents[place] % self.order for place in several]
            comb = self._combs.pop(value, None)
            if comb is None:
                made = vartime_powers(value, chosen, self._p, self._bits)
            else:
                made = [comb.vartime_power(exponent) for exponent in chosen]
            for place, power in zip(several, made, strict=True):
                powers[place] = power
        return powers

    def _vartime_by_table(self, value: mpz, exponents: Scalars, starts: Sequence[mpz]) -> list[mpz]:
        """start·value^exponent for each pair."""
        fixed = _table(value, self._p, self._bits)
        pairs = zip(exponents, starts, strict=True)
        return [fixed.vartime_power(exponent % self.order, start) for exponent, start in pairs]

    def _embed(self, index: int, vector: Sequence[int]) -> mpz:
        padding = self._padding or 0
        if 8 * len(vector) + padding > self._p.bit_length() or not set(vector) <= _BYTES:
            raise Malformed("bel.embedding", index=index)
        first = mpz(int.from_bytes(bytes(vector)) << padding)
        for value in (first + epsilon for epsilon in range(1 << padding)):
            if self._stranger([value]) is None:
                return value
        raise Malformed("bel.embedding", index=index)


# Of the generator, an election's key and two more: elections are verified one after another.
@lru_cache(maxsize=4)
def _table(value: mpz, modulus: mpz, bits: int) -> FixedBase:
    return FixedBase(value, modulus, bits)


def _lift(order: int) -> int:
    """The least multiple of q that lifts every exponent to one number of machine words.

    ``powmod_sec`` wants an exponent above 0, and its time depends on the words.
    """
    lift = order
    while -(-lift.bit_length() // _LIMB) != -(-(lift + order - 1).bit_length() // _LIMB):
        lift += order
    return lift


def _own(points: Points) -> tuple[mpz, ...]:
    if not isinstance(points, _Array):
        raise TypeError(type(points).__name__)
    return points.values


def _all(points: Points, number: int) -> tuple[mpz, ...]:
    values = _own(points)
    if len(values) != number:
        raise ValueError(len(values), number)
    return values
