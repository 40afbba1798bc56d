"""The corrections of an instance: which sheet took another's place, and what it changed.

Figures are those that the unit gives to the totals before and after, so that a reserved sheet,
or one hidden in a pool, shows none.

>>> for one in corrections(history, "text", history.size):      # doctest: +SKIP
...     one.entry.at, one.unit, changed(one, options)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_in_force
from suffrage.model.contests import instance_place
from suffrage.night.history import Entry, History

__all__ = ["FIGURES", "Correction", "Difference", "changed", "corrections"]

FIGURES: Final = ("registered", "signatures", "ballots", "blank", "void", "valid")


@dataclass(frozen=True, slots=True)
class Correction:
    """A sheet that names the one it replaces; ``dispute`` orders it, if any does."""

    entry: Entry
    unit: str
    dispute: str
    old: Figures | None
    new: Figures | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure before and after; ``name`` is one of ``FIGURES`` or the id of an option."""

    name: str
    old: int
    new: int


def corrections(history: History, instance: str, size: int) -> tuple[Correction, ...]:
    """Those among the first ``size`` records, in their order."""
    contest = instance_place(instance)[0]
    found = [
        _correction(history, contest, unit.id, entry)
        for unit in history.at(size).rules.sections_of(instance)
        for entry in history.entries.get((contest, unit.id), ())
        if entry.index < size and entry.record.kind.startswith("sheet.corrected/")
    ]
    return tuple(sorted(found, key=lambda one: one.entry.index))


def _correction(history: History, contest: str, unit: str, entry: Entry) -> Correction:
    before, after = history.at(entry.index), history.at(entry.index + 1)
    return Correction(
        entry=entry,
        unit=unit,
        dispute=getattr(entry.record.head, "dispute", ""),
        old=figures_in_force(before.unit(contest, unit)),
        new=figures_in_force(after.unit(contest, unit)),
    )


def changed(one: Correction, options: Sequence[str]) -> tuple[Difference, ...]:
    """The figures that differ; none where the unit gave or gives no figures of its own."""
    if one.old is None or one.new is None:
        return ()
    pairs = [(name, getattr(one.old, name), getattr(one.new, name)) for name in FIGURES]
    pairs += [(name, one.old.votes.get(name, 0), one.new.votes.get(name, 0)) for name in options]
    return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])
