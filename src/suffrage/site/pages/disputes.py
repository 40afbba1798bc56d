"""The values of the page of disputes: what they could change, and what was decided.

>>> view = disputes_view(board, "text", reader)             # doctest: +SKIP
>>> [one.smallest for one in view.effects]                  # doctest: +SKIP
[('d02', 'd07')]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import reserved, undisputed
from suffrage.errors import Refused
from suffrage.night.dispute_effect import Effect, outcome_effect, seat_effect
from suffrage.site.pages.board import Board
from suffrage.site.pages.decisions import (
    DecisionView,
    decision_view,
    decisions_on,
    decisions_without_act,
)
from suffrage.site.pages.disputed import DisputeView, dispute_views
from suffrage.site.pages.people import options_of, titled
from suffrage.site.pages.render import Reader

__all__ = ["DisputesView", "EffectView", "ThreeTotals", "disputes_view"]


@dataclass(frozen=True, slots=True)
class ThreeTotals:
    """An option's votes with every unit, without the disputed ones, and on reserved sheets."""

    id: str
    label: str
    counted: int
    undisputed: int
    reserved: int


@dataclass(frozen=True, slots=True)
class EffectView:
    """What open disputes can change of a subject; ``told`` are the sentences that say so."""

    subject: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DisputesView:
    """Everything that the page shows; no totals and no effects while no figure may appear.

    ``decisions`` are those on other acts of the instance; ``idle`` those on which nothing rests.
    """

    instance: str
    coverage: Fraction
    totals: tuple[ThreeTotals, ...]
    missing: int
    effects: tuple[EffectView, ...]
    open: tuple[DisputeView, ...]
    closed: tuple[DisputeView, ...]
    decisions: tuple[DecisionView, ...]
    idle: tuple[DecisionView, ...]


def disputes_view(board: Board, instance: str, reader: Reader) -> DisputesView:
    """What may be said as the board stands."""
    size = board.history.changed(instance)
    shown, figures = board.awaited(instance, size) is None, board.counted(instance, size)
    disputes = dispute_views(board, instance, reader, board.size)
    ruled = {one.decision.index for one in disputes if one.decision}
    waiting = tuple(one for one in disputes if one.open)
    others = (number for number in decisions_on(board, instance) if number not in ruled)
    return DisputesView(
        instance=instance,
        coverage=figures.coverage,
        totals=tuple(_totals(board, instance, size)) if shown else (),
        missing=figures.numbers.missing,
        effects=tuple(_effects(board, instance, reader)) if shown and waiting else (),
        open=waiting,
        closed=tuple(one for one in disputes if not one.open),
        decisions=tuple(decision_view(board, number, reader) for number in others),
        idle=tuple(decision_view(board, number, reader) for number in decisions_without_act(board)),
    )


def _totals(board: Board, instance: str, size: int) -> Iterator[ThreeTotals]:
    votes = board.counted(instance, size).totals.votes
    rows = unit_counts(board.at(size), instance)
    firm, kept = undisputed(rows, tuple(votes)), reserved(rows, tuple(votes))
    for option in options_of(board.state, instance):
        if option.id in votes:
            held = (votes[option.id], firm[option.id], kept[option.id])
            yield ThreeTotals(option.id, option.label, *held)


def _effects(board: Board, instance: str, reader: Reader) -> Iterator[EffectView]:
    """First on who is elected or goes on, then on each body's seats."""
    outcome = reader.t("page.effect.outcome")
    try:
        yield _told(outcome, outcome_effect(board.state, instance), reader)
    except Refused as why:
        yield EffectView(outcome, (reader.told(why.code, why.fields),))
    for body in board.state.rules.bodies:
        if body.contest != instance:
            continue
        title = titled(body.title, reader.language, body.id)
        subject = reader.t("page.effect.seats", body=title)
        try:
            yield _told(subject, seat_effect(board.state, body), reader)
        except Refused as why:
            yield EffectView(subject, (reader.told(why.code, why.fields),))


def _told(subject: str, effect: Effect, reader: Reader) -> EffectView:
    if not effect.smallest:
        return EffectView(subject, (reader.t("page.effect.none"),))
    told = []
    if effect.alone:
        told.append(reader.t("page.effect.alone", disputes=", ".join(effect.alone)))
    if len(effect.smallest) > 1:
        smallest = ", ".join(effect.smallest)
        told.append(
            reader.t("page.effect.smallest", disputes=smallest, number=len(effect.smallest))
        )
    return EffectView(subject, tuple(told))
