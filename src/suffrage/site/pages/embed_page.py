"""A small box for other people's pages: the sentence, the shares, the address of the moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.contest import ContestView, contest_view
from suffrage.site.pages.heads import head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import contest_title
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.sentences import said
from suffrage.site.pages.settings import Settings

__all__ = ["EmbedView", "embed_files"]


@dataclass(frozen=True, slots=True)
class EmbedView:
    """The contest, its sentence, its page and its permanent address."""

    contest: ContestView
    sentence: str
    path: str
    permanent: str


def embed_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The box in both languages, to be shown in a frame of any page."""
    latest = board.history.changed(instance)
    make = partial(_page, board, instance, settings)
    path_of = partial(addresses.page_path, instance=instance, page="embed")
    yield from in_languages(board, settings, path_of, latest, make)


def _page(board: Board, instance: str, settings: Settings, path: str, reader: Reader) -> bytes:
    size, language = board.history.changed(instance), reader.language
    state = board.at(size)
    contest = contest_view(board, instance, size)
    view = EmbedView(
        contest=contest,
        sentence=said(state, contest.opening, reader),
        path=addresses.page_path(language, instance),
        permanent=addresses.moment_path(language, instance, size),
    )
    title = contest_title(state, instance, language)
    head = head_of(board, path, title, size, reader, settings)
    return render("embed.html", head, reader, view)
