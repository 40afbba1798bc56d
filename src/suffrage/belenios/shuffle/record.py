"""A shuffle as Belenios writes it: the ciphertexts that leave, and a proof for each question.

``{"ciphertexts":[[…],…],"proofs":[[t,s,c,ĉ],…]}``, where only the non-homomorphic questions
have an entry, in their order. The proof is nested arrays without names; the names here are ours.
"""

from suffrage.belenios.ballot import Ciphertext
from suffrage.belenios.group import Group
from suffrage.belenios.strict_json import Exponent, Record, read_exponents

__all__ = ["Commitments", "Responses", "ShuffleProof", "ShuffleRecord", "read_responses"]


class Commitments(Record, frozen=True, array_like=True):
    """t: the texts of the prover's first message.

    ``t4`` is (t41, t42), which belong to beta and alpha in this order; ``links`` are the t̂.
    """

    t1: str
    t2: str
    t3: str
    t4: tuple[str, str]
    links: tuple[str, ...]


class Responses(Record, frozen=True, array_like=True):
    """s: the answers to the challenge; ``links`` are the ŝ, ``weights`` the s' that hide u'."""

    s1: Exponent
    s2: Exponent
    s3: Exponent
    s4: Exponent
    links: tuple[Exponent, ...]
    weights: tuple[Exponent, ...]


class ShuffleProof(Record, frozen=True, array_like=True):
    """(t, s, c, ĉ): ``columns`` commit to the permutation, ``chain`` to products of the u'."""

    commitments: Commitments
    responses: Responses
    columns: tuple[str, ...]
    chain: tuple[str, ...]

    def sizes(self) -> tuple[int, ...]:
        """The lengths of its arrays, each of which must be the number of ciphertexts."""
        t, s = self.commitments, self.responses
        return len(t.links), len(s.links), len(s.weights), len(self.columns), len(self.chain)


class ShuffleRecord(Record, frozen=True, kw_only=True):
    """The fields as Belenios orders them."""

    ciphertexts: tuple[tuple[Ciphertext, ...], ...]
    proofs: tuple[ShuffleProof, ...]


def read_responses(
    group: Group, responses: Responses
) -> tuple[tuple[int, int, int, int], list[int], list[int]]:
    """(s1, s2, s3, s4), the ŝ and the s'; raises ``Malformed("bel.exponent")`` with the index.

    The index counts through them in the order of the record.
    """
    s = responses
    numbers = read_exponents([s.s1, s.s2, s.s3, s.s4, *s.links, *s.weights], group.order)
    s1, s2, s3, s4, *rest = numbers
    return (s1, s2, s3, s4), rest[: len(s.links)], rest[len(s.links) :]
