"""The encrypted tally: per option the product of the counted ballots' ciphertexts.

The last ballot of each credential counts. The figures beside the tally are recomputed as well;
the reference tool of release 3.3 takes them as they stand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.check_ballot import CheckedBallot
from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.election import Election
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.shapes import Shape, nest, row_size
from suffrage.belenios.strict_json import Digest, Record, Small, read, write
from suffrage.errors import Malformed, NotVerified

__all__ = ["SizedTally", "Tally", "check_tally", "counted_ballots", "encrypt_tally"]

_RECORDS = 2


class SizedTally(Record, frozen=True, kw_only=True):
    """The figures beside a tally, and its hash."""

    num_tallied: Small
    total_weight: Small
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
    group = election.group
    width = sum(map(row_size, election.shape))
    empty = Ciphertexts(group.decode([]), group.decode([]))
    alphas = empty.alphas.join(*(ballot.ciphertexts.alphas for ballot in counted))
    betas = empty.betas.join(*(ballot.ciphertexts.betas for ballot in counted))
    columns = [range(place, width * len(counted), width) for place in range(width)]
    total = Ciphertexts(
        empty.alphas.join(*(group.product(alphas.take(column)) for column in columns)),
        empty.betas.join(*(group.product(betas.take(column)) for column in columns)),
    )
    number = len(counted)
    return Tally(number, number, election.shape, total, _write(election, number, total))


def check_tally(
    election: Election, ballots: Iterable[CheckedBallot], records: Sequence[bytes]
) -> Tally:
    """The tally of these ballots, if it is the one that the records publish.

    Raises ``NotVerified``: ``bel.tally``, ``bel.tally-hash``, ``bel.tally-number``,
    ``bel.tally-weight``; ``Malformed``: ``bel.json``, ``bel.canonical``.
    """
    right = encrypt_tally(election, ballots)
    if len(records) != _RECORDS:
        raise Malformed("bel.event-records", type="EncryptedTally", number=len(records))
    read(records[0], tuple[tuple[Ciphertext, ...], ...], "encrypted_tally")
    sized = read(records[1], SizedTally, "sized_encrypted_tally")
    if sized.encrypted_tally != wide_digest(records[0]):
        raise NotVerified("bel.tally-hash")
    if records[0] != right.records[0]:
        raise NotVerified("bel.tally")
    if sized.num_tallied != right.number:
        raise NotVerified("bel.tally-number", given=sized.num_tallied, right=right.number)
    if sized.total_weight != right.number:
        raise NotVerified("bel.tally-weight", given=sized.total_weight, right=right.number)
    return right


def _write(election: Election, number: int, total: Ciphertexts) -> tuple[bytes, bytes]:
    pairs = zip(
        election.group.encode(total.alphas), election.group.encode(total.betas), strict=True
    )
    texts = [Ciphertext(alpha=alpha, beta=beta) for alpha, beta in pairs]
    tally = write(nest(election.shape, texts))
    digest = wide_digest(tally)
    sized = SizedTally(num_tallied=number, total_weight=number, encrypted_tally=digest)
    return tally, write(sized)
