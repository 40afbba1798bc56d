"""Powers modulo a prime, faster than one by one: for public bases and exponents only.

Whatever repeats is paid once: ``FixedBase`` is for a base of thousands of powers (the generator,
the election's key), ``Comb`` for a base of a few (each alpha and beta is tested for its group and
stands in two claims), ``vartime_product`` for many bases of which only the product is asked.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from gmpy2 import mpz, powmod

__all__ = ["Comb", "FixedBase", "vartime_powers", "vartime_product"]

# At 2048 bits one element takes 0.3 kB, so a table stays below 8 MB and 40 ms; a few thousand
# powers, as many as one chunk of ballots takes, do not repay a larger one.
_TABLE: Final = 24_000
# From so many powers on, a table of fixed windows costs less than it saves.
_MANY: Final = 150
# Nanoseconds of a squaring inside ``powmod`` and of a product in Python, at 2048 bits. Only
# their ratio matters: it chooses the height of a comb.
_SQUARING: Final = 1_100
_PRODUCT: Final = 1_500
_TALLEST: Final = 8


class FixedBase:
    """Powers of one base by table: a product for each window of the exponent, no squaring.

    Brickell, Gordon, McCurley and Wilson (1992), with a whole table for each window.
    """

    __slots__ = ("_modulus", "_rows", "_width")

    def __init__(self, base: mpz, modulus: mpz, bits: int) -> None:
        """A table for exponents of at most ``bits`` bits."""
        self._modulus = modulus
        self._width = _window(bits)
        self._rows: list[list[mpz]] = []
        for _ in range(0, bits, self._width):
            row = [mpz(1)]
            for _ in range(1 << self._width):
                row.append(row[-1] * base % modulus)
            base = row.pop()
            self._rows.append(row)

    def vartime_power(self, exponent: int, start: mpz) -> mpz:
        """start·base^exponent for an exponent that is not negative."""
        if not exponent:
            return start
        modulus, width = self._modulus, self._width
        mask = (1 << width) - 1
        for row in self._rows:
            start = start * row[exponent & mask] % modulus
            exponent >>= width
        return start


class Comb:
    """Powers of one base by a small table: the exponent's bits in rows, a product a column.

    Lim and Lee (1994): the table holds the product of every subset of the rows' bases, and each
    column of bits names one of them.
    """

    __slots__ = ("_height", "_length", "_modulus", "_table")

    def __init__(self, base: mpz, modulus: mpz, bits: int, uses: int) -> None:
        """A table for exponents of at most ``bits`` bits, cheapest for so many ``uses``."""
        self._modulus = modulus
        self._height = _height(bits, uses)
        self._length = -(-bits // self._height)
        self._table, step = [mpz(1), base], mpz(1) << self._length
        for _ in range(1, self._height):
            base = powmod(base, step, modulus)
            self._table += [entry * base % modulus for entry in self._table]

    def vartime_power(self, exponent: int) -> mpz:
        """base^exponent for an exponent that is not negative."""
        modulus, table = self._modulus, self._table
        power = mpz(1)
        for column in _columns(exponent, self._height, self._length):
            power = power * power % modulus
            if column:
                power = power * table[column] % modulus
        return power


def vartime_powers(base: mpz, exponents: Sequence[int], modulus: mpz, bits: int) -> list[mpz]:
    """base^e for each exponent of at most ``bits`` bits, none of them negative."""
    if len(exponents) == 1:
        return [powmod(base, exponents[0], modulus)]
    if len(exponents) >= _MANY:
        fixed = FixedBase(base, modulus, bits)
        return [fixed.vartime_power(exponent, mpz(1)) for exponent in exponents]
    comb = Comb(base, modulus, bits, len(exponents))
    return [comb.vartime_power(exponent) for exponent in exponents]


def vartime_product(bases: Sequence[mpz], exponents: Sequence[int], modulus: mpz) -> mpz:
    """The product of all base^exponent, by buckets (Pippenger, 1976); exponents not negative."""
    bits = max((exponent.bit_length() for exponent in exponents), default=0)
    width = max(1, len(bases).bit_length() - 3)
    mask = (1 << width) - 1
    total = mpz(1)
    for shift in reversed(range(0, bits, width)):
        total = powmod(total, 1 << width, modulus)
        buckets = [mpz(1)] * (1 << width)
        for base, exponent in zip(bases, exponents, strict=True):
            digit = exponent >> shift & mask
            buckets[digit] = buckets[digit] * base % modulus
        running = mpz(1)
        for bucket in buckets[:0:-1]:
            running = running * bucket % modulus
            total = total * running % modulus
    return total


@cache
def _window(bits: int) -> int:
    """The widest window whose table stays within ``_TABLE`` elements."""
    return max(w for w in range(1, bits + 1) if -(-bits // w) << w <= _TABLE)


@cache
def _height(bits: int, uses: int) -> int:
    """The height of the comb that costs least for so many powers."""

    def cost(height: int) -> int:
        rows = _SQUARING * bits * (height - 1) // height
        table = _PRODUCT * ((1 << height) - height)
        return rows + table + _PRODUCT * uses * 2 * bits // height

    return min(range(1, _TALLEST + 1), key=cost)


def _columns(exponent: int, height: int, length: int) -> bytes:
    """The columns of the exponent's bits from the highest: bit i of each is that of row i."""
    digits = f"{exponent:0{height * length}b}".encode()
    ones = int.from_bytes(b"\x01" * length)
    columns = 0
    for row in range(height):
        part = digits[row * length : (row + 1) * length]
        columns |= (int.from_bytes(part) & ones) << (height - 1 - row)
    return columns.to_bytes(length)
