"""Whether many residues all lie in the subgroup of order q, for less than a power each.

128 products of subsets are raised to q instead of every residue. The subsets come
from a hash of all residues. If one residue is outside, a product shows it with probability at
least 1/2 whatever the others are, so all 128 are silent with probability at most 2^-128 for each
list that somebody tries; what is outside cannot be chosen to fit subsets that depend on it.
This is the test with random subset products of small-order attacks on batch verification (Boyd
and Pavlovski, 2000; Hoshino, Abe and Kobayashi, 2001), made deterministic as a Fiat-Shamir
challenge is, so that a verification says the same each time.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from gmpy2 import mpz, powmod

__all__ = ["all_inside"]

_ROUNDS: Final = 128
# Eight subsets at a time share their products through 256 buckets.
_BYTE: Final = 8


def all_inside(values: Sequence[mpz], modulus: mpz, order: mpz) -> bool:
    """Whether all values, from 1 to p-1, are in the subgroup; its time depends on them."""
    size = (int(modulus).bit_length() + 7) // 8
    residues = hashlib.sha256()
    for value in (modulus, order, *values):
        residues.update(int(value).to_bytes(size))
    drawn = hashlib.shake_256(residues.digest()).digest(_ROUNDS // _BYTE * len(values))
    for start in range(0, len(drawn), len(values)):
        subsets = drawn[start : start + len(values)]
        for product in _subset_products(values, subsets, modulus):
            if powmod(product, order, modulus) != 1:
                return False
    return True


def _subset_products(values: Sequence[mpz], subsets: bytes, modulus: mpz) -> list[mpz]:
    """For each bit the product of the values whose byte has it."""
    buckets = [mpz(1)] * (1 << _BYTE)
    for value, subset in zip(values, subsets, strict=True):
        buckets[subset] = buckets[subset] * value % modulus
    products = []
    while len(buckets) > 1:
        half = len(buckets) // 2
        product = mpz(1)
        for bucket in buckets[half:]:
            product = product * bucket % modulus
        products.append(product)
        buckets = [low * high % modulus for low, high in zip(buckets, buckets[half:], strict=False)]
    return products
