"""Proving that one of several claims about ciphertexts is true, without saying which.

A claim is (i, m): ciphertext i encrypts the number m. The proofs of homomorphic answers and of
lists are of this one form: 0 or 1, a sum between bounds, blank or not blank. The challenges of
the claims add up to the hash of all commitments (Cramer, Damgård and Schoenmakers, 1994). One
more proof says that a claim (i, 0) is false. ``check_claims`` checks them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.hashing import challenge
from suffrage.belenios.proofs import Proof, write_proof

__all__ = ["Ciphertexts", "prove_nonzero", "prove_statement"]


@dataclass(frozen=True, slots=True)
class Ciphertexts:
    """ElGamal ciphertexts (alpha, beta) = (g^r, y^r·g^m), as two arrays of equal length."""

    alphas: Points
    betas: Points

    def take(self, places: Sequence[int]) -> "Ciphertexts":
        """The ciphertexts at these places."""
        return Ciphertexts(self.alphas.take(places), self.betas.take(places))

    def join(self, *others: "Ciphertexts") -> "Ciphertexts":
        """These followed by the others."""
        return Ciphertexts(
            self.alphas.join(*(other.alphas for other in others)),
            self.betas.join(*(other.betas for other in others)),
        )


def prove_statement(
    group: Group,
    key: Points,
    ciphertexts: Ciphertexts,
    claims: Sequence[tuple[int, int]],
    *,
    prefix: str,
    truth: int,
    randomness: int,
    entropy: Entropy,
) -> tuple[Proof, ...]:
    """Proves one of the claims; ``randomness`` is the r of the ciphertext of claim ``truth``.

    Departs from the usual order of computation, not from its result: every claim is simulated,
    and the true one then corrected, which is possible because its commitments are g and y to
    the power r' + r·c'. So no operation on points depends on which claim is true.
    """
    size = len(claims)
    drawn = random_scalars(group, 2 * size, entropy)
    challenges, responses = drawn[:size], drawn[size:]
    chosen = ciphertexts.take([place for place, _ in claims])
    plains = group.base([-plain for _, plain in claims])
    first = group.add(group.base(responses), group.times(chosen.alphas, challenges))
    keys = group.times(key.take([0] * size), responses)
    shifted = group.add(chosen.betas, plains)
    second = group.add(keys, group.times(shifted, challenges))
    pairs = zip(group.encode(first), group.encode(second), strict=True)
    total = challenge(group.order, prefix, [text for pair in pairs for text in pair])
    simulated = challenges[truth]
    challenges[truth] = (total - sum(challenges) + simulated) % group.order
    responses[truth] += randomness * (simulated - challenges[truth])
    both = zip(challenges, responses, strict=True)
    return tuple(write_proof(group, c, r) for c, r in both)


def prove_nonzero(
    group: Group,
    key: Points,
    ciphertext: Ciphertexts,
    *,
    plain: int,
    prefix: str,
    randomness: int,
    entropy: Entropy,
) -> tuple[str, int, tuple[int, int]]:
    """Commitment, challenge and responses t1, t2: the one ciphertext does not encrypt 0.

    With (a, b) the ciphertext, A0 = g^(m·u) for a random u hides m. With w1, w2 random,
    A1 = a^w1·g^w2 and A2 = b^w1·y^w2, c the hash of the three, t1 = w1 - c·u, t2 = w2 + c·r·u;
    the check recomputes A1 as a^t1·g^t2 and A2 as b^t1·y^t2·A0^c, and wants A0 other than the
    identity. That shows a^u·g^v = 1 and b^u·y^v = A0 for known u, v, hence A0 = g^(m·u).
    """
    u, first, second = random_scalars(group, 3, entropy)
    commitments = group.base([plain * u]).join(
        group.add(group.times(ciphertext.alphas, [first]), group.base([second])),
        group.add(group.times(ciphertext.betas, [first]), group.times(key, [second])),
    )
    texts = group.encode(commitments)
    c = challenge(group.order, prefix, texts)
    responses = (first - c * u) % group.order, (second + c * randomness * u) % group.order
    return texts[0], c, responses
