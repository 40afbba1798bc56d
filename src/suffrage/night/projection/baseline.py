"""The previous round on the same board, as the baseline of a projection.

Annulled and hidden figures are no baseline. A unit without figures then is believed to be like
the pool that holds it, else like its federation, else like all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.unit_state import figures_in_force
from suffrage.model.contests import Linked, Option, instance_id, instance_place
from suffrage.night.projection.units import Previous

__all__ = ["previous_round"]


def previous_round(
    state: State, instance: str, units: Sequence[tuple[str, ...]]
) -> Previous | None:
    """The previous round of an instance in these units, each given by its sections.

    It is the round from which the contest takes its options, else the last earlier one of the
    same sections in which one of its options, or a first signatory, stood. ``None`` where there
    is none, or where no section has figures of it.
    """
    source = _source(state, instance)
    if source is None:
        return None
    past = _Past(state, source)
    if not past.everybody.registered:
        return None
    rows = [past.of(sections) for sections in units]
    before, now = state.options[source], state.options[instance]
    votes = [[row.votes.get(option.id, 0) for option in before] for row in rows]
    return Previous(
        registered=np.array([row.registered for row in rows]),
        votes=np.array(votes),
        same_as=np.array([_same(option, now) for option in before]),
    )


def _source(state: State, instance: str) -> str | None:
    """The instance of the earlier round, if there is one."""
    rules = state.rules
    contest, place = instance_place(instance)
    declared = rules.contest_by_id[contest]
    if isinstance(declared.options, Linked):
        return instance_id(declared.options.source, place)
    earlier = (one for one in rules.contests if one.round < declared.round)
    for one in sorted(earlier, key=lambda one: -one.round):
        source = instance_id(one.id, place)
        before = state.options.get(source, ())
        shared = any(_same(option, state.options[instance]) >= 0 for option in before)
        if shared and rules.sections_of(source) == rules.sections_of(instance):
            return source
    return None


def _same(option: Option, now: Sequence[Option]) -> int:
    """Which option of this round an earlier one is: by its id, else by its first signatory."""
    for number, one in enumerate(now):
        if one.id == option.id:
            return number
    names = {option.label, option.first_signatory} - {""}
    for number, one in enumerate(now):
        if names & {one.label, one.first_signatory}:
            return number
    return -1


@dataclass(frozen=True, slots=True)
class _Row:
    """Members on a roll, never fewer than their votes, and the votes of each option."""

    registered: int
    votes: Mapping[str, int]


class _Past:
    """The figures of an earlier round by section, by federation, and in all."""

    def __init__(self, state: State, source: str) -> None:
        self._parents = {unit.id: unit.parent for unit in state.rules.tree.sections}
        self._rows: dict[str, _Row] = {}
        groups: dict[str, list[_Row]] = {}
        for unit in unit_counts(state, source):
            figures = figures_in_force(unit.state)
            if figures is None:
                continue
            row = _Row(max(figures.registered, figures.valid), figures.votes)
            self._rows.update(dict.fromkeys(unit.sections, row))
            groups.setdefault(self._parents[unit.sections[0]], []).append(row)
        self._federations = {parent: _summed(found) for parent, found in groups.items()}
        self.everybody = _summed(self._federations.values())

    def of(self, sections: tuple[str, ...]) -> _Row:
        """The figures of a unit, or of what it is believed to be like."""
        found = {id(row): row for section in sections if (row := self._rows.get(section))}
        own = _summed(found.values())
        if own.registered:
            return own
        federation = self._federations.get(self._parents[sections[0]], self.everybody)
        return federation if federation.registered else self.everybody


def _summed(rows: Iterable[_Row]) -> _Row:
    registered, votes = 0, Counter[str]()
    for row in rows:
        registered += row.registered
        votes.update(row.votes)
    return _Row(registered, votes)
