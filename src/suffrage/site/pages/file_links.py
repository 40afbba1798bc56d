"""Links to the files of a contest: its tables, its report, and its minutes where they exist."""

from typing import Final

from suffrage.model.contests import instance_place
from suffrage.site.exports.contest_files import contest_paths
from suffrage.site.exports.minutes_files import minutes_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.render import Reader
from suffrage.site.pages.settings import Settings

__all__ = ["Links", "file_links", "table_links"]

Links = tuple[tuple[str, str], ...]
"""What each file is, in words, and its path."""

_NAMES: Final = {
    "tidy.csv": "page.file.tidy",
    "wide.csv": "page.file.wide",
    "nist.json": "page.file.nist",
}


def table_links(board: Board, contest: str, size: int, reader: Reader) -> Links:
    """The tables and the report of a contest, once its polls have opened."""
    state = board.at(size)
    declared = state.rules.contest_by_id[contest]
    if not state.evening(declared.round).opened:
        return ()
    paths = contest_paths(declared)
    return tuple((reader.t(_NAMES[path.rpartition("-")[2]]), path) for path in paths)


def file_links(board: Board, instance: str, size: int, reader: Reader, settings: Settings) -> Links:
    """The same for an instance, with its minutes once its result is announced or certified."""
    found = table_links(board, instance_place(instance)[0], size, reader)
    state = board.at(size)
    if settings.render_pdf and (instance in state.announced or instance in state.certified):
        minutes = (reader.t("page.file.minutes"), minutes_path(instance, reader.language))
        return (*found, minutes)
    return found
