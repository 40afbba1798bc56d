"""Timestamped cosignatures: what a witness signs, and when.

"At that time, this is the largest consistent tree that I have seen for this origin." The signed
bytes are the line ``cosignature/v1``, a line ``time <unix seconds>`` and the whole text of the
checkpoint; the line in the note carries the time as a big-endian uint64 before the signature.
Source: C2SP tlog-cosignature 1.0.1, Ed25519 (type 04). An ML-DSA-44 cosignature (type 06)
would sign another message of its own and stand beside these functions.
"""

from typing import Final

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog._encoding import LARGEST_SIZE
from suffrage.tlog.keys import COSIGNER, Key, Signer

__all__ = ["check_cosignature", "cosign"]

_TIME_SIZE: Final = 8
_SIGNATURE_SIZE: Final = 64


def cosign(text: bytes, signer: Signer, time: int) -> bytes:
    """The 72 bytes that follow the key id: the time in Unix seconds, and the signature.

    Raises ``Malformed("note.time")`` for a time outside 0 to 2**63 - 1 and
    ``Malformed("note.key_type")`` for a key that is not a cosigner's.
    """
    if signer.kind != COSIGNER:
        raise Malformed("note.key_type", kind=f"{signer.kind:02x}")
    if not 0 <= time <= LARGEST_SIZE:
        raise Malformed("note.time", time=time)
    return time.to_bytes(_TIME_SIZE, "big") + signer.sign(_message(text, time))


def check_cosignature(text: bytes, key: Key, cosignature: bytes) -> int:
    """The time at which ``key`` cosigned ``text``; raises ``NotVerified("note.signature")``."""
    time = int.from_bytes(cosignature[:_TIME_SIZE], "big")
    if len(cosignature) != _TIME_SIZE + _SIGNATURE_SIZE or time > LARGEST_SIZE:
        raise NotVerified("note.signature", name=key.name)
    key.check(_message(text, time), cosignature[_TIME_SIZE:])
    return time


def _message(text: bytes, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n".encode() + text
