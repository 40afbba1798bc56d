"""The result: what the factors of the trustees make of the tally.

For questions counted under encryption it is one count an option, and checking needs no discrete
logarithm: beta · f⁻¹ must be g^count, where f is the product of the factors. For the others it is
each ballot's numbers, in the order of the last shuffle, read from the element beta · f⁻¹.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from suffrage.belenios.combine_shares import combine
from suffrage.belenios.credentials import LARGEST_SEARCH
from suffrage.belenios.decryption import Share
from suffrage.belenios.election import Election
from suffrage.belenios.group import Group, Points
from suffrage.belenios.logarithm import logarithms
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.shapes import Row, flatten, nest, row_ranges
from suffrage.belenios.strict_json import Count, Record, read, read_count, write, write_count
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import Trustees
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = ["Counts", "Result", "ResultRecord", "check_result", "compute_result"]

# Of each question: counts, counts in each list, or the numbers of each ballot.
Counts: TypeAlias = tuple[tuple[Any, ...], ...]


class ResultRecord(Record, frozen=True, kw_only=True):
    """The result per question, as published."""

    result: tuple[tuple[Count | tuple[Count, ...], ...], ...]

    def counts(self) -> Counts:
        """The numbers; raises ``Malformed("bel.canonical")`` for a small one in a string."""
        return _each(lambda count: read_count(count, "result"), self.result)


@dataclass(frozen=True, slots=True)
class Result:
    """Per question the counts in the order of the ciphertexts, blank first where it is offered.

    For lists they are nested once more; for shuffled questions there is one vector of numbers a
    ballot instead.
    """

    counts: Counts
    records: tuple[bytes, ...] = field(repr=False)


def compute_result(
    election: Election, trustees: Trustees, tally: Tally, shares: Sequence[Share]
) -> Result:
    """The result; ``tally`` is the one that was decrypted, after the shuffles if there are any.

    No count exceeds the total weight, so a search of its square root is enough; above
    ``LARGEST_SEARCH`` it is refused with ``Refused("bel.result-search")``, whereas checking a
    result has no bound. Raises as ``combine``; ``NotVerified("bel.result-range")``. An element
    that no honest voter encrypts is read like the others (``embedding``), and its numbers are
    void where the counting does not know them.
    """
    if tally.weight > LARGEST_SEARCH:
        raise Refused("bel.result-search", weight=tally.weight, most=LARGEST_SEARCH)
    group, rows = election.group, list[tuple[Any, ...]]()
    powers = _powers(group, tally, combine(group, trustees, shares))
    parts = list(_parts(election, tally))
    searched = [place for _, places, width in parts if width is None for place in places]
    found = iter(logarithms(group, powers.take(searched), tally.weight))
    for row, places, width in parts:
        if width is None:
            rows += nest((row,), [next(found) for _ in places])
        else:
            rows.append(tuple(group.extract(powers.take(places), width)))
    record = ResultRecord(result=_each(write_count, rows))
    return Result(tuple(rows), (write(record),))


def check_result(
    election: Election,
    trustees: Trustees,
    tally: Tally,
    shares: Sequence[Share],
    records: Sequence[bytes],
) -> Result:
    """The result that these records publish, if it is what the shares decrypt.

    Raises as ``combine``; ``NotVerified``: ``bel.result`` with the question and the place of the
    count or ballot in it; ``Malformed``: ``bel.result-shape``, ``bel.json``, ``bel.canonical``.
    """
    group = election.group
    powers = _powers(group, tally, combine(group, trustees, shares))
    counts = read(records[-1], ResultRecord, "result").counts()
    if len(counts) != len(tally.shape):
        raise Malformed("bel.result-shape")
    for index, (row, places, width) in enumerate(_parts(election, tally)):
        part = powers.take(places)
        if width is None:
            _compare(index, group.encode(part), _texts(group, tally, row, counts[index]))
        else:
            _compare(index, group.extract(part, width), counts[index])
    return Result(counts, tuple(records))


def _powers(group: Group, tally: Tally, factors: Points) -> Points:
    """What each ciphertext encrypts, as an element: beta · f⁻¹."""
    return group.add(tally.ciphertexts.betas, group.times(factors, [-1] * len(factors)))


def _parts(election: Election, tally: Tally) -> Iterator[tuple[Row, range, int | None]]:
    """Of each question the shape, the places, and how many numbers an element holds if any."""
    ranges = row_ranges(tally.shape)
    for row, places, question in zip(tally.shape, ranges, election.record.questions, strict=True):
        kind = kind_of(question)
        yield row, places, kind.embeds(question) if kind.embeds else None


def _texts(group: Group, tally: Tally, row: Row, published: Sequence[Any]) -> list[str]:
    """The elements g^count; "" for a count above the total weight, which no ballots give."""
    try:
        counts: list[int] = flatten((row,), (published,))
    except (Malformed, TypeError):
        raise Malformed("bel.result-shape") from None
    if not all(isinstance(count, int) for count in counts):
        raise Malformed("bel.result-shape")
    texts = group.encode(group.base(counts))
    return [
        text if count <= tally.weight else "" for text, count in zip(texts, counts, strict=True)
    ]


def _compare(question: int, right: Sequence[object], given: Sequence[object]) -> None:
    if len(right) != len(given):
        raise Malformed("bel.result-shape")
    for place, (one, other) in enumerate(zip(right, given, strict=True)):
        if one != other:
            raise NotVerified("bel.result", question=question, index=place)


def _each(change: Callable[[Any], Any], counts: Sequence[Any]) -> tuple[Any, ...]:
    """The same nesting with every number changed."""
    return tuple(
        _each(change, part) if isinstance(part, tuple | list) else change(part) for part in counts
    )
