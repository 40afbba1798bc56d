"""Keys of signed notes: names, key ids, and the printed form ``name+id+base64`` (vkey).

A key id is the first four bytes of SHA-256(name, newline, type, public key). Source: C2SP
signed-note 1.0.0. Departure: only the two types that this log uses are read, 01 (Ed25519 over
the text) and 04 (timestamped Ed25519 cosignature, C2SP tlog-cosignature). Type 06 (ML-DSA-44)
has its place in ``_LENGTHS`` once it can be verified; until then such a signer is unknown.

>>> format_key(Signer("vote.example.org/2026-board", PLAIN, bytes(range(32))).key)
'vote.example.org/2026-board+961e7371+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4'
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from suffrage.errors import Malformed, NotVerified
from suffrage.tlog._encoding import from_base64, to_base64
from suffrage.tlog.weak_keys import refuse_weak

__all__ = [
    "COSIGNER",
    "ID_SIZE",
    "PLAIN",
    "Key",
    "Signer",
    "check_name",
    "format_key",
    "parse_key",
]

PLAIN: Final = 0x01
COSIGNER: Final = 0x04
ID_SIZE: Final = 4
_LENGTHS: Final = {PLAIN: 32, COSIGNER: 32}
_SEED_SIZE: Final = 32
_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")
_ID = re.compile(r"[0-9a-f]{8}")


def check_name(name: str) -> str:
    """The same key name, if it is legal.

    A name is not empty and has no Unicode space, no plus and no control character; otherwise
    ``Malformed("note.name")``.
    """
    if _NAME.fullmatch(name) is None:
        raise Malformed("note.name")
    return name


@dataclass(frozen=True, slots=True)
class Key:
    """A public key with the name and the type of signature it is used under.

    Raises ``Malformed``: ``note.name``, ``note.key_type``, ``note.key_size``, ``note.key_weak``.
    """

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        check_name(self.name)
        length = _LENGTHS.get(self.kind)
        if length is None:
            raise Malformed("note.key_type", kind=f"{self.kind:02x}")
        if len(self.public) != length:
            raise Malformed("note.key_size", length=len(self.public))
        refuse_weak(self.public, self.name)

    @property
    def id(self) -> bytes:
        """The four bytes that name the key in a signature line."""
        material = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(material).digest()[:ID_SIZE]

    def check(self, message: bytes, signature: bytes) -> None:
        """Check an Ed25519 signature over ``message``; raises ``NotVerified("note.signature")``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except InvalidSignature as error:
            raise NotVerified("note.signature", name=self.name) from error


@dataclass(frozen=True, slots=True)
class Signer:
    """A signing key from its 32-byte seed, which never shows in ``repr``.

    Raises ``Malformed``: what ``Key`` raises, and ``note.seed``.
    """

    name: str
    kind: int
    seed: bytes = field(repr=False)
    key: Key = field(init=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _SEED_SIZE:
            raise Malformed("note.seed")
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        object.__setattr__(self, "key", Key(self.name, self.kind, public))

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature of ``message``."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def format_key(key: Key) -> str:
    """The printed form of a key, as a policy or a notice shows it."""
    material = to_base64(bytes([key.kind]) + key.public)
    return f"{key.name}+{key.id.hex()}+{material}"


def parse_key(text: str) -> Key:
    """The key of a printed form.

    Raises ``Malformed``: ``note.key`` for the shape, ``note.key_id`` when the id is not that of
    name, type and key, ``log.base64``, and what ``Key`` raises.
    """
    parts = text.split("+", 2)
    if len(parts) != 3 or _ID.fullmatch(parts[1]) is None:  # noqa: PLR2004  (name, id, material)
        raise Malformed("note.key")
    material = from_base64(parts[2])
    if not material:
        raise Malformed("note.key")
    key = Key(parts[0], material[0], material[1:])
    if key.id.hex() != parts[1]:
        raise Malformed("note.key_id", name=key.name)
    return key
