"""The right to vote: a private string in the voter's hands, a public key on the list.

The private string is ``XXXXX-XXXXXX-XXXXX-XXXXXX`` in Base58; the exponent is derived from it and
from the uuid of the election, so one string serves one election. A private string never appears
in an exception or in the representation of a value.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from suffrage.belenios.backend import load_group
from suffrage.belenios.election import BASE58
from suffrage.belenios.group import Entropy, Group, refuse_identity
from suffrage.belenios.strict_json import read, write
from suffrage.errors import Malformed, Unavailable

__all__ = [
    "Credential",
    "PublicCredentials",
    "derive_exponent",
    "make_credential",
    "read_public_credentials",
    "write_public_credentials",
]

_PARTS: Final = (5, 6, 5, 6)
_SHAPE = re.compile("-".join(f"[{BASE58}]{{{size}}}" for size in _PARTS))
_WIDE: Final = 32


@dataclass(frozen=True, slots=True)
class Credential:
    """The private string for the voter, and the text of the public key for the list."""

    private: str = field(repr=False)
    public: str


@dataclass(frozen=True, slots=True)
class PublicCredentials:
    """The list of public keys that may vote, as bytes and as a set."""

    data: bytes = field(repr=False)
    keys: frozenset[str] = field(repr=False)


def make_credential(uuid: str, entropy: Entropy, group: str = "Ed25519") -> Credential:
    """A new credential of this election; raises ``Unavailable("bel.entropy")``.

    22 letters of Base58 hold 128 bits; 256 bits of entropy make the bias negligible.
    """
    drawn = entropy(_WIDE)
    if len(drawn) != _WIDE:
        raise Unavailable("bel.entropy")
    number = int.from_bytes(drawn, "big")
    parts = []
    for size in _PARTS:
        letters = ""
        for _ in range(size):
            number, place = divmod(number, len(BASE58))
            letters += BASE58[place]
        parts.append(letters)
    private = "-".join(parts)
    chosen = load_group(group)
    secret = derive_exponent(chosen, uuid, private)
    return Credential(private, chosen.encode(chosen.base([secret]))[0])


def derive_exponent(group: Group, uuid: str, private: str) -> int:
    """The secret exponent of a private string; raises ``Malformed("bel.credential-form")``."""
    if _SHAPE.fullmatch(private) is None:
        raise Malformed("bel.credential-form")
    halves = (f"derive_credential|{uuid}|{half}|{private}" for half in (0, 1))
    digest = b"".join(hashlib.sha256(half.encode()).digest() for half in halves)
    return int.from_bytes(digest, "big") % group.order


def write_public_credentials(keys: Iterable[str]) -> bytes:
    """The list of these public keys, in the order that Belenios gives it."""
    return write(sorted(keys, key=_order))


def read_public_credentials(group: Group, data: bytes) -> PublicCredentials:
    """A list in which every key is in the group, distinct and in its place.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.point``, ``bel.identity``,
    ``bel.credentials-order`` with the index, ``bel.unsupported`` for weights.
    """
    texts = read(data, tuple[str, ...], "public_credentials")
    if any("," in text for text in texts):
        raise Malformed("bel.unsupported", what="weight")
    refuse_identity(group, group.decode(texts))
    orders = [_order(text) for text in texts]
    for index, (left, right) in enumerate(pairwise(orders), 1):
        if left >= right:
            raise Malformed("bel.credentials-order", index=index)
    return PublicCredentials(data, frozenset(texts))


def _order(text: str) -> bytes:
    """The group order of Ed25519: by the little-endian bytes of the element."""
    return bytes.fromhex(text)[::-1]
