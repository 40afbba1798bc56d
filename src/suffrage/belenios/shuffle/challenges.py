"""What a shuffle claims, and the two challenges about it, with the strings of Belenios 3.3.

Both hash the whole statement: every input and output, the commitments to the permutation, and
through the fingerprint the election with its group and key. Whatever was left out, a prover could
choose afterwards (weak Fiat-Shamir).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from suffrage.belenios.disjunctions import Ciphertexts
from suffrage.belenios.group import Group, Points
from suffrage.belenios.hashing import challenge, wide_digest
from suffrage.belenios.shuffle.record import Commitments

__all__ = ["ShuffleStatement", "proof_challenge", "transcript", "weights"]


@dataclass(frozen=True, slots=True)
class ShuffleStatement:
    """``after`` is ``before`` in another order, re-encrypted under the one ``key``.

    ``fingerprint`` is that of the election. Both arrays have the same number of ciphertexts.
    """

    group: Group
    key: Points
    fingerprint: str
    before: Ciphertexts
    after: Ciphertexts

    @property
    def number(self) -> int:
        """The number of ciphertexts."""
        return len(self.before.alphas)


def transcript(statement: ShuffleStatement, columns: Sequence[str]) -> str:
    """What both challenges are about: inputs, outputs and commitments c, as they are hashed."""
    before, after = (
        _pairs(statement.group, statement.before),
        _pairs(statement.group, statement.after),
    )
    return before + after + _listed(columns)


def weights(statement: ShuffleStatement, about: str) -> list[int]:
    """The challenges u_i, one an input: SHA-256(Hx ‖ SHA-256(i)) modulo q, hashes in hex."""
    seed = wide_digest(f"shuffle-challenges|{statement.fingerprint}|{about}".encode())
    digests = (hashlib.sha256(str(i).encode()).hexdigest() for i in range(statement.number))
    return [challenge(statement.group.order, seed, [digest]) for digest in digests]


def proof_challenge(
    statement: ShuffleStatement, about: str, t: Commitments, chain: Sequence[str]
) -> int:
    """The challenge c of the whole proof; ``chain`` are the texts of ĉ."""
    first = _listed((t.t1, t.t2, t.t3, *t.t4, *t.links))
    prefix = f"shuffle-challenge|{statement.fingerprint}|{first}{about}{_listed(chain)}"
    return challenge(statement.group.order, prefix, statement.group.encode(statement.key))


def _pairs(group: Group, ciphertexts: Ciphertexts) -> str:
    alphas, betas = group.encode(ciphertexts.alphas), group.encode(ciphertexts.betas)
    return _listed(text for pair in zip(alphas, betas, strict=True) for text in pair)


def _listed(texts: Iterable[str]) -> str:
    return "".join(f"{text}," for text in texts)
