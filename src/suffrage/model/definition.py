"""The definition of an election: what is fixed before anybody votes.

Its canonical bytes are the identity of the election's rules; their hash stands on the board
before anything else counts, and in the convening notice. The TOML that people write and the
canonical JSON have one shape (``docs/spec/definition.md``).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from suffrage.model import canonical
from suffrage.model.alliances import Agreement, Party
from suffrage.model.bodies import Body
from suffrage.model.boxes import Box
from suffrage.model.contests import Contest, Linked, Option, instance_id, instance_place
from suffrage.model.governance import Commission, Fact, Ground, Minimum, Publication, Witnesses
from suffrage.model.pools import Pool
from suffrage.model.sheet_columns import SheetColumns
from suffrage.model.units import Unit, Units
from suffrage.model.values import Ident, Label, PublicKey, RoleName, Value

__all__ = ["Definition", "from_plain"]


class Definition(Value, frozen=True, dict=True):
    """The whole election as declared; ``model.check_definition`` holds its parts together."""

    suffrage: Literal[1]
    slug: Ident
    host: Annotated[str, Meta(pattern=r"^[a-z0-9.-]+(?::[0-9]+)?(?:/[a-z0-9._-]+)*\Z")]
    title: dict[Ident, Label]
    time_zone: str
    units: Annotated[tuple[Unit, ...], Meta(min_length=1)]
    contests: Annotated[tuple[Contest, ...], Meta(min_length=1)]
    commission: Commission
    keys: dict[RoleName, PublicKey] = {}  # noqa: RUF012  (the library copies the default)
    minimum: Minimum = Minimum()
    bodies: tuple[Body, ...] = ()
    boxes: tuple[Box, ...] = ()
    grounds: tuple[Ground, ...] = ()
    facts: tuple[Fact, ...] = ()
    parties: tuple[Party, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    witnesses: Witnesses = Witnesses()
    pools: tuple[Pool, ...] = ()
    publication: Publication | msgspec.UnsetType = msgspec.UNSET
    sheets: SheetColumns | msgspec.UnsetType = msgspec.UNSET
    rehearsal: bool = False

    @property
    def origin(self) -> str:
        """The name of the election's log (C2SP ``origin``) and of its key."""
        return f"{self.host}/e/{self.slug}"

    @cached_property
    def tree(self) -> Units:
        """The units as a tree; raises ``Malformed`` when they are none."""
        return Units(self.units)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes: what the convening notice prints."""
        return canonical.digest(self)

    @cached_property
    def contest_by_id(self) -> Mapping[str, Contest]:
        """Contests by their id."""
        return {contest.id: contest for contest in self.contests}

    @cached_property
    def box_by_id(self) -> Mapping[str, Box]:
        """Boxes by their id."""
        return {box.id: box for box in self.boxes}

    @cached_property
    def pool_by_id(self) -> Mapping[str, Pool]:
        """Pools by their id."""
        return {pool.id: pool for pool in self.pools}

    @cached_property
    def ground_by_id(self) -> Mapping[str, Ground]:
        """Grounds by their id."""
        return {ground.id: ground for ground in self.grounds}

    @property
    def rounds(self) -> tuple[int, ...]:
        """The evenings, in order."""
        return tuple(sorted({contest.round for contest in self.contests}))

    def contests_of(self, round_: int) -> tuple[Contest, ...]:
        """The contests that share one evening."""
        return tuple(contest for contest in self.contests if contest.round == round_)

    def places(self, contest: Contest) -> tuple[str, ...]:
        """Where a contest stands: once for the nation (""), or in each unit of its scope.

        A federation is a unit right above sections; one that only has federations below it
        holds no contest of its own.
        """
        if contest.scope == "nation":
            return ("",)
        if contest.scope == "section":
            return tuple(unit.id for unit in self.tree.sections)
        parents = {unit.parent for unit in self.tree.sections}
        return tuple(unit.id for unit in self.tree.federations if unit.id in parents)

    def instances(self) -> tuple[str, ...]:
        """All instances of all contests, in the declared order."""
        return tuple(instance_id(c.id, place) for c in self.contests for place in self.places(c))

    def instance_of(self, contest: str, section: str) -> str:
        """The instance of a contest to which a section's ballots belong.

        A contest of each federation counts a section in the unit right above it, once.
        """
        scope = self.contest_by_id[contest].scope
        if scope == "nation":
            return contest
        place = section if scope == "section" else self.tree.by_id[section].parent
        return instance_id(contest, place)

    def sections_of(self, instance: str) -> tuple[Unit, ...]:
        """The sections whose ballots an instance counts."""
        return self._sections_by_instance.get(instance, ())

    @cached_property
    def _sections_by_instance(self) -> Mapping[str, tuple[Unit, ...]]:
        found: dict[str, list[Unit]] = {}
        for contest in self.contests:
            for unit in self.tree.sections:
                found.setdefault(self.instance_of(contest.id, unit.id), []).append(unit)
        return {instance: tuple(units) for instance, units in found.items()}

    def declared_options(self, instance: str) -> tuple[Option, ...]:
        """The options written in the definition; none when an earlier round gives them."""
        contest, place = instance_place(instance)
        options = self.contest_by_id[contest].options
        if isinstance(options, Linked):
            return ()
        return tuple(option for option in options if option.within == place)

    def pool_of(self, contest: str, section: str) -> Pool | None:
        """The pool that hides a section's figures in a contest; ``None`` if they are public."""
        return self._pool_by_section.get((self.contest_by_id[contest].round, section))

    @cached_property
    def _pool_by_section(self) -> Mapping[tuple[int, str], Pool]:
        return {(pool.round, unit): pool for pool in self.pools for unit in pool.units}

    def box_of(self, contest: str, section: Unit) -> Box | None:
        """The box in which a section votes in a contest; ``None`` for a paper section."""
        for box in self.boxes:
            if box.contest == contest and (box.channel or box.id) == section.channel:
                return box
        return None


def from_plain(plain: Mapping[str, Any]) -> Definition:
    """A definition from plain lists and dictionaries; raises ``Malformed`` with the place."""
    return canonical.convert(plain, Definition)
