"""The frozen roll: a salted Merkle root, counts by section, and the opening of one leaf.

* A leaf is SHA-256 of 0x00 and the canonical JSON of ``number``, ``salt`` and ``unit``; salts
  are 32 random bytes, so that nobody can try numbers until a leaf fits.
* Leaves are sorted by their own bytes, so that their order tells nothing about members.
* The root is the Merkle tree hash of RFC 6962 over these leaves.
* Root and counts are public. An opening goes to its own member only; salts stay in the office.

The tree itself is passed in (``suffrage.tlog`` has one): this room knows no logs. Format:
``docs/spec/roll.md``.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Final

from immutables import Map
from msgspec import Meta

from suffrage.errors import Malformed, NotVerified, Refused, Unavailable
from suffrage.model import canonical
from suffrage.model.values import Count, Digest, UnitId, Value
from suffrage.roll.members import Member

__all__ = ["FrozenRoll", "Opening", "Secret", "check_opening", "freeze", "open_leaf"]

SALT_SIZE: Final = 32

Root = Callable[[Sequence[bytes]], bytes]
"""Leaf hashes to the Merkle root."""

Prove = Callable[[int], Sequence[bytes]]
"""The index of a leaf to its inclusion path, in the tree of a roll's leaves."""

VerifyInclusion = Callable[[bytes, int, int, Sequence[bytes], bytes], None]
"""Leaf hash, index, size, path, root; raises ``Malformed`` or ``NotVerified``."""


class Secret(Value, frozen=True):
    """The content of one leaf."""

    number: Annotated[str, Meta(min_length=1)]
    salt: Digest
    unit: UnitId

    @property
    def leaf(self) -> bytes:
        """The leaf's hash as RFC 6962 section 2.1 makes it."""
        return hashlib.sha256(b"\x00" + canonical.encode(self)).digest()


class Opening(Value, frozen=True):
    """What a member receives to find the own leaf under the public root."""

    index: Count
    path: tuple[Digest, ...]
    secret: Secret


@dataclass(frozen=True, slots=True)
class FrozenRoll:
    """A roll that no longer changes.

    Public: ``root`` (hexadecimal), ``entitled`` and ``registered`` (how many, by section).
    Private: ``secrets``, in the order of the leaves.
    """

    root: str
    registered: Mapping[str, int]
    secrets: tuple[Secret, ...] = field(repr=False)

    @property
    def entitled(self) -> int:
        """How many members are on the roll: the size of the tree."""
        return len(self.secrets)

    @property
    def leaves(self) -> tuple[bytes, ...]:
        """The leaf hashes in the order of the tree."""
        return tuple(secret.leaf for secret in self.secrets)


def freeze(
    members: Sequence[Member],
    units: Collection[str],
    entropy: Callable[[int], bytes],
    root: Root,
) -> FrozenRoll:
    """The frozen roll of these members; ``units`` are all sections, those without members too.

    ``entropy(n)`` gives n random bytes. Raises ``Malformed`` (``roll.number-twice``,
    ``roll.unit-unknown``), and ``Unavailable("roll.entropy")`` when salts repeat or are short.
    """
    _check_members(members, units)
    salts = [entropy(SALT_SIZE) for _ in members]
    if len(set(salts)) != len(salts) or any(len(salt) != SALT_SIZE for salt in salts):
        raise Unavailable("roll.entropy")
    pairs = zip(members, salts, strict=True)
    secrets = [Secret(number=m.number, salt=salt.hex(), unit=m.unit) for m, salt in pairs]
    ordered = sorted((secret.leaf, secret) for secret in secrets)
    counts = Counter(member.unit for member in members)
    return FrozenRoll(
        root=root([leaf for leaf, _ in ordered]).hex(),
        registered=Map({unit: counts[unit] for unit in units}),
        secrets=tuple(secret for _, secret in ordered),
    )


def open_leaf(roll: FrozenRoll, number: str, prove: Prove) -> Opening:
    """The opening for the member with this number; ``prove`` knows the tree of ``roll.leaves``.

    Raises ``Refused("roll.not-on-it")``, without the number, when nobody has it.
    """
    for index, secret in enumerate(roll.secrets):
        if secret.number == number:
            path = tuple(step.hex() for step in prove(index))
            return Opening(index=index, path=path, secret=secret)
    raise Refused("roll.not-on-it")


def check_opening(opening: Opening, root: str, entitled: int, verify: VerifyInclusion) -> None:
    """Check that the opening's leaf stands under the public root of ``entitled`` leaves.

    Raises ``NotVerified("roll.opening")``.
    """
    path = [bytes.fromhex(step) for step in opening.path]
    try:
        verify(opening.secret.leaf, opening.index, entitled, path, bytes.fromhex(root))
    except (Malformed, NotVerified) as error:
        raise NotVerified("roll.opening") from error


def _check_members(members: Sequence[Member], units: Collection[str]) -> None:
    seen: set[str] = set()
    for index, member in enumerate(members):
        if member.number in seen:
            raise Malformed("roll.number-twice", at=f"members[{index}]")
        if member.unit not in units:
            raise Malformed("roll.unit-unknown", at=f"members[{index}]", unit=member.unit)
        seen.add(member.number)
