"""Proofs that one of several claims about ciphertexts is true, without saying which.

A claim is (i, m): ciphertext i encrypts the number m. All proofs of a homomorphic answer are of
this one form: 0 or 1, a sum between bounds, blank or not blank. The challenges of the claims
add up to the hash of all commitments (Cramer, Damgård and Schoenmakers, 1994).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.hashing import challenge
from suffrage.belenios.proofs import Proof, read_proofs, write_proof
from suffrage.errors import NotVerified

__all__ = ["Ciphertexts", "Statement", "prove_statement", "vartime_check_statements"]


@dataclass(frozen=True, slots=True)
class Ciphertexts:
    """ElGamal ciphertexts (alpha, beta) = (g^r, y^r·g^m), as two arrays of equal length."""

    alphas: Points
    betas: Points

    def take(self, places: Sequence[int]) -> "Ciphertexts":
        """The ciphertexts at these places."""
        return Ciphertexts(self.alphas.take(places), self.betas.take(places))

    def join(self, other: "Ciphertexts") -> "Ciphertexts":
        """These followed by the others."""
        return Ciphertexts(self.alphas.join(other.alphas), self.betas.join(other.betas))


@dataclass(frozen=True, slots=True)
class Statement:
    """At least one claim (index of the ciphertext, its plaintext) is true; prefix as hashed."""

    prefix: str
    claims: tuple[tuple[int, int], ...]


def prove_statement(
    group: Group,
    key: Points,
    ciphertexts: Ciphertexts,
    statement: Statement,
    *,
    truth: int,
    randomness: int,
    entropy: Entropy,
) -> tuple[Proof, ...]:
    """Proves the statement; ``randomness`` is the r of the ciphertext of claim ``truth``.

    Departs from the usual order of computation, not from its result: every claim is simulated,
    and the true one then corrected, which is possible because its commitments are g and y to
    the power r' + r·c'. So no operation on points depends on which claim is true.
    """
    size = len(statement.claims)
    drawn = random_scalars(group, 2 * size, entropy)
    challenges, responses = drawn[:size], drawn[size:]
    chosen, shifted = _shift(group, ciphertexts, statement.claims)
    first = group.add(group.base(responses), group.times(chosen, challenges))
    keys = group.times(key.take([0] * size), responses)
    second = group.add(keys, group.times(shifted, challenges))
    total = _challenge(group, statement, group.encode(first), group.encode(second))
    simulated = challenges[truth]
    challenges[truth] = (total - sum(challenges) + simulated) % group.order
    responses[truth] += randomness * (simulated - challenges[truth])
    pairs = zip(challenges, responses, strict=True)
    return tuple(write_proof(group, c, r) for c, r in pairs)


def vartime_check_statements(
    group: Group,
    key: Points,
    ciphertexts: Ciphertexts,
    statements: Sequence[Statement],
    proofs: Sequence[Sequence[Proof]],
) -> None:
    """Checks all statements about these ciphertexts in two array operations.

    Each statement has as many proofs as claims. Raises ``NotVerified("bel.disjunction")`` with
    the index of the first statement that is not proved, ``Malformed("bel.exponent")``.
    """
    claims = [claim for statement in statements for claim in statement.claims]
    c, r = read_proofs(group, [proof for several in proofs for proof in several])
    chosen, shifted = _shift(group, ciphertexts, claims)
    first = group.encode(group.vartime_commit(r, None, c, chosen))
    second = group.encode(group.vartime_commit(r, key, c, shifted))
    start = 0
    for index, statement in enumerate(statements):
        part = slice(start, start := start + len(statement.claims))
        total = _challenge(group, statement, first[part], second[part])
        if total != sum(c[part]) % group.order:
            raise NotVerified("bel.disjunction", index=index)


def _shift(
    group: Group, ciphertexts: Ciphertexts, claims: Sequence[tuple[int, int]]
) -> tuple[Points, Points]:
    """For each claim (i, m) the alpha of ciphertext i, and beta/g^m."""
    chosen = ciphertexts.take([i for i, _ in claims])
    inverses = group.base([-m for m in range(max(m for _, m in claims) + 1)])
    return chosen.alphas, group.add(chosen.betas, inverses.take([m for _, m in claims]))


def _challenge(group: Group, statement: Statement, first: list[str], second: list[str]) -> int:
    pairs = zip(first, second, strict=True)
    return challenge(group.order, statement.prefix, [text for pair in pairs for text in pair])
