"""Partial decryptions: what each trustee's key makes of the tally, with a proof.

A factor is f = alpha^x; the proof says that x is that of the trustee's key.

The challenge of version 1 is H(``decrypt|φ|X|``, A, B): it names neither alpha nor the factor (A1,
weak Fiat-Shamir). What a trustee can make of that, and what shows it, stands in
``docs/explanation/trustees.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy, Points
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.places import place
from suffrage.belenios.proofs import Proof, prove_equality, vartime_check_equality
from suffrage.belenios.shapes import Row, flatten, nest
from suffrage.belenios.strict_json import Digest, Record, Small, read, write
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import TrusteeKey, Trustees
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = ["Owned", "Share", "check_share", "decrypt_share"]

_RECORDS = 2


class _PartialDecryption(Record, frozen=True, kw_only=True):
    decryption_factors: tuple[tuple[str | tuple[str, ...], ...], ...]
    decryption_proofs: tuple[tuple[Proof | tuple[Proof, ...], ...], ...]


class Owned(Record, frozen=True, kw_only=True):
    """Whose partial decryption (from 1) the named record is."""

    owner: Small
    payload: Digest


@dataclass(frozen=True, slots=True)
class Share:
    """The checked factors of trustee ``owner`` (from 1), all questions one after another."""

    owner: int
    factors: Points = field(repr=False)
    records: tuple[bytes, ...] = field(repr=False)


def decrypt_share(
    election: Election, trustees: Trustees, tally: Tally, key: TrusteeKey, entropy: Entropy
) -> Share:
    """The share of the trustee who holds ``key``.

    The tally must come from ``encrypt_tally`` on ballots that this trustee has checked, never
    from the asker: the same computation opens a single ballot. Raises
    ``Refused("bel.trustee-unknown")`` when the key is none of the trustees'.
    """
    group = election.group
    owner = _owner(trustees, key)
    alphas = tally.ciphertexts.alphas
    factors = group.times(alphas, [key.exponent] * len(alphas))
    prefix = _prefix(election, key.public.public_key)
    proofs = prove_equality(group, key.exponent, prefix, alphas, entropy)
    texts = group.encode(factors)
    partial = _PartialDecryption(
        decryption_factors=nest(tally.shape, texts),
        decryption_proofs=nest(tally.shape, proofs),
    )
    data = write(partial)
    owned = Owned(owner=owner, payload=wide_digest(data))
    return Share(owner, factors, (data, write(owned)))


def check_share(
    election: Election, trustees: Trustees, tally: Tally, records: Sequence[bytes]
) -> Share:
    """The share that these records publish, with every proof checked.

    Raises ``NotVerified``: ``bel.share-hash``, ``bel.share-owner``, ``bel.share-proof`` with the
    owner and the place of the ciphertext; ``Malformed``: ``bel.share-shape``, ``bel.json``,
    ``bel.canonical``; ``bel.point`` and ``bel.exponent`` in a place that names the owner.
    """
    if len(records) != _RECORDS:
        raise Malformed("bel.event-records", type="PartialDecryption", number=len(records))
    partial = read(records[0], _PartialDecryption, "partial_decryption")
    owned = read(records[1], Owned, "owned")
    if owned.payload != wide_digest(records[0]):
        raise NotVerified("bel.share-hash")
    if not 1 <= owned.owner <= len(trustees.members):
        raise NotVerified("bel.share-owner", owner=owned.owner)
    for nested in (partial.decryption_factors, partial.decryption_proofs):
        if _shape_of(nested) != tally.shape:
            raise Malformed("bel.share-shape", owner=owned.owner)
    texts = flatten(tally.shape, partial.decryption_factors)
    proofs: list[Proof] = flatten(tally.shape, partial.decryption_proofs)
    public = trustees.keys.take([owned.owner - 1])
    prefix = _prefix(election, trustees.members[owned.owner - 1].public_key)
    alphas = tally.ciphertexts.alphas
    try:
        with place(f"owner {owned.owner}"):
            factors = election.group.decode(texts)
            vartime_check_equality(
                election.group, public, prefix, bases=alphas, powers=factors, proofs=proofs
            )
    except NotVerified as error:
        index = error.fields["index"]
        raise NotVerified("bel.share-proof", owner=owned.owner, index=index) from error
    return Share(owned.owner, factors, tuple(records))


def _owner(trustees: Trustees, key: TrusteeKey) -> int:
    """The number of the trustee with this key; where each member has the whole one, its record's.

    A single trustee makes a new proof each time the key file is read, so only the key counts.
    """
    if key.public in trustees.members:
        return trustees.members.index(key.public) + 1
    texts = [member.public_key for member in trustees.members]
    if key.public.public_key not in texts:
        raise Refused("bel.trustee-unknown")
    return texts.index(key.public.public_key) + 1


def _shape_of(nested: Sequence[Sequence[object]]) -> tuple[Row | None, ...]:
    """The shape of rows that are flat or lists of lists; ``None`` for a row that is both."""
    rows: list[Row | None] = []
    for row in nested:
        sizes = tuple(len(part) for part in row if isinstance(part, tuple))
        flat = len(row) if not sizes else None
        rows.append(sizes if sizes and len(sizes) == len(row) else flat)
    return tuple(rows)


def _prefix(election: Election, public_key: str) -> str:
    return f"decrypt|{election.fingerprint}|{public_key}|"
