"""The exported files among those of the site."""

from collections.abc import Iterator
from functools import partial

from suffrage.site.exports.files import export_files
from suffrage.site.exports.stamp import stamp_of
from suffrage.site.files import SiteFile
from suffrage.site.pages.board import Board

__all__ = ["exported"]


def exported(board: Board) -> Iterator[SiteFile]:
    """Every export of the board as it stands: each names the checkpoint, so each is made again."""
    stamp = stamp_of(board.history, board.root(board.size))
    for path, data in export_files(board.history, stamp).items():
        yield SiteFile(path, board.size, partial(bytes, data))
