"""The sections whose figures are in force in two linked rounds, side by side.

A section that is missing, reserved, excused or annulled in one of the rounds, or whose figures
are hidden in a pool, has no pair.

>>> both = pairs_of(state, "first-secretary", joined_between(history, "first-secretary"))
>>> both.source, len(both.rows), both.left_out
('text', 1994, 7)
"""

from collections.abc import Mapping
from dataclasses import dataclass

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_in_force
from suffrage.errors import Refused
from suffrage.model.contests import Linked, instance_id, instance_place
from suffrage.model.definition import Definition
from suffrage.model.units import NATION

__all__ = ["FEWEST", "Pair", "Pairs", "federation_of", "in_force", "link_of", "pairs_of"]

FEWEST = 10
"""Voters below whom nothing is said of a section or a federation alone: a share of a handful is
noise, and comes close to single persons."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A section's figures ``before`` and ``after``; at most ``joined`` members are new to it."""

    unit: str
    federation: str
    before: Figures
    after: Figures
    joined: int

    @property
    def people(self) -> int:
        """How many were on one roll at least; a box may hold more ballots than its roll."""
        return max(self.roll_before + self.joined, self.roll_after)

    @property
    def roll_before(self) -> int:
        """The roll of the earlier round, never below its ballots."""
        return max(self.before.registered, self.before.ballots)

    @property
    def roll_after(self) -> int:
        """The roll of the later round, never below its ballots."""
        return max(self.after.registered, self.after.ballots)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What two rounds have in common.

    ``source`` is the earlier instance, ``eliminated`` its options that do not stand any more.
    ``registered`` counts the members on all rolls of the later round, ``left_out`` the sections
    without a pair.
    """

    instance: str
    source: str
    size: int
    before: tuple[str, ...]
    after: tuple[str, ...]
    registered: int
    rows: tuple[Pair, ...]
    left_out: int

    @property
    def eliminated(self) -> tuple[str, ...]:
        """The earlier round's options that no longer stand."""
        return tuple(option for option in self.before if option not in self.after)


def link_of(rules: Definition, instance: str) -> Linked:
    """The link of an instance's contest; ``Refused("second-round.not-linked")`` without one."""
    link = rules.contest_by_id[instance_place(instance)[0]].options
    if not isinstance(link, Linked):
        raise Refused("second-round.not-linked", contest=instance)
    return link


def pairs_of(state: State, instance: str, joined: Mapping[str, int]) -> Pairs:
    """The pairs of an instance whose options an earlier contest gave.

    ``joined``: see ``joined.joined_between``; what the sizes of the rolls show is added where it
    says less. Raises ``Refused``: ``second-round.not-linked``, ``round.not-held`` where nobody
    stands.
    """
    rules = state.rules
    contest, place = instance_place(instance)
    source = instance_id(link_of(rules, instance).source, place)
    round_ = rules.contest_by_id[contest].round
    after = option_ids(state, instance)
    if not after:
        raise Refused("round.not-held", round=round_)
    sections = rules.sections_of(instance)
    earlier, later = in_force(state, source), in_force(state, instance)
    rows = tuple(
        Pair(
            unit=unit,
            federation=federation_of(state, unit),
            before=earlier[unit],
            after=figures,
            joined=max(figures.registered - earlier[unit].registered, joined.get(unit, 0), 0),
        )
        for unit, figures in later.items()
        if unit in earlier
    )
    return Pairs(
        instance=instance,
        source=source,
        size=state.size,
        before=option_ids(state, source),
        after=after,
        registered=sum(state.roll(round_, section.id) for section in sections),
        rows=rows,
        left_out=len(sections) - len(rows),
    )


def in_force(state: State, instance: str) -> Mapping[str, Figures]:
    """The figures in force of each section that has public ones, in the declared order."""
    contest = instance_place(instance)[0]
    sections = state.rules.sections_of(instance)
    found = ((one.id, figures_in_force(state.unit(contest, one.id))) for one in sections)
    return {unit: figures for unit, figures in found if figures is not None}


def federation_of(state: State, unit: str) -> str:
    """The federation right above a section; ``nation`` where there is none."""
    return state.rules.tree.by_id[unit].parent or NATION
