"""The values of a unit's page: why it counts or not, its figures, who stands behind them.

A unit in a pool shows none of its figures: that its sheet is sealed, and where the sum is.
"""

from dataclasses import dataclass

from suffrage.conduct.state import BoxRun, State
from suffrage.conduct.tables import open_disputes
from suffrage.count.unit_state import Annulled, Tallied, UnitState
from suffrage.model.contests import instance_place
from suffrage.night.history import Entry
from suffrage.site.pages.addresses import federation_path, page_path, unit_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.disputed import DisputeView, dispute_views
from suffrage.site.pages.figure_rows import FigureRow, figures_rows
from suffrage.site.pages.people import unit_name
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sheet_view import SheetView, sheet_view
from suffrage.site.pages.standing_of import standing_name, why_counted
from suffrage.site.pages.steps import Step, steps_of

__all__ = ["RunView", "UnitView", "unit_view"]


@dataclass(frozen=True, slots=True)
class RunView:
    """One run of the unit's box; ``archive`` is where it lies in the public folder.

    ``decrypted_at`` is the last instant on the board before its result, which has none.
    """

    number: int
    phase: str
    ballots: int
    archive: str
    decrypted_at: str


@dataclass(frozen=True, slots=True)
class UnitView:
    """Everything that the page shows.

    ``federation`` and ``pool`` are a name and a path; ``turnout`` are the signatures reported
    first, ``box`` the figures of a decrypted run, ``changes`` the page of what was corrected.
    """

    instance: str
    unit: str
    name: str
    standing: str
    sentence: str
    disputed: bool
    federation: tuple[str, str] | None
    pool: tuple[str, str] | None
    turnout: int | None
    sheet: SheetView | None
    box: tuple[FigureRow, ...]
    runs: tuple[RunView, ...]
    steps: tuple[Step, ...]
    changes: str
    disputes: tuple[DisputeView, ...]


def unit_view(board: Board, instance: str, unit: str, size: int, reader: Reader) -> UnitView:
    """What may be said of a unit in an instance at a size of the board."""
    state, contest = board.at(size), instance_place(instance)[0]
    every = board.history.entries.get((contest, unit), ())
    entries = [entry for entry in every if entry.index < size]
    now, pool = state.unit(contest, unit), state.rules.pool_of(contest, unit)
    place = f"{instance}/unit/{unit}"
    sheet = sheet_view(entries, state, instance, unit, reader)
    round_ = state.rules.contest_by_id[contest].round
    ruled = sheet is not None and sheet.ruled
    return UnitView(
        instance=instance,
        unit=unit,
        name=unit_name(state, unit),
        standing=standing_name(now),
        sentence=why_counted(state, instance, unit, reader, ruled=ruled),
        disputed=(contest, unit) in open_disputes(state),
        federation=_federation(state, instance, unit, reader),
        pool=(pool.id, unit_path(reader.language, instance, pool.id)) if pool else None,
        turnout=state.turnout.get((round_, unit)),
        sheet=sheet,
        box=() if sheet else _box(now, state, instance, place, reader),
        runs=_runs(board, entries, state, contest, unit, reader),
        steps=steps_of(entries, state, instance, unit, reader),
        changes=page_path(reader.language, instance, "changes"),
        disputes=dispute_views(board, instance, reader, size, unit),
    )


def _federation(state: State, instance: str, unit: str, reader: Reader) -> tuple[str, str] | None:
    parent = state.rules.tree.by_id[unit].parent
    if not parent:
        return None
    return unit_name(state, parent), federation_path(reader.language, instance, parent)


def _box(
    now: UnitState, state: State, instance: str, place: str, reader: Reader
) -> tuple[FigureRow, ...]:
    """The figures of a decrypted box, in force or set aside by a ruling."""
    if isinstance(now, Tallied | Annulled) and now.figures is not None:
        return figures_rows(now.figures, state, instance, place, reader)
    return ()


def _runs(
    board: Board, entries: list[Entry], state: State, contest: str, unit: str, reader: Reader
) -> tuple[RunView, ...]:
    box = state.rules.box_of(contest, state.rules.tree.by_id[unit])
    if box is None:
        return ()
    numbers = range(1, state.live.get(box.id, 0) + 1)
    runs = (state.runs.get((box.id, number)) for number in numbers)
    return tuple(_run(board, entries, run, reader) for run in runs if run is not None)


def _run(board: Board, entries: list[Entry], run: BoxRun, reader: Reader) -> RunView:
    results = (
        entry.index
        for entry in entries
        if getattr(entry.record.head, "type", "") == "Result"
        and getattr(entry.record.head, "run", 0) == run.run
    )
    index = next(results, None)
    return RunView(
        number=run.run,
        phase=reader.t(f"page.run.{run.phase}"),
        ballots=len(run.voters),
        archive=f"box/{run.box}-{run.run}.bel",
        decrypted_at="" if index is None else board.history.instant_of(index + 1),
    )
