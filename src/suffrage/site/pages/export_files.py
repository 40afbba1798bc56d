"""The exported files among those of the site."""

from collections.abc import Iterator

from suffrage.site.files import SiteFile
from suffrage.site.pages.board import Board

__all__ = ["exported"]


def exported(board: Board) -> Iterator[SiteFile]:
    """Every export of the board as it stands."""
    return board.exports.files()
