"""The trustees: each holds a private key, and all of them are needed to decrypt.

Each public key comes with a proof that its private key is known: otherwise the last trustee
could choose a key that cancels the others (rogue key).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy, Group, Points, random_scalars, refuse_identity
from suffrage.belenios.proofs import Proof, prove_knowledge, vartime_check_knowledge
from suffrage.belenios.strict_json import Exponent, Record, read, read_exponents, write
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "Trustee",
    "TrusteeKey",
    "Trustees",
    "make_trustee_key",
    "read_trustee_key",
    "read_trustees",
    "write_trustees",
]


class Trustee(Record, frozen=True, kw_only=True):
    """The public part of a mandatory trustee (``Single``)."""

    pok: Proof
    public_key: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Trustees:
    """All trustees in their order, which numbers their decryptions from 1; keys in the group."""

    data: bytes
    members: tuple[Trustee, ...]
    keys: Points = field(repr=False)


@dataclass(frozen=True, slots=True)
class TrusteeKey:
    """A trustee's private exponent, which has no representation, and the public part."""

    exponent: int = field(repr=False)
    public: Trustee

    def private_file(self) -> bytes:
        """The private key file as Belenios' tool reads it: the exponent as a JSON string."""
        return write(str(self.exponent))


def make_trustee_key(
    entropy: Entropy, *, name: str | None = None, group: str = "Ed25519"
) -> TrusteeKey:
    """A new key with its proof of knowledge; raises ``Unavailable("bel.entropy")``."""
    chosen = load_group(group)
    (exponent,) = random_scalars(chosen, 1, entropy)
    return _complete(chosen, exponent, name, entropy)


def read_trustee_key(
    data: bytes, entropy: Entropy, *, name: str | None = None, group: str = "Ed25519"
) -> TrusteeKey:
    """The key of a private key file, with a fresh proof of knowledge.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.exponent``; none shows the key.
    """
    chosen = load_group(group)
    (exponent,) = read_exponents([read(data, Exponent, "private_key")], chosen.order)
    return _complete(chosen, exponent, name, entropy)


def write_trustees(members: Sequence[Trustee]) -> bytes:
    """The record of these trustees, in this order."""
    return write([("Single", member) for member in members])


def read_trustees(group: Group, data: bytes) -> Trustees:
    """Trustees whose keys are in the group and whose proofs hold.

    Raises ``Malformed``: ``bel.unsupported`` (threshold trustees, keys signed by a
    certificate), ``bel.json``, ``bel.canonical``, ``bel.point``, ``bel.identity``,
    ``bel.trustee-repeated``; ``NotVerified("bel.trustee-proof")`` with the trustee's number.
    """
    _check_scope(data)
    pairs = read(data, tuple[tuple[Literal["Single"], Trustee], ...], "trustees")
    members = tuple(member for _, member in pairs)
    keys = group.decode([member.public_key for member in members])
    refuse_identity(group, keys)
    if len({member.public_key for member in members}) != len(members):
        raise Malformed("bel.trustee-repeated")
    for index, member in enumerate(members):
        try:
            prefix = _prefix(group, member.public_key)
            vartime_check_knowledge(group, keys.take([index]), prefix, member.pok)
        except NotVerified as error:
            raise NotVerified("bel.trustee-proof", owner=index + 1) from error
    return Trustees(data, members, keys)


def _complete(group: Group, exponent: int, name: str | None, entropy: Entropy) -> TrusteeKey:
    public = group.base([exponent])
    refuse_identity(group, public)
    (text,) = group.encode(public)
    pok = prove_knowledge(group, exponent, _prefix(group, text), entropy)
    return TrusteeKey(exponent, Trustee(pok=pok, public_key=text, name=name))


def _prefix(group: Group, public_key: str) -> str:
    return f"pok|{group.name}|{public_key}|"


def _check_scope(data: bytes) -> None:
    try:
        pairs = msgspec.json.decode(data, type=list[tuple[str, dict[str, Any]]])
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError):
        raise Malformed("bel.json", what="trustees") from None
    for kind, fields in pairs:
        if kind == "Pedersen":
            raise Malformed("bel.unsupported", what="Pedersen")
        if "signature" in fields:
            raise Malformed("bel.unsupported", what="trustee signature")
