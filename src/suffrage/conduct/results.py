"""Announce, certify, ratify: three records.

The figures of each are repeated from the sheets and compared: nobody types a result.
"""

from dataclasses import replace

from suffrage.board.kinds.closing import (
    Certificate,
    ResultAnnounced,
    ResultCertified,
    ResultFigures,
    ResultRatified,
)
from suffrage.board.record import Record
from suffrage.conduct.certificate import check_checkpoint
from suffrage.conduct.standing import option_ids, options_now, total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import outcome_now, unit_counts
from suffrage.count.totals import Totals, complete, reported
from suffrage.errors import Inconsistent, Refused
from suffrage.model.contests import Linked, instance_id, instance_place

__all__ = [
    "announced",
    "certified",
    "figures_now",
    "ratified",
    "require_certified",
    "require_held",
    "result_figures",
]


def announced(state: State, _record: Record, head: ResultAnnounced, body: ResultFigures) -> State:
    """Every unit has reported and none is reserved; disputes may still be open."""
    require_held(state, head.contest)
    if head.contest in state.announced:
        raise Refused("result.announced-already", contest=head.contest)
    reported(unit_counts(state, head.contest))
    _require_equal(figures_now(state, head.contest), body)
    return replace(state, announced=state.announced.set(head.contest, body))


def certified(state: State, _record: Record, head: ResultCertified, body: Certificate) -> State:
    """Every unit is final, every dispute ruled, and no tie is left; the log was cosigned.

    A later round rests besides on the certificate of the earlier one.
    """
    require_held(state, head.contest)
    if head.contest in state.ratified:
        raise Refused("result.ratified-already", contest=head.contest)
    done = complete(unit_counts(state, head.contest), option_ids(state, head.contest))
    if head.contest != body.result.contest:
        raise Inconsistent("record.head-differs", at="contest", field="contest")
    _require_equal(result_figures(state, head.contest, done.totals), body.result)
    if body.result.outcome.tie:
        raise Refused("result.tied", contest=head.contest)
    _check_source(state, head.contest)
    check_checkpoint(state, head.contest, body.note)
    return replace(state, certified=state.certified.set(head.contest, body.result))


def ratified(state: State, _record: Record, head: ResultRatified, _body: None) -> State:
    """The delegates ratify a certificate that still holds, by more votes for than against."""
    require_certified(state, head.contest)
    if head.contest in state.ratified:
        raise Refused("result.ratified-already", contest=head.contest)
    if head.votes_for + head.votes_against + head.abstained > head.delegates:
        raise Inconsistent("result.delegates", at="delegates", delegates=head.delegates)
    if head.votes_for <= head.votes_against:
        raise Refused("result.not-ratified", contest=head.contest)
    return replace(state, ratified=state.ratified.set(head.contest, state.size))


def _check_source(state: State, instance: str) -> None:
    """Those stood whom the earlier round, as it is certified now, gives."""
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    if not isinstance(link, Linked):
        return
    source = instance_id(link.source, place)
    require_certified(state, source)
    if options_now(state, instance) != state.options[instance]:
        raise Refused("round.others-stood", contest=instance, source=source)


def figures_now(state: State, instance: str) -> ResultFigures:
    """The figures of an instance as they stand on the board now."""
    return result_figures(state, instance, total_now(state, instance))


def result_figures(state: State, instance: str, totals: Totals) -> ResultFigures:
    """Totals and outcome as a record states them."""
    return ResultFigures(
        contest=instance,
        registered=totals.registered_all,
        signatures=totals.signatures,
        ballots=totals.ballots,
        blank=totals.blank,
        void=totals.void,
        valid=totals.valid,
        votes=totals.votes,
        outcome=outcome_now(state, instance, totals),
    )


def require_certified(state: State, instance: str) -> None:
    """Raise ``Refused`` unless the instance has a certificate that still holds.

    It falls with its figures, and rests while a dispute is open or a sheet provisional.
    """
    result = state.certified.get(instance)
    if result is None:
        raise Refused("result.not-certified", contest=instance)
    complete(unit_counts(state, instance), option_ids(state, instance))
    if result != figures_now(state, instance):
        raise Refused("result.not-certified", contest=instance)


def require_held(state: State, instance: str) -> None:
    """Raise ``Refused`` unless the instance exists, is held, and its polls have closed."""
    if instance not in state.rules.instances():
        raise Refused("contest.unknown", at="contest", contest=instance)
    contest = state.rules.contest_by_id[instance_place(instance)[0]]
    if not state.evening(contest.round).closed:
        raise Refused("polls.not-closed", contest=instance)
    if not option_ids(state, instance):
        raise Refused("round.not-held", round=contest.round)


def _require_equal(ours: ResultFigures, stated: ResultFigures) -> None:
    """Raise ``Inconsistent("result.figures")`` naming the first field that differs."""
    for name in ResultFigures.__struct_fields__:
        if getattr(ours, name) != getattr(stated, name):
            raise Inconsistent("result.figures", at=name, field=name)
