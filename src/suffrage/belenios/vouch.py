"""A trustee's word for a whole share: one proof that names every ciphertext and every factor.

The proofs inside a share leave both out of their challenge, as version 1 has it, so a trustee who
makes the last ballot can prove a false factor (``docs/explanation/trustees.md``). The vouch lies
beside the archive, which keeps its bytes (``docs/spec/vouch.md``).

It is Chaum and Pedersen's proof of equal logarithms (1992) for X = g^x and all f_i = alpha_i^x,
one commitment a base and one challenge for all (Maurer, 2009), with everything stated in the hash
(Bernhard, Pereira, Warinschi, 2012). Soundness: if some f_i is not alpha_i^x, any commitments
have a response to at most one challenge modulo the prime q, since two would give X and f_i one
logarithm; so an attempt succeeds with a probability below 2**-250, whoever made the ballots.

>>> data = vouch_share(election, key, tally, share, entropy)
>>> vartime_check_vouch(election, trustees, tally, share, data)
"""

from typing import Final, Literal

from suffrage.belenios.decryption import Share
from suffrage.belenios.election import Election
from suffrage.belenios.group import Entropy, random_scalars
from suffrage.belenios.hashing import challenge
from suffrage.belenios.proofs import Proof, read_proofs, write_proof
from suffrage.belenios.strict_json import Exponent, Record, Small, read, write
from suffrage.belenios.tally import Tally
from suffrage.belenios.trustees import TrusteeKey, Trustees
from suffrage.errors import NotVerified

__all__ = ["FORMAT", "vartime_check_vouch", "vouch_share"]

FORMAT: Final = "suffrage-vouch/1"


class _Vouch(Record, frozen=True, kw_only=True):
    """The file; its fields are sorted, so that canonical JSON and Belenios' are the same here."""

    challenge: Exponent
    format: Literal["suffrage-vouch/1"]
    owner: Small
    response: Exponent


def vouch_share(
    election: Election, key: TrusteeKey, tally: Tally, share: Share, entropy: Entropy
) -> bytes:
    """The vouch of the trustee who holds ``key`` for the own share of this tally.

    ``tally`` and ``share`` are those that ``decrypt_share`` took and gave. For a share that is
    not the key's the vouch is false, and tells no more. Raises ``Unavailable("bel.entropy")``.
    """
    group, alphas = election.group, tally.ciphertexts.alphas
    (w,) = random_scalars(group, 1, entropy)
    first = group.encode(group.base([w]))
    others = group.encode(group.times(alphas, [w] * len(alphas)))
    prefix = _prefix(election, key.public.public_key, tally, share)
    c = challenge(group.order, prefix, [*first, *others])
    proof = write_proof(group, c, w - key.exponent * c)
    return write(
        _Vouch(
            challenge=proof.challenge,
            format=FORMAT,
            owner=share.owner,
            response=proof.response,
        )
    )


def vartime_check_vouch(
    election: Election, trustees: Trustees, tally: Tally, share: Share, data: bytes
) -> None:
    """Checks that ``data`` vouches for every factor of a share, which ``check_share`` gave.

    Raises ``NotVerified``: ``bel.vouch-owner`` for the vouch of another trustee, ``bel.vouch``
    with the owner; ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.exponent``.
    """
    group, alphas = election.group, tally.ciphertexts.alphas
    vouch = read(data, _Vouch, "vouch")
    if vouch.owner != share.owner:
        raise NotVerified("bel.vouch-owner", owner=share.owner, given=vouch.owner)
    place = share.owner - 1
    proof = Proof(challenge=vouch.challenge, response=vouch.response)
    c, r = read_proofs(group, [proof])
    first = group.vartime_commit(r, None, c, trustees.keys.take([place]))
    others = group.vartime_commit(r * len(alphas), alphas, c * len(alphas), share.factors)
    prefix = _prefix(election, trustees.members[place].public_key, tally, share)
    commitments = [*group.encode(first), *group.encode(others)]
    if challenge(group.order, prefix, commitments) != c[0]:
        raise NotVerified("bel.vouch", owner=share.owner)


def _prefix(election: Election, public_key: str, tally: Tally, share: Share) -> str:
    """The whole statement; no text in it contains a bar, and elements contain no comma."""
    group = election.group
    alphas, factors = group.encode(tally.ciphertexts.alphas), group.encode(share.factors)
    stated = ",".join(f"{alpha},{factor}" for alpha, factor in zip(alphas, factors, strict=True))
    return f"{FORMAT}|{group.name}|{election.fingerprint}|{share.owner}|{public_key}|{stated}|"
