"""Salted leaves: a public root over what each member may open, and nobody can guess.

* A leaf is SHA-256 of 0x00 and the canonical JSON of its fields, among them a salt of 32 random
  bytes, so that nobody can try values until a leaf fits.
* Leaves are sorted by their own bytes, so that their order tells nothing about members.
* The root is the Merkle tree hash of RFC 6962 over these leaves.

The roll and the list of a box's credentials are built so (``docs/spec/roll.md``). The tree
itself is passed in: this room knows no logs.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from suffrage.errors import Malformed, NotVerified, Unavailable
from suffrage.model import canonical
from suffrage.model.values import Count, Digest, Value

__all__ = [
    "Path",
    "Prove",
    "Root",
    "Salted",
    "VerifyInclusion",
    "check_leaf",
    "draw_salts",
    "in_order",
    "path_to",
]

SALT_SIZE: Final = 32

Root = Callable[[Sequence[bytes]], bytes]
"""Leaf hashes to the Merkle root."""

Prove = Callable[[int], Sequence[bytes]]
"""The index of a leaf to its inclusion path, in the tree of the ordered leaves."""

VerifyInclusion = Callable[[bytes, int, int, Sequence[bytes], bytes], None]
"""Leaf hash, index, size, path, root; raises ``Malformed`` or ``NotVerified``."""


class Salted(Value, frozen=True):
    """The content of one leaf; its own fields come with the class that extends this one."""

    salt: Digest

    @property
    def leaf(self) -> bytes:
        """The leaf's hash as RFC 6962 section 2.1 makes it."""
        return hashlib.sha256(b"\x00" + canonical.encode(self)).digest()


class Path(Value, frozen=True):
    """The way from a leaf to the root: its index, and the hashes beside it, leaf side first."""

    index: Count
    path: tuple[Digest, ...]


_Leaf = TypeVar("_Leaf", bound=Salted)


def draw_salts(number: int, entropy: Callable[[int], bytes]) -> list[str]:
    """So many salts; raises ``Unavailable("roll.entropy")`` when they repeat or are short."""
    salts = [entropy(SALT_SIZE) for _ in range(number)]
    if len(set(salts)) != number or any(len(salt) != SALT_SIZE for salt in salts):
        raise Unavailable("roll.entropy")
    return [salt.hex() for salt in salts]


def in_order(secrets: Iterable[_Leaf]) -> tuple[_Leaf, ...]:
    """The contents of the leaves in the order of the tree."""
    return tuple(sorted(secrets, key=lambda secret: secret.leaf))


def path_to(index: int, prove: Prove) -> Path:
    """The path of one leaf of a tree."""
    return Path(index, tuple(step.hex() for step in prove(index)))


def check_leaf(secret: Salted, way: Path, root: str, size: int, verify: VerifyInclusion) -> None:
    """Check that a leaf stands under the root of ``size`` leaves.

    Raises ``NotVerified("roll.opening")``.
    """
    path = [bytes.fromhex(step) for step in way.path]
    try:
        verify(secret.leaf, way.index, size, path, bytes.fromhex(root))
    except (Malformed, NotVerified) as error:
        raise NotVerified("roll.opening") from error
