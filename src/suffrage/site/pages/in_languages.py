"""A page in every language: one key, one way to make it, and a path for each."""

from collections.abc import Callable, Hashable, Iterator
from functools import partial

from suffrage.site.files import SiteFile
from suffrage.site.pages.board import Board
from suffrage.site.pages.render import Reader
from suffrage.site.pages.settings import Settings
from suffrage.words import LANGUAGES, Language

__all__ = ["in_languages"]


def in_languages(
    board: Board,
    settings: Settings,
    path_of: Callable[[Language], str],
    key: Hashable,
    make: Callable[[str, Reader], bytes],
) -> Iterator[SiteFile]:
    """The files of a page; ``make`` is given the path and the reader of each.

    ``key`` is what the page follows from on the board; every page follows besides from whether it
    is followed, and by a script.
    """
    for language in LANGUAGES:
        path = path_of(language)
        reader = Reader(language, board.state.rules.time_zone)
        whole = (key, settings.follow, settings.scripted)
        yield SiteFile(path, whole, partial(make, path, reader))
