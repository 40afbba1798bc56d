"""The result: one count an option, proved by the factors of all trustees.

Checking needs no discrete logarithm: beta · Π f⁻¹ · g^(-count) must be the identity.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isqrt

from suffrage.belenios.combine_shares import combine
from suffrage.belenios.decryption import Share
from suffrage.belenios.election import Election
from suffrage.belenios.group import Group, Points
from suffrage.belenios.shapes import nest
from suffrage.belenios.strict_json import Record, Small, read, write
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import Trustees
from suffrage.errors import Malformed, NotVerified

__all__ = ["Result", "ResultRecord", "check_result", "compute_result"]


class ResultRecord(Record, frozen=True, kw_only=True):
    """The counts per question, as published."""

    result: tuple[tuple[Small, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Counts per question in the order of the ciphertexts: blank first where it is offered."""

    counts: tuple[tuple[int, ...], ...]
    records: tuple[bytes, ...] = field(repr=False)


def compute_result(
    election: Election, trustees: Trustees, tally: Tally, shares: Sequence[Share]
) -> Result:
    """The counts; raises as ``combine``, and ``NotVerified("bel.result-range")``.

    No count exceeds the number of ballots tallied, so a search of its square root is enough.
    """
    group = election.group
    factors = combine(group, trustees, shares)
    flat = []
    for place in range(len(tally.ciphertexts.betas)):
        points, exponents = _equation(tally, factors, place)
        power = group.product(group.times(points, exponents))
        flat.append(_logarithm(group, power, tally.number))
    counts = nest(tally.shape, flat)
    return Result(counts, (write(ResultRecord(result=counts)),))


def check_result(
    election: Election,
    trustees: Trustees,
    tally: Tally,
    shares: Sequence[Share],
    records: Sequence[bytes],
) -> Result:
    """The result that these records publish, if it is what the shares decrypt.

    Raises as ``combine``; ``NotVerified("bel.result")`` with the place of the count;
    ``Malformed``: ``bel.result-shape``, ``bel.json``, ``bel.canonical``.
    """
    factors = combine(election.group, trustees, shares)
    counts = read(records[-1], ResultRecord, "result").result
    if [len(row) for row in counts] != list(tally.shape):
        raise Malformed("bel.result-shape")
    group = election.group
    generator = group.base([1])
    for place, count in enumerate(count for row in counts for count in row):
        points, exponents = _equation(tally, factors, place)
        try:
            group.vartime_equal_one(points.join(generator), [*exponents, -count])
        except NotVerified as error:
            raise NotVerified("bel.result", index=place) from error
    return Result(counts, tuple(records))


def _equation(tally: Tally, factors: Points, place: int) -> tuple[Points, list[int]]:
    """Points and exponents whose product is g^count for the ciphertext at this place."""
    return tally.ciphertexts.betas.take([place]).join(factors.take([place])), [1, -1]


def _logarithm(group: Group, power: Points, largest: int) -> int:
    """The m of g^m between 0 and ``largest``: baby steps and giant steps (Shanks, 1971)."""
    step = isqrt(largest) + 1
    small = {text: m for m, text in enumerate(group.encode(group.base(range(step))))}
    back = group.base([-step])
    for giant in range(step):
        (text,) = group.encode(power)
        if text in small and giant * step + small[text] <= largest:
            return giant * step + small[text]
        power = group.add(power, back)
    raise NotVerified("bel.result-range")
