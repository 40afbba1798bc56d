"""Everything that changed figures after they had come, each with its effect on the totals.

These are corrections, annulments, excused units and sheets that were reserved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from suffrage.count.figures import Figures
from suffrage.count.unit_state import figures_in_force
from suffrage.model.contests import instance_place
from suffrage.night.concern import concern_of
from suffrage.night.history import Entry
from suffrage.site.pages.addresses import moment_path, unit_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.figure_rows import FIGURE_WORDS, Replaced
from suffrage.site.pages.people import options_of, unit_name
from suffrage.site.pages.render import Reader
from suffrage.site.pages.settings import Settings
from suffrage.site.pages.steps import steps_of

__all__ = ["Change", "ChangeView", "Effect", "change_views", "changes_in", "moments_around"]

_ALWAYS: Final = ("sheet.corrected/1", "sheet.reserved/1", "box.annulled/1")
_IF_CHANGED: Final = ("dispute.ruled/1", "unit.excused/1", "pool.excused/1")
_WHOLE: Final = ("signatures", "ballots", "blank", "void", "valid")


@dataclass(frozen=True, slots=True)
class Change:
    """A record that changed what a unit gives; ``late`` if a result had been announced."""

    entry: Entry
    unit: str
    before: Figures | None
    after: Figures | None
    late: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """How much a total of the instance grew by a change; negative if it shrank."""

    label: str
    value: int
    name: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as the page shows it; ``dispute`` is the id of the one that it carries out.

    ``figures`` are those of the sheet before and after. ``moments`` are the permanent pages next
    to it: the last one without the change and the first one with it, empty where there is none.
    """

    index: int
    at: str
    unit: str
    name: str
    path: str
    told: str
    late: bool
    dispute: str
    figures: tuple[Replaced, ...]
    effects: tuple[Effect, ...]
    moments: tuple[str, str]


def changes_in(board: Board, instance: str) -> tuple[Change, ...]:
    """The changes of an instance, in the order of the board."""
    return board.once(_by_instance).get(instance, ())


def change_views(
    board: Board, instance: str, settings: Settings, reader: Reader
) -> tuple[ChangeView, ...]:
    """The same for the page, the latest first."""
    found = [_view(board, instance, one, settings, reader) for one in changes_in(board, instance)]
    return tuple(reversed(found))


def moments_around(board: Board, index: int, instance: str, settings: Settings) -> tuple[int, int]:
    """The last moment without a record and the first one with it; 0 where there is none.

    The latest one has its page already: it is written with this one.
    """
    moments = {*settings.moments.get(instance, ()), board.history.changed(instance)}
    before = max((one for one in moments if one <= index), default=0)
    return before, min((one for one in moments if one > index), default=0)


def _by_instance(board: Board) -> Mapping[str, tuple[Change, ...]]:
    found: dict[str, list[Change]] = {}
    entries = (one for kind in (*_ALWAYS, *_IF_CHANGED) for one in board.history.acts(kind))
    for entry in sorted(entries, key=lambda one: one.index):
        for instance, change in _changes(board, entry):
            found.setdefault(instance, []).append(change)
    return {instance: tuple(changes) for instance, changes in found.items()}


def _changes(board: Board, entry: Entry) -> Iterator[tuple[str, Change]]:
    before, after = board.at(entry.index), board.at(entry.index + 1)
    for contest, unit in sorted(concern_of(entry.record, after).units):
        old, new = before.unit(contest, unit), after.unit(contest, unit)
        if old == new and entry.record.kind not in _ALWAYS:
            continue
        instance = after.rules.instance_of(contest, unit)
        late = instance in before.announced or instance in before.certified
        yield (
            instance,
            Change(entry, unit, figures_in_force(old), figures_in_force(new), late),
        )


def _view(
    board: Board, instance: str, one: Change, settings: Settings, reader: Reader
) -> ChangeView:
    state, index = board.at(one.entry.index + 1), one.entry.index
    entries = board.history.entries[instance_place(instance)[0], one.unit]
    steps = steps_of(
        (entry for entry in entries if entry.index <= index), state, instance, one.unit, reader
    )
    before, after = moments_around(board, index, instance, settings)
    return ChangeView(
        index=index,
        at=one.entry.at,
        unit=one.unit,
        name=unit_name(state, one.unit),
        path=unit_path(reader.language, instance, one.unit),
        told=steps[-1].told,
        late=one.late,
        dispute=getattr(one.entry.record.head, "dispute", ""),
        figures=steps[-1].changed,
        effects=tuple(_effects(board, instance, one, reader)),
        moments=(
            moment_path(reader.language, instance, before) if before else "",
            moment_path(reader.language, instance, after) if after else "",
        ),
    )


def _effects(board: Board, instance: str, one: Change, reader: Reader) -> Iterator[Effect]:
    place = f"{instance}/record/{one.entry.index}/change"
    for name in _WHOLE:
        grown = (getattr(one.after, name) if one.after else 0) - (
            getattr(one.before, name) if one.before else 0
        )
        if grown:
            yield Effect(reader.t(FIGURE_WORDS[name]), grown, f"{place}/{name}")
    for option in options_of(board.state, instance):
        old = one.before.votes.get(option.id, 0) if one.before else 0
        new = one.after.votes.get(option.id, 0) if one.after else 0
        if new != old:
            yield Effect(option.label, new - old, f"{place}/votes/{option.id}")
