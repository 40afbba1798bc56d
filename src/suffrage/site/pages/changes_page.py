"""``changes.html``: everything that changed figures after they had come."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.changes import ChangeView, change_views, changes_in, moments_around
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["ChangesPage", "changes_files", "has_changes"]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The changes, the latest first, and how many of them came after an announcement.

    ``disputes`` is where disputes are shown.
    """

    changes: tuple[ChangeView, ...]
    late: int
    disputes: str


def has_changes(board: Board, instance: str) -> bool:
    """Whether anything was corrected, annulled, excused or reserved."""
    return bool(changes_in(board, instance))


def changes_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages, where something changed."""
    changes = changes_in(board, instance)
    if not changes:
        return
    size = changes[-1].entry.index + 1
    moments = tuple(moments_around(board, one.entry.index, instance, settings) for one in changes)
    make = partial(_page, board, instance, size, settings)
    path_of = partial(page_path, instance=instance, page="changes")
    yield from in_languages(board, settings, path_of, (size, moments), make)


def _page(
    board: Board, instance: str, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    head = head_of(board, path, reader.t("page.changes"), size, reader, settings)
    views = change_views(board, instance, settings, reader)
    late = sum(one.late for one in views)
    page = ChangesPage(views, late, page_path(reader.language, instance, "disputes"))
    return render("changes.html", below_contest(head, board, instance, reader), reader, page)
