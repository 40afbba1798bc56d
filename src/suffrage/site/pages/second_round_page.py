"""Two rounds side by side: swings, and where voters may have gone: bounds, then an estimate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.contests import Linked, instance_id, instance_place
from suffrage.model.units import NATION
from suffrage.night.second_round.estimates.transfer_estimate import (
    Transfers,
    declared_size,
    estimate_transfers,
)
from suffrage.night.second_round.joined import joined_between
from suffrage.night.second_round.margins import ABSTAINED, BLANK_VOID, Margins, margins
from suffrage.night.second_round.pairs import Pairs, pairs_of
from suffrage.night.second_round.swings import Swings, swings
from suffrage.night.second_round.transfer_bounds import Bounds, transfer_bounds
from suffrage.site.files import SiteFile
from suffrage.site.pages import addresses
from suffrage.site.pages.board import Board
from suffrage.site.pages.heads import below_contest, head_of
from suffrage.site.pages.in_languages import in_languages
from suffrage.site.pages.people import option_of, unit_name
from suffrage.site.pages.render import Reader, render
from suffrage.site.pages.settings import Settings

__all__ = ["SecondRoundPage", "has_second_round", "pairs_at", "second_round_files"]

NAME = "second-round"
_SEED = 2023
"""Fixed, so that the same records give the same page."""


@dataclass(frozen=True, slots=True)
class SecondRoundPage:
    """Swings by federation; bounds on transfers; their estimate, or why there is none."""

    instance: str
    labels: Mapping[str, str]
    origins: Mapping[str, str]
    destinations: Mapping[str, str]
    federations: Mapping[str, str]
    swings: Swings
    bounds: Bounds
    left_out: int
    estimate: Transfers | None
    unestimated: Refused | None


@dataclass(frozen=True, slots=True)
class _Between:
    """What is folded from both rounds, the same in every language."""

    margins: Margins
    swings: Swings
    bounds: Bounds
    estimate: Transfers | None
    unestimated: Refused | None


def has_second_round(board: Board, instance: str) -> bool:
    """Whether an earlier round gave the options, and figures of both may be shown."""
    contest = board.state.rules.contest_by_id[instance_place(instance)[0]]
    if not isinstance(contest.options, Linked) or instance not in board.state.options:
        return False
    return board.has_votes(instance)


def second_round_files(board: Board, instance: str, settings: Settings) -> Iterator[SiteFile]:
    """The page in both languages."""
    if not has_second_round(board, instance):
        return
    latest = board.history.changed(instance)
    make = partial(_page, board, instance, settings)
    path_of = partial(addresses.page_path, instance=instance, page=NAME)
    yield from in_languages(board, settings, path_of, latest, make)


def _page(board: Board, instance: str, settings: Settings, path: str, reader: Reader) -> bytes:
    size = board.history.changed(instance)
    state, between = board.at(size), board.lately(_between, instance, size)
    told, moved = between.margins, between.swings
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    source = instance_id(link.source, place) if isinstance(link, Linked) else instance
    page = SecondRoundPage(
        instance=instance,
        labels={one: option_of(state, instance, one).label for one in told.destinations},
        origins=_names(reader, {o: option_of(state, source, o).label for o in told.origins}),
        destinations=_names(
            reader, {o: option_of(state, instance, o).label for o in told.destinations}
        ),
        federations={one: _federation(state, one, reader) for one in moved.federations},
        swings=moved,
        bounds=between.bounds,
        left_out=told.left_out,
        estimate=between.estimate,
        unestimated=between.unestimated,
    )
    head = head_of(board, path, reader.t("page.second"), size, reader, settings)
    head = below_contest(head, board, instance, reader)
    return render("second-round.html", head, reader, page)


def pairs_at(board: Board, instance: str, size: int) -> Pairs:
    """The units of both rounds, side by side."""
    return pairs_of(board.at(size), instance, joined_between(board.history, instance))


def _between(board: Board, instance: str, size: int) -> _Between:
    pairs = board.lately(pairs_at, instance, size)
    told = margins(pairs)
    estimate, refused = _estimate(board, told, size)
    return _Between(told, swings(pairs), transfer_bounds(told).nation, estimate, refused)


def _federation(state: State, name: str, reader: Reader) -> str:
    """The sections right below the nation lie in none."""
    return reader.t("page.federation.none") if name == NATION else unit_name(state, name)


def _names(reader: Reader, names: Mapping[str, str]) -> Mapping[str, str]:
    return {
        **names,
        BLANK_VOID: reader.t("page.second.blank-void"),
        ABSTAINED: reader.t("page.second.abstained"),
    }


def _estimate(board: Board, told: Margins, size: int) -> tuple[Transfers | None, Refused | None]:
    """Made once the result is announced: it takes seconds, and a night has other questions."""
    state = board.at(size)
    if told.instance not in state.announced:
        return None, Refused("transfer.awaited")
    try:
        return estimate_transfers(told, declared_size(state.rules), seed=_SEED), None
    except Refused as why:
        return None, why
