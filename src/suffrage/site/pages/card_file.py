"""The picture of a link to a contest: the coverage stands inside the picture."""

from collections.abc import Iterator
from functools import partial

from suffrage.site.card import Card, CardRow, DrawCard
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.contest import contest_view
from suffrage.site.pages.people import contest_title, election_title
from suffrage.site.pages.render import Reader
from suffrage.site.pages.sentences import said
from suffrage.site.pages.settings import Settings
from suffrage.words import LANGUAGES

__all__ = ["card_files"]


def card_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """One picture a language; none where nothing can draw it."""
    if settings.draw_card is None:
        return
    size = board.history.changed(instance)
    for language in LANGUAGES:
        reader = Reader(language, board.state.rules.time_zone)
        make = partial(_draw, board, instance, size, reader, settings.draw_card)
        yield SiteFile(addresses.card_path(language, instance), size, make)


def _draw(board: Board, instance: str, size: int, reader: Reader, draw: DrawCard) -> bytes:
    state, view = board.at(size), contest_view(board, instance, size)
    rows = [
        CardRow(
            label=one.label,
            told=reader.pct(one.share),
            share=one.share,
            low=one.bounds.share[0],
            high=one.bounds.share[1],
        )
        for one in view.options
        if one.share is not None and one.bounds.share is not None and not view.awaited
    ]
    return draw(
        Card(
            election=election_title(state, reader.language),
            title=contest_title(state, instance, reader.language),
            moment=reader.when(view.at) if view.at else "",
            coverage=reader.t("page.card.coverage", coverage=view.figures.coverage),
            sentence=said(state, view.opening, reader),
            rows=tuple(rows),
        )
    )
