"""The page of a contest's options: what each stands for, who stands behind it, how it fared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from suffrage.night.bodies.option_view import OptionView, option_view
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import option_of, options_of
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["OptionsPage", "has_options", "options_files"]

NAME = "options"


@dataclass(frozen=True, slots=True)
class OptionsPage:
    """The options in their order; ``parties`` and ``labels`` name ids.

    ``coverage`` stands beside the votes; ``None`` while neither may be shown.
    """

    instance: str
    coverage: Fraction | None
    options: tuple[OptionView, ...]
    parties: Mapping[str, str]
    labels: Mapping[str, str]


def has_options(board: Board, instance: str) -> bool:
    """Whether it is known who stands."""
    return bool(options_of(board.state, instance))


def options_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages."""
    if not has_options(board, instance):
        return
    latest = max(board.history.changed(one) for one in board.state.rules.instances())
    make = partial(_page, board, instance, latest, settings)
    path_of = partial(addresses.page_path, instance=instance, page=NAME)
    yield from in_languages(board, settings, path_of, latest, make)


def _page(
    board: Board, instance: str, size: int, settings: Settings, path: str, reader: Reader
) -> bytes:
    state = board.at(size)
    shown = board.awaited(instance, size) is None
    figures = board.counted(instance, size) if shown else None
    views = tuple(
        option_view(state, instance, option.id, figures) for option in options_of(state, instance)
    )
    named = {one.option for view in views for one in view.supported}
    named |= {view.word.option for view in views if view.word}
    page = OptionsPage(
        instance=instance,
        coverage=figures.coverage if figures else None,
        options=views,
        parties={party.id: party.label for party in state.rules.parties},
        labels={name: _label(board, instance, name) for name in sorted(named)},
    )
    head = head_of(board, path, reader.t("page.options.name"), size, reader, settings)
    head = below_contest(head, board, instance, reader)
    return render("options.html", head, reader, page)


def _label(board: Board, instance: str, option: str) -> str:
    """An option's label, in whichever instance it stood."""
    found = option_of(board.state, instance, option)
    if found.label != option:
        return found.label
    for other in board.state.rules.instances():
        found = option_of(board.state, other, option)
        if found.label != option:
            return found.label
    return option
