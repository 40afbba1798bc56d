"""The first pages: a choice of language, and all contests and bodies of the election."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from suffrage.conduct.standing import stands
from suffrage.model.contests import instance_place
from suffrage.night.opening import opening
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.file_links import file_links, table_links
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import titled, unit_name
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.sentences import said
from suffrage.site.pages.settings import Settings
from suffrage.words import LANGUAGES

__all__ = ["FrontContest", "FrontView", "front_files"]


@dataclass(frozen=True, slots=True)
class FrontContest:
    """A contest that is held once: its sentence; or in many places: a link to each.

    ``files`` are (title, path) of its tables, its report and, where it is held once, its minutes.
    """

    title: str
    path: str
    sentence: str
    places: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FrontView:
    """What there is to read: the latest evening first; bodies by (title, path).

    ``agreements`` is the path of the page of agreements, empty where none is declared.
    """

    contests: tuple[FrontContest, ...]
    bodies: tuple[tuple[str, str], ...]
    agreements: str


def front_files(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """``site/index.html``, and the first page of each language."""
    state = board.state
    instances = [one for one in state.rules.instances() if stands(state, one)]
    latest = max((board.history.changed(one) for one in instances), default=_begun(board))
    make = partial(_page, board, latest, settings)
    yield from in_languages(board, settings, addresses.front_path, latest, make)
    path = f"{addresses.SITE}index.html"
    yield SiteFile(path, _begun(board), partial(_choice, board, path, settings))


def _begun(board: Board) -> int:
    """The size of the board when a record last concerned everything."""
    return board.history.changed("")


def _page(board: Board, size: int, settings: Settings, path: str, reader: Reader) -> bytes:
    state, language = board.at(size), reader.language
    contests = []
    for contest in sorted(state.rules.contests, key=lambda one: -one.round):
        places = [
            one
            for one in state.rules.instances()
            if instance_place(one)[0] == contest.id and stands(state, one)
        ]
        if places:
            contests.append(_contest(board, size, tuple(places), reader, settings))
    bodies = tuple(
        (titled(body.title, language, body.id), addresses.body_path(language, body.id))
        for body in state.rules.bodies
        if body.contest in state.options
    )
    title = reader.t("page.front")
    head = head_of(board, path, title, size, reader, settings)
    agreements = addresses.agreements_path(language) if state.rules.agreements else ""
    return render("front.html", head, reader, FrontView(tuple(contests), bodies, agreements))


def _contest(
    board: Board, size: int, instances: tuple[str, ...], reader: Reader, settings: Settings
) -> FrontContest:
    state, language = board.at(size), reader.language
    contest, place = instance_place(instances[0])
    title = titled(state.rules.contest_by_id[contest].title, language, contest)
    if not place:
        now, figures = board.history.instant_of(size), board.counted(contest, size)
        sentence = said(state, opening(state, contest, now, figures), reader)
        path = addresses.page_path(language, contest)
        files = file_links(board, contest, size, reader, settings)
        return FrontContest(title, path, sentence, (), files)
    places = tuple(
        (unit_name(state, instance_place(one)[1]), addresses.page_path(language, one))
        for one in instances
    )
    return FrontContest(title, "", "", places, table_links(board, contest, size, reader))


def _choice(board: Board, path: str, settings: Settings) -> bytes:
    """The page without a language: it names the election in each, and leads on."""
    zone = board.state.rules.time_zone
    reader = Reader(LANGUAGES[0], zone)
    head = head_of(board, path, "Français – English", _begun(board), reader, settings)
    choices = [
        (one, contest_name, addresses.front_path(one), Reader(one, zone).t("page.rehearsal"))
        for one in LANGUAGES
        if (contest_name := titled(board.state.rules.title, one, board.state.rules.slug))
    ]
    return render("choice.html", head, reader, choices)
