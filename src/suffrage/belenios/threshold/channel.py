"""Sealed messages between members: signed by the sender, readable by one recipient.

The signed text names its recipient, so that nobody can pass a message on as if it were meant for
another. It is sealed by AES-256-GCM under a key that follows from a random group element, which
is encrypted to the recipient (ElGamal). The initialisation vector has 32 bytes, not the usual 12.

The seal itself is not signed: whoever carries it can spoil it, never alter what it says.
"""

import hashlib
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from suffrage.belenios.group import Entropy, Group, Points, random_scalars
from suffrage.belenios.strict_json import Record, read, write
from suffrage.belenios.threshold.pki import MemberKeys, Signed, check_signed, sign_message
from suffrage.belenios.threshold.sealed import Hidden
from suffrage.errors import NotVerified

__all__ = ["check_sent", "open_channel", "open_signed", "seal"]

_Hex = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{2})*\Z")]


class _Sealed(Record, frozen=True, kw_only=True):
    algorithm: Literal["AES-GCM"]
    alpha: str
    beta: str
    data: _Hex


class _Sent(Hidden, frozen=True, kw_only=True):
    recipient: str
    message: str


def seal(
    group: Group, keys: MemberKeys, recipient: Points, message: bytes, entropy: Entropy
) -> str:
    """``message`` from the holder of ``keys`` to the one of the encryption key ``recipient``."""
    (text,) = group.encode(recipient)
    sent = write(_Sent(recipient=text, message=message.decode()))
    signed = write(sign_message(group, keys, sent, entropy))
    r, k = random_scalars(group, 2, entropy)
    alpha, shared = (group.base([number]) for number in (r, k))
    beta = group.add(group.times(recipient, [r]), shared)
    (alpha_text,), (beta_text,) = group.encode(alpha), group.encode(beta)
    data = AESGCM(_key(group, shared)).encrypt(_vector(alpha_text), signed, None)
    sealed = _Sealed(algorithm="AES-GCM", alpha=alpha_text, beta=beta_text, data=data.hex())
    return write(sealed).decode()


def open_signed(group: Group, keys: MemberKeys, sealed: str) -> Signed:
    """The signed text inside, which still proves to anybody who said it.

    Raises ``NotVerified("bel.channel")`` when it was not sealed for ``keys`` or was spoilt on the
    way, ``Malformed`` when what is inside is no message; none shows what is inside.
    """
    outer = read(sealed.encode(), _Sealed, "channel")
    alpha, beta = (group.decode([text]) for text in (outer.alpha, outer.beta))
    shared = group.add(beta, group.times(alpha, [-keys.decryption]))
    try:
        data = bytes.fromhex(outer.data)
        inside = AESGCM(_key(group, shared)).decrypt(_vector(outer.alpha), data, None)
    except InvalidTag:
        raise NotVerified("bel.channel") from None
    return read(inside, Signed, "channel")


def check_sent(group: Group, sender: Points, recipient: str, signed: Signed) -> bytes:
    """What the holder of the verification key ``sender`` said to ``recipient``.

    Raises ``NotVerified``: ``bel.signature``; ``bel.channel-recipient`` when it was said to
    somebody else.
    """
    sent = read(check_signed(group, sender, signed), _Sent, "channel")
    if sent.recipient != recipient:
        raise NotVerified("bel.channel-recipient")
    return sent.message.encode()


def open_channel(group: Group, keys: MemberKeys, sender: Points, sealed: str) -> bytes:
    """The message of a seal; raises as ``open_signed`` and ``check_sent``."""
    return check_sent(group, sender, keys.encryption, open_signed(group, keys, sealed))


def _key(group: Group, shared: Points) -> bytes:
    (text,) = group.encode(shared)
    return hashlib.sha256(f"key|{text}".encode()).digest()


def _vector(alpha: str) -> bytes:
    return hashlib.sha256(f"iv|{alpha}".encode()).digest()
