"""The night, moment by moment: the drawing for a contest's page, and the table beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from suffrage.count.totals import Totals
from suffrage.errors import Refused
from suffrage.night.course import Moment, moments_of
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.charts.timeline import Point, Track, draw_timeline
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import contest_title, options_of
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["CourseRow", "CourseView", "course_files", "draw_course", "has_course"]

_HOURS = 6
_APART = Fraction(2, 25)
"""The width of an hour's digits, as a part of the drawing's."""

NAME = "night"


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One moment; ``shares`` and ``bounds`` by option, in the order of the columns."""

    at: str
    size: int
    coverage: Fraction
    shares: tuple[Fraction | None, ...]
    bounds: tuple[tuple[Fraction, Fraction] | None, ...]
    permanent: str


@dataclass(frozen=True, slots=True)
class CourseView:
    """The table of the moments at which figures could be shown; ``options`` are ids."""

    instance: str
    labels: tuple[str, ...]
    options: tuple[str, ...]
    rows: tuple[CourseRow, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a moment: its totals and coverage, without every missing unit."""

    totals: Totals
    coverage: Fraction


def has_course(board: Board, instance: str) -> bool:
    """Whether there is a moment to show."""
    return bool(_shown(board, instance, board.history.changed(instance)))


def course_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The table in both languages."""
    latest = board.history.changed(instance)
    if not has_course(board, instance):
        return
    make = partial(_page, board, instance, settings)
    path_of = partial(addresses.page_path, instance=instance, page=NAME)
    key = (latest, settings.moments.get(instance))
    yield from in_languages(board, settings, path_of, key, make)


def draw_course(board: Board, instance: str, size: int, reader: Reader) -> Markup:
    """The night up to a size of the board; empty before there is a course."""
    moments = _until_complete(board, instance, _shown(board, instance, size))
    if not moments:
        return Markup()
    first, last = _seconds(moments[0].at), _seconds(moments[-1].at)
    span = max(last - first, 1)
    places = [(_seconds(one.at) - first) / span for one in moments]
    options = options_of(board.at(size), instance)
    tracks = [
        Track(
            option.label,
            tuple(
                _point(board, instance, one, place, number)
                for one, place in zip(moments, places, strict=True)
            ),
        )
        for number, option in enumerate(options)
    ]
    step = max(1, len(moments) // _HOURS)
    hours = [
        (place, reader.hour(one.at))
        for one, place in list(zip(moments, places, strict=True))[::step]
    ]
    return draw_timeline(tracks, _apart(hours), title=reader.t("page.course.title"))


def _until_complete(board: Board, instance: str, moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """The moments up to the first one at which no unit was missing; the table has the rest."""
    for number, one in enumerate(moments, 1):
        if not board.counted(instance, one.size).missing:
            return moments[:number]
    return moments


def _apart(hours: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """The hours that do not touch the one before."""
    kept: list[tuple[float, str]] = []
    for place, text in hours:
        if not kept or place - kept[-1][0] > _APART:
            kept.append((place, text))
    return kept


def _shown(board: Board, instance: str, size: int) -> tuple[Moment, ...]:
    """The moments up to a size at which figures could be shown."""
    return tuple(
        one
        for one in board.lately(_moments, instance, size)
        if board.awaited(instance, one.size) is None
    )


def _moments(board: Board, instance: str, size: int) -> tuple[Moment, ...]:
    return moments_of(board.history, instance, size)


def _point(board: Board, instance: str, moment: Moment, place: float, number: int) -> Point:
    totals = board.remembered(_told, instance, moment.size).totals
    option = list(totals.votes)[number]
    bounds = board.certain(instance, moment.size).options[option].share
    projected = board.projected(instance, moment.size)
    band = None
    if not isinstance(projected, Refused):
        band = (projected.options[number].low, projected.options[number].high)
    return Point(
        place,
        Fraction(totals.votes[option], totals.valid) if totals.valid else None,
        bounds or None,
        band,
    )


def _told(board: Board, instance: str, size: int) -> _Told:
    figures = board.counted(instance, size)
    return _Told(figures.totals, figures.coverage)


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def _page(board: Board, instance: str, settings: Settings, path: str, reader: Reader) -> bytes:
    size = board.history.changed(instance)
    state = board.at(size)
    kept = {size, *settings.moments.get(instance, ())}
    rows = []
    for moment in _shown(board, instance, size):
        figures, sure = (
            board.remembered(_told, instance, moment.size),
            board.certain(instance, moment.size),
        )
        totals = figures.totals
        rows.append(
            CourseRow(
                at=moment.at,
                size=moment.size,
                coverage=figures.coverage,
                shares=tuple(
                    Fraction(n, totals.valid) if totals.valid else None
                    for n in totals.votes.values()
                ),
                bounds=tuple(one.share for one in sure.options.values()),
                permanent=addresses.moment_path(reader.language, instance, moment.size)
                if moment.size in kept
                else "",
            )
        )
    view = CourseView(
        instance,
        tuple(option.label for option in options_of(state, instance)),
        tuple(option.id for option in options_of(state, instance)),
        tuple(rows),
        draw_course(board, instance, size, reader),
    )
    title = reader.t("page.course.name")
    head = head_of(board, path, title, size, reader, settings)
    above = (contest_title(state, instance, reader.language),
             addresses.page_path(reader.language, instance))  # fmt: skip
    return render("night.html", head.below(above), reader, view)
