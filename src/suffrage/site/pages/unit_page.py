"""The files of an instance's units: one page for each section."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from suffrage.model.contests import instance_place
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import unit_title
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings
from suffrage.site.pages.unit import unit_view

__all__ = ["unit_files"]


def unit_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """A page for each section of an instance, in both languages.

    Each is made again only when a record has concerned the section.
    """
    contest = instance_place(instance)[0]
    for unit in board.state.rules.sections_of(instance):
        size = board.history.unit_changed(contest, unit.id)
        make = partial(_page, board, instance, unit.id, size, settings)
        path_of = partial(addresses.unit_path, instance=instance, unit=unit.id)
        yield from in_languages(board, settings, path_of, size, make)


def _page(  # noqa: PLR0917  (what one page is made of)
    board: Board,
    instance: str,
    unit: str,
    size: int,
    settings: Settings,
    path: str,
    reader: Reader,
) -> bytes:
    view = unit_view(board, instance, unit, size, reader)
    title = unit_title(board.state, unit)
    head = below_contest(
        head_of(board, path, title, size, reader, settings), board, instance, reader
    )
    if view.federation:
        head = replace(head, up=(*head.up, view.federation))
    return render("unit.html", replace(head, summary=view.sentence), reader, view)
