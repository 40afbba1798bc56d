"""A ballot as bytes, and the texts that its proofs and its signature are about.

Every proof names the election's fingerprint and the public credential (S0 = fingerprint |
credential), so it serves nobody else and nowhere else; those about several ciphertexts name all
ciphertexts of their question as well.
"""

from typing import Generic, TypeVar

from suffrage.belenios.proofs import Proof
from suffrage.belenios.strict_json import Record

__all__ = ["Ballot", "Ciphertext", "Signature", "unsigned_bytes"]

# The answers of an election, as a tuple of the kinds of its questions in their order.
_Answers = TypeVar("_Answers")
_SIGNATURE = b',"signature":{"hash":'


class Ciphertext(Record, frozen=True, kw_only=True):
    """The texts of alpha = g^r and beta = y^r·g^m."""

    alpha: str
    beta: str


class Signature(Record, frozen=True, kw_only=True):
    """The hash of the ballot without its signature, and a proof with the credential's secret."""

    hash: str
    proof: Proof


class Ballot(Record, Generic[_Answers], frozen=True, kw_only=True):
    """A ballot; ``signature`` is absent only while it is being made."""

    election_uuid: str
    election_hash: str
    credential: str
    answers: _Answers
    signature: Signature | None = None


def unsigned_bytes(data: bytes) -> bytes:
    """What the signature is about: the bytes of the ballot without it.

    ``data`` is canonical, so the signature is the last field; no text inside it holds a quote.
    """
    return data[: data.rindex(_SIGNATURE)] + b"}"
