"""From the board to what a projection starts from: units, their order of arrival, their baseline.

A unit is a section, or the sum of a pool of sections too small to be shown alone. Units that are
excused or annulled bring nothing and are left out, as are those that can bring no ballot; a
hidden sheet is outstanding until its pool is summed, and never a unit of its own.

>>> project_board(history, "first-secretary").options[0].low      # doctest: +SKIP
0.4713
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import Figures
from suffrage.count.unit_state import Pooled, figures_in_force
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.night.counted import counted
from suffrage.night.history import History
from suffrage.night.projection.baseline import previous_round
from suffrage.night.projection.project import FEWEST, Projection, project
from suffrage.night.projection.units import Integers, Units

__all__ = ["project_board", "units_of"]

_LATE: Final = 2**62


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit by its sections, with the most that can vote there, and its figures if it has any."""

    sections: tuple[str, ...]
    registered: int
    figures: Figures | None


def project_board(history: History, instance: str, size: int | None = None) -> Projection:
    """Project an instance at a size of the board, the present one if none is given.

    Options come in their declared order. Raises ``Refused`` as ``project`` and ``units_of`` do;
    whether figures may be shown at all is for ``moment.require_figures`` to say.
    """
    return project(units_of(history, instance, size))


def units_of(history: History, instance: str, size: int | None = None) -> Units:
    """The units of an instance at a size of the board.

    Their arrival is the order in which the board first had figures of them in force; the
    baseline is that of ``previous_round``. Raises ``Refused``: ``round.not-held`` where no
    option stands, ``projection.few`` before the first valid vote.
    """
    state = history.now if size is None else history.at(size)
    options = option_ids(state, instance)
    if not options:
        contest = state.rules.contest_by_id[instance_place(instance)[0]]
        raise Refused("round.not-held", round=contest.round)
    units = list(_units(state, instance))
    if not any(unit.figures and unit.figures.valid for unit in units):
        raise Refused("projection.few", units=0, needed=FEWEST)
    tree = state.rules.tree
    parents = [tree.by_id[unit.sections[0]].parent for unit in units]
    numbers = {parent: number for number, parent in enumerate(dict.fromkeys(parents))}
    return Units(
        federation=np.array([numbers[parent] for parent in parents]),
        registered=np.array([unit.registered for unit in units]),
        stands=np.ones((len(units), len(options)), bool),
        votes=np.array([_votes(unit.figures, options) for unit in units]),
        arrival=_arrival(history, state.size, instance, units),
        previous=previous_round(state, instance, [unit.sections for unit in units]),
    )


def _units(state: State, instance: str) -> Iterator[_Unit]:
    most = {one.unit: one.most for one in counted(state, instance).missing}
    for row in unit_counts(state, instance):
        figures = figures_in_force(row.state)
        registered = max(figures.registered, figures.valid) if figures else most.get(row.unit, 0)
        if registered:
            yield _Unit(row.sections, registered, figures)


def _votes(figures: Figures | None, options: Sequence[str]) -> list[int]:
    return [figures.votes.get(option, 0) if figures else 0 for option in options]


def _arrival(history: History, size: int, instance: str, units: Sequence[_Unit]) -> Integers:
    """The rank of each unit that has reported, by the record that put its figures in force."""
    contest = instance_place(instance)[0]
    when = [
        max(_first(history, size, contest, section) for section in unit.sections)
        if unit.figures
        else -1
        for unit in units
    ]
    ranks = np.full(len(units), -1)
    reported = np.flatnonzero(np.array(when) >= 0)
    order = reported[np.argsort(np.array(when)[reported], kind="stable")]
    ranks[order] = np.arange(order.size)
    return ranks


def _first(history: History, size: int, contest: str, section: str) -> int:
    """The index of the first record after which a section's figures were in a total."""
    for entry in history.entries.get((contest, section), ()):
        if entry.index >= size:
            break
        unit = history.at(entry.index + 1).unit(contest, section)
        if figures_in_force(unit) or isinstance(unit, Pooled):
            return entry.index
    return _LATE
