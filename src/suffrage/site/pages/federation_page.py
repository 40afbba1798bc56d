"""The files of an instance's federations: one page for each, in both languages."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from suffrage.count.totals import UnitCount
from suffrage.model.contests import instance_place
from suffrage.model.units import NATION
from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import federation_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.federation import federation_view, federations_of
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import unit_name
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["federation_files"]


def federation_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """A page for each federation right above sections.

    It is made again when a record has concerned one of its units, and when figures may appear.
    """
    shown = board.awaited(instance, board.history.changed(instance)) is None
    for federation, rows in federations_of(board, instance).items():
        size = _changed(board, instance, rows)
        make = partial(_page, board, instance, federation, size, settings)
        path_of = partial(federation_path, instance=instance, federation=federation)
        yield from in_languages(board, settings, path_of, (size, shown), make)


def _changed(board: Board, instance: str, rows: tuple[UnitCount, ...]) -> int:
    contest = instance_place(instance)[0]
    units = (unit for row in rows for unit in row.sections)
    return max(board.history.unit_changed(contest, unit) for unit in units)


def _page(  # noqa: PLR0917  (what one page is made of)
    board: Board,
    instance: str,
    federation: str,
    size: int,
    settings: Settings,
    path: str,
    reader: Reader,
) -> bytes:
    if federation == NATION:
        title = reader.t("page.federation.none")
    else:
        title = unit_name(board.state, federation)
    head = head_of(board, path, title, size, reader, settings)
    head = below_contest(head, board, instance, reader)
    view = federation_view(board, instance, federation, title, reader)
    return render("federation.html", replace(head, summary=view.sentence), reader, view)
