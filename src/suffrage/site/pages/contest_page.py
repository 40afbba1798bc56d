"""The files of a contest instance: the page that follows the board, and one a moment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from suffrage.model.contests import instance_place
from suffrage.model.rule import Majority
from suffrage.model.units import NATION
from suffrage.night.counted import Counted
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.charts.ranges import Strip, draw_ranges
from suffrage.site.pages.charts.tiles import Tile, draw_tiles
from suffrage.site.pages.contest import ContestView, FederationRow, contest_view
from suffrage.site.pages.course_page import draw_course
from suffrage.site.pages.file_links import Links, file_links
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.notices import Notice, notices
from suffrage.site.pages.people import contest_title
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.sections import SECTIONS
from suffrage.site.pages.sentences import said
from suffrage.site.pages.settings import Settings
from suffrage.words import LANGUAGES, Language

__all__ = ["ContestPage", "contest_files"]


@dataclass(frozen=True, slots=True)
class ContestPage:
    """The values of ``contest.html``: the figures, and what leads to other pages."""

    contest: ContestView
    sentence: str
    permanent: str
    notices: tuple[Notice, ...]
    pages: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    ranges: Markup
    course: Markup
    map: Markup
    federation_paths: Mapping[str, str]
    unit_paths: Mapping[str, str]


def contest_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page as it stands, and the permanent pages of the moments, in both languages."""
    latest = board.history.changed(instance)
    for language in LANGUAGES:
        reader = Reader(language, board.state.rules.time_zone)
        path = addresses.page_path(language, instance)
        beside = _beside(board, instance, reader)
        make = partial(_page, board, instance, latest, path, reader, settings)
        yield SiteFile(path, (latest, beside), make)
        earlier = (one for one in settings.moments.get(instance, ()) if one < latest)
        for size in sorted({latest, *earlier}):
            path = addresses.moment_path(language, instance, size)
            make = partial(_page, board, instance, size, path, reader, settings)
            yield SiteFile(path, (size, notices(board, instance, size, language)), make)


def _page(
    board: Board, instance: str, size: int, path: str, reader: Reader, settings: Settings
) -> bytes:
    language, state = reader.language, board.at(size)
    view = contest_view(board, instance, size)
    permanent = addresses.moment_path(language, instance, size)
    sentence = said(state, view.opening, reader)
    page = ContestPage(
        contest=view,
        sentence=sentence,
        permanent=permanent,
        notices=notices(board, instance, size, language) if path == permanent else (),
        pages=() if path == permanent else _beside(board, instance, reader),
        files=() if path == permanent else _files(board, instance, size, reader, settings),
        ranges=_ranges(board, view, reader),
        course=Markup() if view.awaited else draw_course(board, instance, size, reader),
        map=Markup() if view.awaited else _map(view, reader),
        federation_paths={
            one.id: addresses.federation_path(language, instance, one.id or NATION)
            for one in view.federations
        },
        unit_paths=_unit_paths(view.figures, language),
    )
    title = contest_title(state, instance, language)
    head = replace(
        head_of(board, path, title, size, reader, settings),
        summary=sentence,
        card=addresses.card_path(language, instance) if settings.draw_card else "",
    )
    if path == permanent:
        head = replace(head, follow=0)
    return render("contest.html", head, reader, page)


def _beside(board: Board, instance: str, reader: Reader) -> tuple[tuple[str, str], ...]:
    """The pages beside the one that follows the board; a permanent one knows none of them."""
    return tuple(
        (reader.t(one.title), one.path(reader.language, instance))
        for one in SECTIONS
        if one.exists(board, instance)
    )


def _unit_paths(figures: Counted, language: Language) -> Mapping[str, str]:
    instance = figures.instance
    return {one.unit: addresses.unit_path(language, instance, one.unit) for one in figures.missing}


def _ranges(board: Board, view: ContestView, reader: Reader) -> Markup:
    rule = board.state.rules.contest_by_id[instance_place(view.instance)[0]].rule
    strips = [
        Strip(
            label=one.label,
            told="–" if one.share is None else reader.pct(one.share),
            share=one.share,
            certain=one.bounds.share if view.figures.missing else None,
            projected=(one.projected.low, one.projected.high)
            if one.projected and view.figures.missing
            else None,
        )
        for one in view.options
    ]
    title = reader.t("page.ranges.title")
    return draw_ranges(strips, half=isinstance(rule, Majority) or len(strips) > 1, title=title)


def _map(view: ContestView, reader: Reader) -> Markup:
    """The federations as squares; empty where there are none to tell apart."""
    named = [row for row in view.federations if row.id]
    tiles = [_tile(row, reader) for row in named]
    return draw_tiles(tiles, title=reader.t("page.map.title")) if len(tiles) > 1 else Markup()


def _tile(row: FederationRow, reader: Reader) -> Tile:
    totals = row.totals
    most = max(totals.votes.values(), default=0)
    ahead = [number for number, votes in enumerate(totals.votes.values()) if votes == most]
    covered = Fraction(totals.registered, totals.registered_all or 1)
    told = reader.t("page.map.tile", name=row.name, coverage=covered, valid=totals.valid)
    return Tile(row.id, ahead[0] if most and len(ahead) == 1 else None, covered, told)


def _files(board: Board, instance: str, size: int, reader: Reader, settings: Settings) -> Links:
    """The files of the instance, and the box that other sites may show."""
    box = (reader.t("page.file.embed"), addresses.page_path(reader.language, instance, "embed"))
    return (*file_links(board, instance, size, reader, settings), box)
