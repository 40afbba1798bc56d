"""Signatures of records, members' votes and acknowledgements (Ed25519, RFC 8032).

What is signed begins with its purpose and the board's origin, so that nothing signed for one
election, or for a rehearsal, is worth anything on another board.
"""

from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from suffrage.board.kinds.disputes import MemberVote
from suffrage.board.record import Record
from suffrage.errors import NotVerified
from suffrage.model import canonical
from suffrage.tlog.weak_keys import refuse_weak

__all__ = [
    "Signer",
    "check_signature",
    "key_of",
    "record_message",
    "signer",
    "vote_message",
]

Signer = Callable[[bytes], bytes]
"""Signs a message with the acting person's key; 64 bytes come back."""


def signer(seed: bytes) -> Signer:
    """A signer for a 32-byte Ed25519 seed held in memory."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign


def key_of(seed: bytes) -> str:
    """The public key of a 32-byte Ed25519 seed, in lower-case hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def record_message(origin: str, record: Record) -> bytes:
    """What the acting person signs: purpose, origin, and the record without ``sig``."""
    return b"suffrage-record/1\n" + origin.encode() + b"\n" + record.unsigned


def vote_message(
    origin: str, act: str, subject: str, member: str, vote: MemberVote, *, sitting: int
) -> bytes:
    """What a member of the commission signs when voting on an act.

    ``sitting`` is how many decisions on this very act stand on the board already, so that a
    vote cast in one sitting cannot be counted again in the next.
    """
    said = {
        "act": act,
        "choice": vote.choice,
        "member": member,
        "reason": vote.reason,
        "sitting": sitting,
        "subject": subject,
    }
    return b"suffrage-vote/1\n" + origin.encode() + b"\n" + canonical.encode(said)


def check_signature(key: str, message: bytes, sig: str, *, role: str) -> None:
    """Raise ``NotVerified("record.signature")`` unless ``sig`` is the key's over the message.

    A key under which anybody can sign has signed nothing: ``Malformed("note.key_weak")``.
    """
    refuse_weak(bytes.fromhex(key), role)
    try:
        _public(key).verify(bytes.fromhex(sig), message)
    except (InvalidSignature, ValueError) as error:
        raise NotVerified("record.signature", at="sig", role=role) from error


@lru_cache(maxsize=8192)
def _public(key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
