"""Proofs about one exponent: that it is known, and that it is the same in two places.

A proof is (challenge c, response r) with r = w - x·c; its commitment is recomputed as
A = g^r · X^c. The prefix hashed before the commitments carries the whole statement (Belenios
3.3, table of proofs in section 1.4 of our notes); leaving any of it out is attack A1, the weak
Fiat-Shamir of early Helios.
"""

from collections.abc import Sequence

from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.hashing import challenge
from suffrage.belenios.strict_json import Exponent, Record, read_exponents
from suffrage.errors import NotVerified

__all__ = [
    "Proof",
    "prove_equality",
    "prove_knowledge",
    "read_proofs",
    "vartime_check_equality",
    "vartime_check_knowledge",
    "write_proof",
]


class Proof(Record, frozen=True, kw_only=True):
    """Challenge and response in base 10, each below q."""

    challenge: Exponent
    response: Exponent


def read_proofs(group: Group, proofs: Sequence[Proof]) -> tuple[list[int], list[int]]:
    """The challenges and the responses; raises ``Malformed("bel.exponent")``."""
    challenges = read_exponents([proof.challenge for proof in proofs], group.order)
    responses = read_exponents([proof.response for proof in proofs], group.order)
    return challenges, responses


def write_proof(group: Group, c: int, r: int) -> Proof:
    """A proof from two integers, reduced modulo q."""
    return Proof(challenge=str(c % group.order), response=str(r % group.order))


def prove_knowledge(group: Group, secret: int, prefix: str, entropy: Entropy) -> Proof:
    """Proves that x with X = g^x is known; the prefix names X or what X signs."""
    (w,) = random_scalars(group, 1, entropy)
    c = challenge(group.order, prefix, group.encode(group.base([w])))
    return write_proof(group, c, w - secret * c)


def vartime_check_knowledge(group: Group, public: Points, prefix: str, proof: Proof) -> None:
    """Raises ``NotVerified("bel.knowledge")`` unless the proof holds for the one public key."""
    c, r = read_proofs(group, [proof])
    commitment = group.vartime_commit(r, None, c, public)
    if challenge(group.order, prefix, group.encode(commitment)) != c[0]:
        raise NotVerified("bel.knowledge")


def prove_equality(
    group: Group, secret: int, prefix: str, bases: Points, entropy: Entropy
) -> list[Proof]:
    """Proves for each base b that b^x was computed with the x of X = g^x."""
    w = random_scalars(group, len(bases), entropy)
    first = group.encode(group.base(w))
    second = group.encode(group.times(bases, w))
    pairs = zip(first, second, strict=True)
    challenges = [challenge(group.order, prefix, pair) for pair in pairs]
    return [write_proof(group, c, w - secret * c) for c, w in zip(challenges, w, strict=True)]


def vartime_check_equality(
    group: Group,
    public: Points,
    prefix: str,
    *,
    bases: Points,
    powers: Points,
    proofs: Sequence[Proof],
) -> None:
    """Checks each power of ``bases``; raises ``NotVerified("bel.equality")`` with the index."""
    c, r = read_proofs(group, proofs)
    first = group.encode(group.vartime_commit(r, None, c, public.take([0] * len(c))))
    second = group.encode(group.vartime_commit(r, bases, c, powers))
    for index, pair in enumerate(zip(first, second, strict=True)):
        if challenge(group.order, prefix, pair) != c[index]:
            raise NotVerified("bel.equality", index=index)
