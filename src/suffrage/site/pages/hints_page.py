"""Where a person should look: facts with their arithmetic, never verdicts, never digits."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from suffrage.model.contests import Linked, instance_place
from suffrage.night.second_round.estimates.outliers import Outliers, outliers
from suffrage.night.second_round.hints import Hint, plain_hints
from suffrage.night.second_round.pairs import Pairs
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import option_of, unit_name
from suffrage.site.pages.render import Fields, Reader, render
from suffrage.site.pages.second_round_page import pairs_at
from suffrage.site.pages.settings import Settings

__all__ = ["HintsPage", "hints_files"]

NAME = "hints"


@dataclass(frozen=True, slots=True)
class HintRow:
    """One hint in words: the arithmetic, where to look, the page of its unit.

    ``name`` is that of its chance, where it has one.
    """

    said: str
    look: str
    path: str
    chance: float | None
    name: str


@dataclass(frozen=True, slots=True)
class HintsPage:
    """The plain facts, then what stands out among peers; how much was looked at."""

    plain: tuple[HintRow, ...]
    unusual: tuple[HintRow, ...]
    tests: int
    untested: int
    rate: float


def hints_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages."""
    if not board.has_votes(instance):
        return
    latest = board.history.changed(instance)
    make = partial(_page, board, instance, settings)
    path_of = partial(addresses.page_path, instance=instance, page=NAME)
    yield from in_languages(board, settings, path_of, latest, make)


def _page(board: Board, instance: str, settings: Settings, path: str, reader: Reader) -> bytes:
    size = board.history.changed(instance)
    state = board.at(size)
    found = board.lately(_outliers, instance, size)
    page = HintsPage(
        plain=tuple(_row(board, instance, one, reader) for one in plain_hints(state, instance)),
        unusual=tuple(_row(board, instance, one, reader) for one in found.hints),
        tests=found.tests,
        untested=found.untested,
        rate=found.rate,
    )
    head = head_of(board, path, reader.t("page.hints"), size, reader, settings)
    head = below_contest(head, board, instance, reader)
    return render("hints.html", head, reader, page)


def _outliers(board: Board, instance: str, size: int) -> Outliers:
    return outliers(board.at(size), instance, _pairs(board, instance, size))


def _pairs(board: Board, instance: str, size: int) -> Pairs | None:
    """The pairs with the earlier round, where there is one."""
    contest = board.state.rules.contest_by_id[instance_place(instance)[0]]
    if not isinstance(contest.options, Linked):
        return None
    return board.lately(pairs_at, instance, size)


def _row(board: Board, instance: str, hint: Hint, reader: Reader) -> HintRow:
    return HintRow(
        said=reader.told(hint.code, _named(board, instance, hint.fields)),
        look=reader.t(hint.look),
        path=addresses.unit_path(reader.language, instance, hint.unit),
        chance=hint.chance,
        name=f"{instance}/unit/{hint.unit}/projected/{hint.kind}",
    )


def _named(board: Board, instance: str, fields: Fields) -> Fields:
    """Units, federations and options by their names."""
    state = board.state
    named = dict(fields)
    for name in ("unit", "federation"):
        if name in named:
            named[name] = unit_name(state, str(named[name]))
    if "option" in named:
        named["option"] = option_of(state, instance, str(named["option"])).label
    return named
