"""The encrypted tally: what of the counted ballots is decrypted.

For questions that are counted under encryption it is, for each option, the product of the
ciphertexts to the power of the ballots' weights; for the others all ciphertexts, sorted, so that
their order tells nothing of that of casting. The last ballot of each credential counts. The
figures beside the tally are recomputed as well; the reference tool of release 3.3 takes them as
they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.check_ballot import CheckedBallot
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.group import Group
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.questions.table import kind_of
from suffrage.belenios.shapes import Row, Shape, nest
from suffrage.belenios.strict_json import (
    Count,
    Digest,
    Record,
    Small,
    read,
    read_count,
    write,
    write_count,
)
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "SizedTally",
    "Tally",
    "add_up",
    "check_tally",
    "counted_ballots",
    "counted_places",
    "encrypt_tally",
    "make_tally",
]

_RECORDS = 2
_Published = tuple[tuple[Ciphertext | tuple[Ciphertext, ...], ...], ...]


class SizedTally(Record, frozen=True, kw_only=True):
    """The figures beside a tally, and its hash."""

    num_tallied: Small
    total_weight: Count
    encrypted_tally: Digest


@dataclass(frozen=True, slots=True)
class Tally:
    """The ciphertexts of all questions one after another, and the records that publish them.

    ``number`` ballots count, with ``weight`` in all; ``shape`` says how the records nest the
    ciphertexts, and whatever is published about them one by one.
    """

    number: int
    weight: int
    shape: Shape
    ciphertexts: Ciphertexts = field(repr=False)
    records: tuple[bytes, ...] = field(repr=False)


def counted_ballots(ballots: Iterable[CheckedBallot]) -> tuple[CheckedBallot, ...]:
    """The last ballot of each credential, from all ballots in the order of casting."""
    return tuple({ballot.credential: ballot for ballot in ballots}.values())


def encrypt_tally(election: Election, ballots: Iterable[CheckedBallot]) -> Tally:
    """The tally of all ballots given in the order of casting; of none, the identity."""
    counted = counted_ballots(ballots)
    every = _columns(election, counted)
    mixed = [every.take(column) for column in _mixed_columns(election, len(counted))]
    weight = sum(ballot.weight for ballot in counted)
    return make_tally(election, len(counted), weight, add_up(election, counted), mixed)


def add_up(election: Election, ballots: Sequence[CheckedBallot]) -> Ciphertexts:
    """For each ciphertext that is counted under encryption, the sum over all these ballots."""
    every, width = _columns(election, ballots), election.claims.width
    weights = [ballot.weight for ballot in ballots]
    sums = [
        _sum(election.group, every.take(range(place, width * len(ballots), width)), weights)
        for place in counted_places(election)
    ]
    return _empty(election).join(*sums)


def counted_places(election: Election) -> list[int]:
    """The places in a ballot of the ciphertexts that are counted under encryption."""
    pairs = zip(election.record.questions, election.claims.rows, strict=True)
    return [place for question, row in pairs if not kind_of(question).embedded for place in row]


def make_tally(
    election: Election,
    number: int,
    weight: int,
    sums: Ciphertexts,
    mixed: Sequence[Ciphertexts],
) -> Tally:
    """The tally of ``number`` ballots from their sums, as ``add_up`` orders them.

    ``mixed`` has for each question that is shuffled the ciphertexts of all ballots, in any order.
    """
    rest, start = iter(mixed), 0
    parts, shape = [_empty(election)], list[Row]()
    for question, row in zip(election.record.questions, election.claims.rows, strict=True):
        if kind_of(question).embedded:
            parts.append(_sorted(election.group, next(rest)))
            shape.append(number)
        else:
            parts.append(sums.take(range(start, start := start + len(row))))
            shape.append(kind_of(question).row(question))
    total = parts[0].join(*parts[1:])
    records = _write(election.group, tuple(shape), total, number, weight)
    return Tally(number, weight, tuple(shape), total, records)


def check_tally(right: Tally, records: Sequence[bytes]) -> Tally:
    """The tally of the ballots, if it is the one that the records publish.

    Raises ``NotVerified``: ``bel.tally``, ``bel.tally-hash``, ``bel.tally-number``,
    ``bel.tally-weight``; ``Malformed``: ``bel.json``, ``bel.canonical``.
    """
    if len(records) != _RECORDS:
        raise Malformed("bel.event-records", type="EncryptedTally", number=len(records))
    read(records[0], _Published, "encrypted_tally")
    sized = read(records[1], SizedTally, "sized_encrypted_tally")
    weight = read_count(sized.total_weight, "sized_encrypted_tally")
    if sized.encrypted_tally != wide_digest(records[0]):
        raise NotVerified("bel.tally-hash")
    if records[0] != right.records[0]:
        raise NotVerified("bel.tally")
    if sized.num_tallied != right.number:
        raise NotVerified("bel.tally-number", given=sized.num_tallied, right=right.number)
    if weight != right.weight:
        raise NotVerified("bel.tally-weight", given=weight, right=right.weight)
    return right


def _empty(election: Election) -> Ciphertexts:
    return Ciphertexts(election.group.decode([]), election.group.decode([]))


def _columns(election: Election, ballots: Sequence[CheckedBallot]) -> Ciphertexts:
    return _empty(election).join(*(ballot.ciphertexts for ballot in ballots))


def _mixed_columns(election: Election, number: int) -> list[range]:
    width = election.claims.width
    pairs = zip(election.record.questions, election.claims.rows, strict=True)
    starts = [row.start for question, row in pairs if kind_of(question).embedded]
    return [range(start, width * number, width) for start in starts]


def _sum(group: Group, column: Ciphertexts, weights: Sequence[int]) -> Ciphertexts:
    """The one ciphertext of the sum of a column; weights are public."""
    if all(weight == 1 for weight in weights):
        return Ciphertexts(group.product(column.alphas), group.product(column.betas))
    return Ciphertexts(
        group.vartime_power_product(column.alphas, weights),
        group.vartime_power_product(column.betas, weights),
    )


def _sorted(group: Group, column: Ciphertexts) -> Ciphertexts:
    """The ciphertexts in the group's order of alpha, then of beta."""
    alphas = map(group.rank, group.encode(column.alphas))
    betas = map(group.rank, group.encode(column.betas))
    ranks = list(zip(alphas, betas, strict=True))
    return column.take(sorted(range(len(ranks)), key=ranks.__getitem__))


def _write(
    group: Group, shape: Shape, total: Ciphertexts, number: int, weight: int
) -> tuple[bytes, bytes]:
    pairs = zip(group.encode(total.alphas), group.encode(total.betas), strict=True)
    texts = [Ciphertext(alpha=alpha, beta=beta) for alpha, beta in pairs]
    tally = write(nest(shape, texts))
    sized = SizedTally(
        num_tallied=number, total_weight=write_count(weight), encrypted_tally=wide_digest(tally)
    )
    return tally, write(sized)
