"""Changes of the roll after it was frozen: who may sign where now, and the figures to record.

* The frozen roll is never edited: the roll of now is that one and the changes, in their order.
* Each change has a ground of a small set, and each ground allows what its word means.
* A move is one removal and one addition, so that the sum over all sections stays.
* The figures by section, added to the frozen ones, are those of the roll of now.

``docs/spec/eligibility.md`` lists the grounds.

>>> ada, eve = Member("1", "75-012", "Ada Roy"), Member("2", "75-012", "Eve Blanc")
>>> changes = [move(ada, "75-013", "wrong-section"), remove(eve, "deceased")]
>>> now = roll_after([ada, eve], changes, {"75-012", "75-013"})
>>> [(one.number, one.unit) for one in now.members], sorted(now.added)
([('1', '75-013')], ['1'])
>>> [(one.unit, one.added, one.removed, one.ground) for one in amendments(changes)]
... # doctest: +NORMALIZE_WHITESPACE
[('75-012', 0, 1, 'deceased'), ('75-012', 0, 1, 'wrong-section'),
 ('75-013', 1, 0, 'wrong-section')]
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from immutables import Map

from suffrage.errors import Malformed, Refused
from suffrage.roll.look_alike import likeness
from suffrage.roll.members import Member

__all__ = [
    "GROUNDS",
    "Amendment",
    "Change",
    "CurrentRoll",
    "Ground",
    "Kind",
    "add",
    "amendments",
    "move",
    "remove",
    "roll_after",
]

Kind = Literal["added", "removed", "moved"]
Ground = Literal[
    "late-dues",
    "appeal-upheld",
    "wrong-section",
    "deceased",
    "resigned",
    "expelled",
    "duplicate",
]

GROUNDS: Final[Mapping[Ground, frozenset[Kind]]] = {
    "late-dues": frozenset({"added"}),
    "appeal-upheld": frozenset({"added", "removed", "moved"}),
    "wrong-section": frozenset({"moved"}),
    "deceased": frozenset({"removed"}),
    "resigned": frozenset({"removed"}),
    "expelled": frozenset({"removed"}),
    "duplicate": frozenset({"removed"}),
}
"""What each ground allows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One member's change: the section left or "", the section joined or "", and why.

    Raises ``Refused``: ``roll.change-nothing`` if the two are the same, ``roll.change-ground`` if
    the ground does not allow it.
    """

    member: Member
    before: str
    after: str
    ground: Ground

    def __post_init__(self) -> None:
        if self.before == self.after:
            raise Refused("roll.change-nothing", unit=self.after)
        if self.kind not in GROUNDS[self.ground]:
            raise Refused("roll.change-ground", ground=self.ground, unit=self.before or self.after)

    @property
    def kind(self) -> Kind:
        """What happens to the member."""
        if self.before and self.after:
            return "moved"
        return "added" if self.after else "removed"


@dataclass(frozen=True, slots=True)
class Amendment:
    """The figures of one ``roll.amended/1`` record."""

    unit: str
    added: int
    removed: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class CurrentRoll:
    """Who may sign where now, and the numbers of those whom a change brought where they are."""

    members: tuple[Member, ...]
    added: frozenset[str]

    @property
    def registered(self) -> Mapping[str, int]:
        """How many by section, those with somebody."""
        return Map(Counter(member.unit for member in self.members))


def add(member: Member, ground: Ground) -> Change:
    """The member joins the roll of ``member.unit``; raises as ``Change`` does."""
    return Change(member, "", member.unit, ground)


def remove(member: Member, ground: Ground) -> Change:
    """The member leaves the roll of ``member.unit``; raises as ``Change`` does."""
    return Change(member, member.unit, "", ground)


def move(member: Member, unit: str, ground: Ground) -> Change:
    """The member goes to another section; raises as ``Change`` does."""
    return Change(replace(member, unit=unit), member.unit, unit, ground)


def amendments(changes: Iterable[Change]) -> tuple[Amendment, ...]:
    """The figures to record, one amendment a section and ground.

    Sections stand in the order of their codes. Within one, gains stand before losses, so that no
    section ever seems to lose a member whom it has yet to gain.
    """
    added: Counter[tuple[str, Ground]] = Counter()
    removed: Counter[tuple[str, Ground]] = Counter()
    for change in changes:
        added[change.after, change.ground] += 1
        removed[change.before, change.ground] += 1
    pairs = {pair for pair in (*added, *removed) if pair[0]}
    found = [Amendment(unit, added[unit, why], removed[unit, why], why) for unit, why in pairs]
    return tuple(sorted(found, key=lambda one: (one.unit, one.removed - one.added, one.ground)))


def roll_after(
    frozen: Sequence[Member], changes: Iterable[Change], units: Collection[str]
) -> CurrentRoll:
    """The frozen members with all changes made, in the order of the changes; all or none.

    Raises ``Malformed("roll.unit-unknown")`` and ``Refused``: ``roll.change-present`` for adding
    who is on the roll, ``roll.change-twin`` for a number that looks like another's, and
    ``roll.change-absent`` for removing or moving who is not in the section that the change says.
    The place of an error is that of the change; it names no member.
    """
    members = {member.number: member for member in frozen}
    twins = {likeness(number): number for number in members}
    added: set[str] = set()
    for index, change in enumerate(changes):
        _check(change, members, twins, units, f"changes[{index}]")
        number = change.member.number
        members.pop(number, None)
        twins.pop(likeness(number), None)
        added.discard(number)
        if change.after:
            members[number] = replace(change.member, unit=change.after)
            twins[likeness(number)] = number
            added.add(number)
    return CurrentRoll(tuple(members.values()), frozenset(added))


def _check(
    change: Change,
    members: Mapping[str, Member],
    twins: Mapping[str, str],
    units: Collection[str],
    at: str,
) -> None:
    if change.after and change.after not in units:
        raise Malformed("roll.unit-unknown", at=at, unit=change.after)
    known = members.get(change.member.number)
    if change.kind == "added":
        if known:
            raise Refused("roll.change-present", at=at, unit=known.unit)
        if likeness(change.member.number) in twins:
            raise Refused("roll.change-twin", at=at, unit=change.after)
    elif known is None or known.unit != change.before:
        raise Refused("roll.change-absent", at=at, unit=change.before)
