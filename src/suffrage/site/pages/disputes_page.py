"""``disputes.html``: totals with and without what is disputed, rulings, and every decision."""

from collections.abc import Iterator
from functools import partial

from suffrage.model.contests import instance_place
from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.decisions import decisions_on, decisions_without_act
from suffrage.site.pages.disputes import disputes_view
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["disputes_files", "has_disputes"]


def has_disputes(board: Board, instance: str) -> bool:
    """Whether a dispute was filed, or the commission decided on an act of the instance."""
    rules, contest = board.state.rules, instance_place(instance)[0]
    return bool(decisions_on(board, instance)) or any(
        one.contest == contest and rules.instance_of(contest, one.unit) == instance
        for one in board.state.disputes.values()
    )


def disputes_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages, where there is something to show."""
    if not has_disputes(board, instance):
        return
    idle = decisions_without_act(board)
    size = max(board.history.changed(instance), max(idle, default=-1) + 1)
    make = partial(_page, board, instance, size, settings)
    path_of = partial(page_path, instance=instance, page="disputes")
    yield from in_languages(board, settings, path_of, (size, idle), make)


def _page(
    board: Board, instance: str, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    head = head_of(board, path, reader.t("page.disputes.title"), size, reader, settings)
    view = disputes_view(board, instance, reader)
    return render("disputes.html", below_contest(head, board, instance, reader), reader, view)
