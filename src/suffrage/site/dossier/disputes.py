"""Every dispute with its text, its ruling and what it does to the totals.

The totals are told three times: without the unit, with the unit as it stood when the dispute was
filed, and as the board has them now. That is arithmetic on figures in force; a unit in a pool has
none of its own, and then there is nothing to tell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from suffrage.conduct.standing import stands, total_now
from suffrage.conduct.tables import outcome_now
from suffrage.count.figures import Figures
from suffrage.count.totals import Totals
from suffrage.count.unit_state import figures_in_force
from suffrage.model.contests import instance_place
from suffrage.site.dossier.rulings import Ruling, ruling_of
from suffrage.site.dossier.source import Account, Rows, Source
from suffrage.site.exports.told import told_figure, told_outcome
from suffrage.site.pages.disputed import DisputeView, dispute_views
from suffrage.site.pages.people import contest_title, options_of

__all__ = ["DisputeTold", "Effect", "dispute_told", "disputes_told", "filing_of"]


@dataclass(frozen=True, slots=True)
class Effect:
    """Rows of (figure, without the unit, with it as disputed, as the board stands).

    ``outcomes`` are the same three told as who is elected, goes on or is tied. A unit that gave
    no figures when the dispute was filed, or gives none now, is in that column without any.
    """

    rows: Rows
    outcomes: tuple[str, str, str]
    missing: int


@dataclass(frozen=True, slots=True)
class DisputeTold:
    """A dispute of an instance; ``effect`` is ``None`` where no figures may be or are told."""

    instance: str
    contest: str
    view: DisputeView
    account: Account
    ruling: Ruling | None
    effect: Effect | None


def disputes_told(source: Source) -> Iterator[DisputeTold]:
    """All disputes, contest by contest, in the order of their filing."""
    for instance in source.state.rules.instances():
        if stands(source.state, instance):
            for view in dispute_views(source.board, instance, source.reader, source.board.size):
                yield _told(source, instance, view)


def dispute_told(source: Source, dispute: str) -> DisputeTold | None:
    """One of them by its name; ``None`` where there is none."""
    return next((one for one in disputes_told(source) if one.view.id == dispute), None)


def filing_of(source: Source, view: DisputeView) -> Account:
    """The text with which a dispute was filed."""
    entry = next(one for one in source.acts("dispute.filed") if one.index == view.index)
    return source.account(entry)


def _told(source: Source, instance: str, view: DisputeView) -> DisputeTold:
    return DisputeTold(
        instance=instance,
        contest=contest_title(source.state, instance, source.language),
        view=view,
        account=filing_of(source, view),
        ruling=ruling_of(source, view.decision.index) if view.decision else None,
        effect=_effect(source, instance, view),
    )


def _effect(source: Source, instance: str, view: DisputeView) -> Effect | None:
    if source.board.awaited(instance, source.board.history.changed(instance)) is not None:
        return None
    state, contest = source.state, instance_place(instance)[0]
    before = source.board.at(view.index)
    disputed = figures_in_force(before.unit(contest, view.unit))
    if disputed is None:
        return None
    now, totals = figures_in_force(state.unit(contest, view.unit)), total_now(state, instance)
    without = _moved(totals, now, -1) if now else totals
    three = (without, _moved(without, disputed, 1), totals)
    votes = (
        (told_figure(source.reader, state, instance, option.id), *_three(source, three, option.id))
        for option in options_of(state, instance)
    )
    valid = told_figure(source.reader, state, instance, "valid")
    numbers = tuple(source.reader.num(one.valid) for one in three)
    known = totals.expected - totals.counted - totals.pooled - totals.excused - totals.annulled
    return Effect(
        rows=((valid, *numbers), *votes),
        outcomes=tuple(_outcome(source, instance, one) for one in three),  # type: ignore[arg-type]
        missing=known,
    )


def _three(source: Source, three: tuple[Totals, ...], option: str) -> tuple[str, ...]:
    return tuple(source.reader.num(one.votes.get(option, 0)) for one in three)


def _outcome(source: Source, instance: str, totals: Totals) -> str:
    outcome = outcome_now(source.state, instance, totals)
    return told_outcome(source.reader, source.state, instance, outcome)


def _moved(totals: Totals, figures: Figures, sign: int) -> Totals:
    """The totals with a unit's figures added or taken out."""
    options = totals.votes
    return replace(
        totals,
        registered=totals.registered + sign * figures.registered,
        signatures=totals.signatures + sign * figures.signatures,
        ballots=totals.ballots + sign * figures.ballots,
        blank=totals.blank + sign * figures.blank,
        void=totals.void + sign * figures.void,
        valid=totals.valid + sign * figures.valid,
        votes={name: votes + sign * figures.votes.get(name, 0) for name, votes in options.items()},
    )
