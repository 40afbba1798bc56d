"""The trustees of an election, and the private key of one.

Trustees come alone (``Single``: needed) or as a group (``Pedersen``: any ``threshold`` of its
members are enough). All groups and all single trustees together hold the key, which is the
product of theirs. Members of groups are numbered among all trustees, from 1, as the owners of
partial decryptions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from suffrage.belenios.backend import load_group
from suffrage.belenios.group import Entropy, Group, Points, random_scalars, refuse_identity
from suffrage.belenios.places import place
from suffrage.belenios.strict_json import Exponent, read, read_exponents, write
from suffrage.belenios.threshold.pedersen import Pedersen, check_pedersen
from suffrage.belenios.trustee import Trustee, check_possession, prove_possession
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "Quorum",
    "TrusteeKey",
    "Trustees",
    "make_trustee_key",
    "read_trustee_key",
    "read_trustees",
    "write_trustees",
]


@dataclass(frozen=True, slots=True)
class Quorum:
    """Trustees with consecutive numbers, ``need`` of whom must decrypt: 1 of 1 for a single one."""

    owners: range
    need: int


@dataclass(frozen=True, slots=True)
class Trustees:
    """All trustees in their order, checked.

    ``members`` are the single trustees and the members of groups, in the order that numbers
    their decryptions from 1, and ``keys`` their public keys; ``key`` is the election's, an array
    of one.
    """

    data: bytes
    members: tuple[Trustee, ...]
    quorums: tuple[Quorum, ...]
    keys: Points = field(repr=False)
    key: Points = field(repr=False)


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


def write_trustees(parts: Sequence[Trustee | Pedersen]) -> bytes:
    """The record of these trustees and groups, in this order."""
    return write([("Single" if isinstance(p, Trustee) else "Pedersen", p) for p in parts])


def read_trustees(group: Group, data: bytes) -> Trustees:
    """Trustees whose keys are in the group and whose proofs and signatures hold.

    Raises ``Malformed``: ``bel.unsupported`` (a single key with a signature, which nothing here
    could check), ``bel.json``, ``bel.canonical``, ``bel.point``, ``bel.identity``,
    ``bel.trustee-repeated``; ``NotVerified("bel.trustee-proof")`` with the trustee's number; and
    as ``check_pedersen``.
    """
    members: list[Trustee] = []
    quorums: list[Quorum] = []
    keys, key = group.decode([]), group.decode([])
    for index, part in enumerate(_read_parts(data)):
        first = len(members) + 1
        if isinstance(part, Trustee):
            own = _check_single(group, part, first)
            keys, key, need = keys.join(own), key.join(own), 1
            members.append(part)
        else:
            with place(f"trustees[{index}]"):
                public = check_pedersen(group, part)
            keys, key, need = keys.join(public.members), key.join(public.key), part.threshold
            members.extend(part.verification_keys)
        quorums.append(Quorum(range(first, len(members) + 1), need))
    _refuse_repeated(members, quorums)
    return Trustees(data, tuple(members), tuple(quorums), keys, group.product(key))


def _complete(group: Group, exponent: int, name: str | None, entropy: Entropy) -> TrusteeKey:
    public = group.base([exponent])
    refuse_identity(group, public)
    (text,) = group.encode(public)
    pok = prove_possession(group, exponent, text, entropy)
    return TrusteeKey(exponent, Trustee(pok=pok, public_key=text, name=name))


def _read_parts(data: bytes) -> list[Trustee | Pedersen]:
    pairs = read(data, tuple[tuple[Literal["Single", "Pedersen"], msgspec.Raw], ...], "trustees")
    parts: list[Trustee | Pedersen] = []
    for index, (kind, raw) in enumerate(pairs):
        with place(f"trustees[{index}]"):
            if kind == "Single":
                parts.append(read(bytes(raw), Trustee, "trustees"))
            else:
                parts.append(read(bytes(raw), Pedersen, "trustees"))
    return parts


def _refuse_repeated(members: Sequence[Trustee], quorums: Sequence[Quorum]) -> None:
    """No two keys are the same, but in a group of which each member has the whole key."""
    seen: set[str] = set()
    for quorum in quorums:
        keys = [members[owner - 1].public_key for owner in quorum.owners]
        if quorum.need == 1:
            keys = keys[:1]
        if len({*keys, *seen}) != len(keys) + len(seen):
            raise Malformed("bel.trustee-repeated")
        seen.update(keys)


def _check_single(group: Group, trustee: Trustee, owner: int) -> Points:
    if trustee.signature is not None:
        raise Malformed("bel.unsupported", what="trustee signature")
    with place(f"owner {owner}"):
        key = group.decode([trustee.public_key])
        refuse_identity(group, key)
    try:
        check_possession(group, key, trustee)
    except NotVerified as error:
        raise NotVerified("bel.trustee-proof", owner=owner) from error
    return key
