"""The frozen roll: a salted Merkle root, counts by section, and the opening of one leaf.

A leaf holds ``number``, ``salt`` and ``unit``, and the root stands over them as ``roll.salted``
says. Root and counts are public. An opening goes to its own member only; salts stay in the
office. Format: ``docs/spec/roll.md``.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from immutables import Map
from msgspec import Meta

from suffrage.errors import Malformed, Refused
from suffrage.model.values import UnitId
from suffrage.roll.members import Member
from suffrage.roll.salted import (
    Path,
    Prove,
    Root,
    Salted,
    VerifyInclusion,
    check_leaf,
    draw_salts,
    in_order,
    path_to,
)

__all__ = ["FrozenRoll", "Opening", "Secret", "check_opening", "freeze", "open_leaf"]


class Secret(Salted, frozen=True):
    """The content of one leaf."""

    number: Annotated[str, Meta(min_length=1)]
    unit: UnitId


class Opening(Path, frozen=True):
    """What a member receives to find the own leaf under the public root."""

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
    pairs = zip(members, draw_salts(len(members), entropy), strict=True)
    secrets = in_order(Secret(number=m.number, salt=salt, unit=m.unit) for m, salt in pairs)
    counts = Counter(member.unit for member in members)
    return FrozenRoll(
        root=root([secret.leaf for secret in secrets]).hex(),
        registered=Map({unit: counts[unit] for unit in units}),
        secrets=secrets,
    )


def open_leaf(roll: FrozenRoll, number: str, prove: Prove) -> Opening:
    """The opening for the member with this number; ``prove`` knows the tree of ``roll.leaves``.

    Raises ``Refused("roll.not-on-it")``, without the number, when nobody has it.
    """
    for index, secret in enumerate(roll.secrets):
        if secret.number == number:
            way = path_to(index, prove)
            return Opening(index=way.index, path=way.path, secret=secret)
    raise Refused("roll.not-on-it")


def check_opening(opening: Opening, root: str, entitled: int, verify: VerifyInclusion) -> None:
    """Check that the opening's leaf stands under the public root of ``entitled`` leaves.

    Raises ``NotVerified("roll.opening")``.
    """
    check_leaf(opening.secret, opening, root, entitled, verify)


def _check_members(members: Sequence[Member], units: Collection[str]) -> None:
    seen: set[str] = set()
    for index, member in enumerate(members):
        if member.number in seen:
            raise Malformed("roll.number-twice", at=f"members[{index}]")
        if member.unit not in units:
            raise Malformed("roll.unit-unknown", at=f"members[{index}]", unit=member.unit)
        seen.add(member.number)
