"""The page of a pool: the sum of its sections, and nothing of any of them.

It lies beside the pages of the sections, under the pool's name, as its row does in sheets.csv.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from suffrage.board.kinds.paper import PoolSummed
from suffrage.conduct.state import State
from suffrage.count.unit_state import Summed
from suffrage.model.contests import instance_place
from suffrage.model.pools import Pool
from suffrage.night.history import Entry
from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import unit_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.figure_rows import FigureRow, figures_rows
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import unit_name
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings
from suffrage.site.pages.standing_of import standing_name

__all__ = ["PoolView", "pool_files"]


@dataclass(frozen=True, slots=True)
class PoolUnit:
    """A section of the pool, its page, and its state in words."""

    name: str
    path: str
    standing: str


@dataclass(frozen=True, slots=True)
class PoolView:
    """The sum, once there is one: record ``index`` brought it, ``blob`` is its payload's hash.

    ``elsewhere`` is the pool with which this one was summed, and its page.
    """

    sentence: str
    units: tuple[PoolUnit, ...]
    figures: tuple[FigureRow, ...]
    elsewhere: tuple[str, str] | None
    index: int
    at: str
    blob: str


def pool_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """A page for each pool of an instance's round, in both languages."""
    for pool in _pools(board.state, instance):
        size = _changed(board, instance, pool)
        make = partial(_page, board, instance, pool, size, settings)
        path_of = partial(unit_path, instance=instance, unit=pool.id)
        yield from in_languages(board, settings, path_of, size, make)


def _pools(state: State, instance: str) -> Iterator[Pool]:
    contest = state.rules.contest_by_id[instance_place(instance)[0]]
    for pool in state.rules.pools:
        held = pool.round == contest.round and pool.units
        if held and state.rules.instance_of(contest.id, pool.units[0]) == instance:
            yield pool


def _changed(board: Board, instance: str, pool: Pool) -> int:
    contest = instance_place(instance)[0]
    summed = board.state.pools.get((contest, pool.id))
    units = summed.units if summed else pool.units
    return max(board.history.unit_changed(contest, unit) for unit in units)


def _page(  # noqa: PLR0917  (what one page is made of)
    board: Board,
    instance: str,
    pool: Pool,
    size: int,
    settings: Settings,
    path: str,
    reader: Reader,
) -> bytes:
    title = reader.t("page.pool", pool=pool.id)
    head = head_of(board, path, title, size, reader, settings)
    head = below_contest(head, board, instance, reader)
    view = _view(board, instance, pool, size, reader)
    return render("pool.html", replace(head, summary=view.sentence), reader, view)


def _view(board: Board, instance: str, pool: Pool, size: int, reader: Reader) -> PoolView:
    state, contest = board.at(size), instance_place(instance)[0]
    summed = state.pools.get((contest, pool.id))
    own = summed if summed and summed.pool == pool.id else None
    record = _record(board, contest, own)
    place = f"{instance}/unit/{pool.id}"
    figures = own and figures_rows(own.figures, state, instance, place, reader, "figures")
    return PoolView(
        sentence=_sentence(state, contest, pool, summed, reader),
        units=tuple(
            PoolUnit(
                name=unit_name(state, unit),
                path=unit_path(reader.language, instance, unit),
                standing=reader.t(f"page.state.{standing_name(state.unit(contest, unit))}"),
            )
            for unit in (own.units if own else pool.units)
        ),
        figures=figures or (),
        elsewhere=(summed.pool, unit_path(reader.language, instance, summed.pool))
        if summed and not own
        else None,
        index=record.index if record else 0,
        at=record.at if record else "",
        blob=record.record.payload if record else "",
    )


def _record(board: Board, contest: str, own: Summed | None) -> Entry | None:
    """The record that brought the sum."""
    if own is None:
        return None
    head = PoolSummed(contest, own.pool)
    entries = board.history.acts("pool.summed/1")
    return next((entry for entry in entries if entry.record.head == head), None)


def _sentence(state: State, contest: str, pool: Pool, summed: Summed | None, reader: Reader) -> str:
    if summed and summed.pool == pool.id:
        return reader.t("page.pool.summed", units=len(summed.units))
    if summed:
        return reader.t("page.pool.elsewhere", pool=summed.pool)
    names = [standing_name(state.unit(contest, unit)) for unit in pool.units]
    sealed = names.count("sealed")
    return reader.t("page.pool.awaited", sealed=sealed, units=len(names))
