"""The right to vote: a private string in the voter's hands, a public key on the list.

The private string is ``XXXXX-XXXXXX-XXXXX-XXXXXX`` in Base58; the exponent is derived from it and
from the uuid of the election, so one string serves one election. A private string never appears
in an exception or in the representation of a value.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

from suffrage.belenios.backend import load_group
from suffrage.belenios.base58 import draw_base58
from suffrage.belenios.election import BASE58
from suffrage.belenios.group import Entropy, Group
from suffrage.belenios.strict_json import read, write
from suffrage.errors import Malformed, NotVerified, Refused

__all__ = [
    "LARGEST_SEARCH",
    "Credential",
    "PublicCredentials",
    "derive_exponent",
    "make_credential",
    "read_public_credentials",
    "write_public_credentials",
]

_PARTS: Final = (5, 6, 5, 6)
_SHAPE = re.compile("-".join(f"[{BASE58}]{{{size}}}" for size in _PARTS))
# A public key, and where weights are used its weight: at least 1, without leading zeros. Thirty
# digits keep every total far below the order of any group.
_LINE = re.compile(r"([^,]+)(?:,([1-9][0-9]{0,29}))?")
# The largest total weight whose counts ``compute_result`` searches for, and so that of the largest
# list that is written; a larger box can be checked, but nobody could open it by search (A12).
LARGEST_SEARCH: Final = 10**11


@dataclass(frozen=True, slots=True)
class Credential:
    """The private string for the voter, and the text of the public key for the list."""

    private: str = field(repr=False)
    public: str


@dataclass(frozen=True, slots=True)
class PublicCredentials:
    """The list of public keys that may vote, as bytes and as a set.

    ``weights`` holds those other than 1.
    """

    data: bytes = field(repr=False)
    keys: frozenset[str] = field(repr=False)
    weights: Mapping[str, int] = field(repr=False)

    def weight_of(self, key: str) -> int:
        """How often its ballot counts; raises ``NotVerified("bel.credential-unknown")``."""
        if key not in self.keys:
            raise NotVerified("bel.credential-unknown")
        return self.weights.get(key, 1)


def make_credential(uuid: str, entropy: Entropy, group: str = "Ed25519") -> Credential:
    """A new credential of this election; raises ``Unavailable("bel.entropy")``.

    Its 22 letters hold 128 bits.
    """
    letters = iter(draw_base58(sum(_PARTS), entropy))
    parts = ("".join(islice(letters, size)) for size in _PARTS)
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


def write_public_credentials(
    keys: Iterable[str], weights: Mapping[str, int] | None = None, group: str = "Ed25519"
) -> bytes:
    """The list of these public keys, in the order that Belenios gives it.

    With ``weights`` each key has one, from 1. Raises ``Malformed("bel.weight")`` with the place
    of a weight that is none, ``Refused("bel.weight-total")`` for more than ``LARGEST_SEARCH``.
    """
    listed = sorted(keys, key=load_group(group).rank)
    if weights is None:
        return write(listed)
    lines = [f"{key},{weights[key]}" for key in listed]
    for index, line in enumerate(lines):
        if _LINE.fullmatch(line) is None:
            raise Malformed("bel.weight", index=index)
    total = sum(weights[key] for key in listed)
    if total > LARGEST_SEARCH:
        raise Refused("bel.weight-total", total=total, most=LARGEST_SEARCH)
    return write(lines)


def read_public_credentials(group: Group, data: bytes) -> PublicCredentials:
    """A list in which every key is in the group, distinct and in its place.

    Raises ``Malformed``: ``bel.json``, ``bel.canonical``, ``bel.weight``, ``bel.point``,
    ``bel.identity``, ``bel.credentials-order``, each of the last four with the index.
    """
    lines = read(data, tuple[str, ...], "public_credentials")
    keys, weights = [], {}
    for index, line in enumerate(lines):
        found = _LINE.fullmatch(line)
        if found is None:
            raise Malformed("bel.weight", index=index)
        # The line itself where it can serve: a million keys are held once.
        keys.append(line if found[2] is None else found[1])
        if found[2] is not None and found[2] != "1":
            weights[found[1]] = int(found[2])
    group.decode(keys)
    (identity,) = group.encode(group.base([0]))
    if identity in keys:
        raise Malformed("bel.identity", index=keys.index(identity))
    for index, (left, right) in enumerate(pairwise(map(group.rank, keys)), 1):
        if left >= right:
            raise Malformed("bel.credentials-order", index=index)
    return PublicCredentials(data, frozenset(keys), weights)
