"""``claims.html``: what was said, by whom, set against the board of that moment."""

from collections.abc import Iterator
from functools import partial

from suffrage.conduct.claims import claimed_instance
from suffrage.site.files import SiteFile
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.claims import claims_view
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["claims_files", "has_claims"]


def has_claims(board: Board, instance: str) -> bool:
    """Whether anybody has published a figure of the instance."""
    rules = board.state.rules
    claims = board.state.claims.values()
    return any(claimed_instance(rules, one)[0] == instance for one in claims)


def claims_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages, where there is a claim."""
    if not has_claims(board, instance):
        return
    size = board.history.changed(instance)
    make = partial(_page, board, instance, size, settings)
    path_of = partial(page_path, instance=instance, page="claims")
    yield from in_languages(board, settings, path_of, size, make)


def _page(
    board: Board, instance: str, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    head = head_of(board, path, reader.t("page.claims"), size, reader, settings)
    view = claims_view(board, instance, reader)
    return render("claims.html", below_contest(head, board, instance, reader), reader, view)
