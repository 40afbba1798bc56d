"""The page of a contest: what is counted, what is certain, what is projected, kept apart.

The same view serves the page that follows the board and the permanent page of one moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import Totals, reserved, undisputed
from suffrage.errors import Refused
from suffrage.night.certain import Certain, OptionBounds
from suffrage.night.counted import Counted, Missing
from suffrage.night.opening import Opening, opening
from suffrage.site.pages.board import Board
from suffrage.site.pages.people import options_of, unit_name, unit_title
from suffrage.site.pages.statements import Statement, statements

__all__ = ["MISSING_SHOWN", "ContestView", "FederationRow", "OptionRow", "Range", "contest_view"]

MISSING_SHOWN = 15
"""Missing units that a page names, the largest first; the federations' pages name all."""


@dataclass(frozen=True, slots=True)
class Range:
    """Two ends of a share, and the share in between that is likeliest or counted."""

    low: float
    share: float
    high: float


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An option's figures; ``share`` is ``None`` while there are no valid votes."""

    id: str
    label: str
    signatory: str
    votes: int
    share: Fraction | None
    bounds: OptionBounds
    projected: Range | None
    reserved: int
    undisputed: int


@dataclass(frozen=True, slots=True)
class FederationRow:
    """A federation's totals, and how many of its units are outstanding."""

    id: str
    name: str
    totals: Totals
    outstanding: int


@dataclass(frozen=True, slots=True)
class ContestView:
    """Everything that the page shows.

    Where ``awaited`` says why figures may not appear yet, no table of figures is shown.
    ``unprojected`` says why there is no projection.
    """

    instance: str
    size: int
    at: str
    opening: Opening
    awaited: Refused | None
    figures: Counted
    certain: Certain
    options: tuple[OptionRow, ...]
    statements: tuple[Statement, ...]
    unprojected: Refused | None
    chance: float
    federations: tuple[FederationRow, ...]
    missing: tuple[Missing, ...]
    names: Mapping[str, str]


def contest_view(board: Board, instance: str, size: int) -> ContestView:
    """What may be said of an instance at a size of the board."""
    return board.lately(_view, instance, size)


def _view(board: Board, instance: str, size: int) -> ContestView:
    state, figures = board.at(size), board.counted(instance, size)
    sure = board.certain(instance, size)
    awaited = board.awaited(instance, size)
    projected = board.projected(instance, size) if awaited is None else awaited
    largest = sorted(figures.missing, key=lambda one: (-one.registered, one.unit))
    shown = tuple(largest[:MISSING_SHOWN])
    return ContestView(
        instance=instance,
        size=size,
        at=board.history.instant_of(size),
        opening=opening(state, instance, board.history.instant_of(size), figures),
        awaited=awaited,
        figures=figures,
        certain=sure,
        options=_options(board, instance, size),
        statements=statements(state, figures, sure),
        unprojected=projected if isinstance(projected, Refused) else None,
        chance=0 if isinstance(projected, Refused) else projected.ahead,
        federations=_federations(board, instance, size),
        missing=shown,
        names={one.unit: unit_title(state, one.unit) for one in shown},
    )


def _options(board: Board, instance: str, size: int) -> tuple[OptionRow, ...]:
    state, figures = board.at(size), board.counted(instance, size)
    totals, sure = figures.totals, board.certain(instance, size)
    rows, ids = unit_counts(state, instance), tuple(figures.totals.votes)
    kept, firm = reserved(rows, ids), undisputed(rows, ids)
    bands = _bands(board, instance, size)
    return tuple(
        OptionRow(
            id=option.id,
            label=option.label,
            signatory=option.first_signatory,
            votes=totals.votes[option.id],
            share=Fraction(totals.votes[option.id], totals.valid) if totals.valid else None,
            bounds=sure.options[option.id],
            projected=bands.get(option.id),
            reserved=kept.get(option.id, 0),
            undisputed=firm.get(option.id, 0),
        )
        for option in options_of(state, instance)
        if option.id in totals.votes
    )


def _bands(board: Board, instance: str, size: int) -> Mapping[str, Range]:
    if board.awaited(instance, size) is not None:
        return {}
    projected = board.projected(instance, size)
    if isinstance(projected, Refused):
        return {}
    ids = board.counted(instance, size).totals.votes
    return {
        option: Range(one.low, one.share, one.high)
        for option, one in zip(ids, projected.options, strict=True)
    }


def _federations(board: Board, instance: str, size: int) -> tuple[FederationRow, ...]:
    state = board.at(size)
    missing: dict[str, int] = {}
    for one in board.counted(instance, size).missing:
        missing[one.federation] = missing.get(one.federation, 0) + 1
    found = board.federations(instance, size)
    return tuple(
        FederationRow(name, unit_name(state, name), totals, missing.get(name, 0))
        for name, totals in found.items()
    )
