"""Shuffling an array of ciphertexts, with the proof that nothing else was done to it.

>>> from secrets import token_bytes
>>> from suffrage.belenios.backend import load_group
>>> from suffrage.belenios.shuffle.check_shuffle import vartime_check_shuffle
>>> group = load_group("Ed25519")
>>> key, before = group.base([7]), Ciphertexts(group.base([1, 2]), group.base([8, 15]))
>>> after, proof = shuffle(group, key, "φ", before, token_bytes)
>>> vartime_check_shuffle(ShuffleStatement(group, key, "φ", before, after), proof)
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.group import Entropy, Group, Points, Scalars, random_scalars
from suffrage.belenios.shuffle.challenges import (
    ShuffleStatement,
    proof_challenge,
    transcript,
    weights,
)
from suffrage.belenios.shuffle.permute import Permutation, draw_permutation, reencrypt
from suffrage.belenios.shuffle.record import Commitments, Responses, ShuffleProof

__all__ = ["prove_shuffle", "shuffle"]


def shuffle(
    group: Group, key: Points, fingerprint: str, ciphertexts: Ciphertexts, entropy: Entropy
) -> tuple[Ciphertexts, ShuffleProof]:
    """The ciphertexts re-encrypted under ``key`` in a secret order, and the proof.

    Raises ``Unavailable``: ``bel.entropy``, ``bel.entropy-repeats``.
    """
    permutation = draw_permutation(group, len(ciphertexts.alphas), entropy)
    after = reencrypt(group, key, ciphertexts, permutation)
    statement = ShuffleStatement(group, key, fingerprint, ciphertexts, after)
    return after, prove_shuffle(statement, permutation, entropy)


def prove_shuffle(
    statement: ShuffleStatement, permutation: Permutation, entropy: Entropy
) -> ShuffleProof:
    """Proves that the outputs are the inputs under this permutation.

    Raises ``Unavailable("bel.entropy")``.
    """
    group, number = statement.group, statement.number
    generators = group.independent(range(number))
    r = random_scalars(group, number, entropy)
    columns = group.encode(group.add(group.base(r), generators.take(permutation.targets())))
    about = transcript(statement, columns)
    u = weights(statement, about)
    permuted = [u[source] for source in permutation.sources]
    chain = _commit_chain(group, permuted, entropy)
    openings = [sum(r), chain.total, _inner(r, u), _inner(permutation.exponents, permuted)]
    secrets = [*openings, *chain.randomness, *permuted]
    blinds = random_scalars(group, len(secrets), entropy)
    t = _commit(statement, generators, chain, blinds)
    texts = group.encode(chain.points)
    c = proof_challenge(statement, about, t, texts)
    pairs = zip(blinds, secrets, strict=True)
    s1, s2, s3, s4, *s = [str((blind + c * secret) % group.order) for blind, secret in pairs]
    responses = Responses(s1, s2, s3, s4, tuple(s[:number]), tuple(s[number:]))
    return ShuffleProof(t, responses, tuple(columns), tuple(texts))


@dataclass(frozen=True, slots=True)
class _Chain:
    """The ĉ_i = g^r̂_i · ĉ_{i-1}^u'_i with ĉ_0 = h; the last is g^total · h^(product of all u')."""

    previous: Points
    points: Points
    randomness: list[int] = field(repr=False)
    total: int = field(repr=False)


def _commit_chain(group: Group, permuted: Scalars, entropy: Entropy) -> _Chain:
    """The chain, through the exponents of g and h in each link: whole arrays at once."""
    randomness = random_scalars(group, len(permuted), entropy)
    of_g, of_h = [0], [1]
    for mask, weight in zip(randomness, permuted, strict=True):
        of_g.append((mask + weight * of_g[-1]) % group.order)
        of_h.append(weight * of_h[-1] % group.order)
    h = group.independent([-1])
    powers = group.times(h.take([0] * len(permuted)), of_h[1:])
    points = group.add(group.base(of_g[1:]), powers)
    previous = h.join(points).take(range(len(permuted)))
    return _Chain(previous, points, randomness, of_g[-1])


def _commit(
    statement: ShuffleStatement, generators: Points, chain: _Chain, blinds: Sequence[int]
) -> Commitments:
    """The first message; ``blinds`` are ω1 to ω4, then an ω̂ a link, then an ω' an output."""
    group, after, number = statement.group, statement.after, statement.number
    w1, w2, w3, w4, *rest = blinds
    links, weighing = rest[:number], rest[number:]
    sums = [
        group.product(group.times(points, weighing))
        for points in (generators, after.betas, after.alphas)
    ]
    firsts = group.base([w1, w2, w3, -w4])
    masks = firsts.take([2]).join(group.times(statement.key, [-w4]), firsts.take([3]))
    t3, t41, t42 = group.encode(group.add(masks, sums[0].join(*sums[1:])))
    t1, t2 = group.encode(firsts.take([0, 1]))
    linked = group.add(group.base(links), group.times(chain.previous, weighing))
    return Commitments(t1, t2, t3, (t41, t42), tuple(group.encode(linked)))


def _inner(left: Scalars, right: Scalars) -> int:
    return sum(a * b for a, b in zip(left, right, strict=True))
