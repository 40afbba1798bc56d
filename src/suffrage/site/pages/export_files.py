"""The exported files among those of the site, and the minutes where something makes PDF."""

from collections.abc import Iterator

from suffrage.site.exports.minutes_files import minutes_files
from suffrage.site.files import SiteFile
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings

__all__ = ["exported"]


def exported(board: Board, settings: Settings) -> Iterator[SiteFile]:
    """Every export of the board as it stands."""
    yield from board.exports.files()
    if settings.render_pdf is not None:
        yield from minutes_files(board.history, board.root, settings.render_pdf)
