"""What a contest came to: its rule over its totals, and its ties as far as they are resolved."""

from collections.abc import Sequence
from dataclasses import dataclass

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.count.totals import Totals
from suffrage.model.contests import Contest, Linked, Option, instance_place
from suffrage.model.definition import Definition
from suffrage.model.rule import ContestRule, Majority, Top
from suffrage.rules.figures import Figures
from suffrage.rules.lot import lot_seed
from suffrage.rules.outcome import Decision, Elected, NoMajority, Qualified, Tied
from suffrage.rules.table import decide
from suffrage.rules.tie import Resolved, Waiting, conclude, resolve

__all__ = ["Ending", "decide_contest", "outcome_figures"]


@dataclass(frozen=True, slots=True)
class Ending:
    """A contest's decision with its trace, and what became of its tie if it has one."""

    decision: Decision
    tie: Resolved | Waiting | None


def decide_contest(
    definition: Definition,
    instance: str,
    options: Sequence[Option],
    totals: Totals,
    lot: str | None,
) -> Ending:
    """The decision of an instance; ``lot`` is the public seed drawn for it, if any.

    A contest that gives no majority, and whose second round is held only then, qualifies that
    round's places. Raises ``Refused("rule.no-votes")`` where there is nothing to rank.
    """
    contest = definition.contest_by_id[instance_place(instance)[0]]
    figures = Figures(
        totals.registered_all, totals.ballots, totals.blank, totals.void, totals.valid
    )
    decision = decide(contest.rule, totals.votes, figures)
    runoff = _runoff(definition, contest)
    if isinstance(decision.outcome, NoMajority) and runoff is not None:
        decision = Decision(decide(runoff, totals.votes, figures).outcome, decision.trace)
    if not isinstance(decision.outcome, Tied):
        return Ending(decision, None)
    return Ending(decision, _resolve(contest.rule, decision.outcome, instance, options, lot))


def _resolve(
    rule: ContestRule, tie: Tied, instance: str, options: Sequence[Option], lot: str | None
) -> Resolved | Waiting:
    ages = {option.id: option.age_rank for option in options if option.age_rank}
    seed = None if lot is None else lot_seed(lot, f"contest:{instance}")
    return resolve(tie, rule.tie, ages, seed)


def _runoff(definition: Definition, contest: Contest) -> Top | None:
    if not isinstance(contest.rule, Majority):
        return None
    for later in definition.contests:
        if isinstance(later.options, Linked) and later.options.source == contest.id:
            return Top(tie=contest.rule.tie, places=later.options.places, of=contest.rule.of)
    return None


def outcome_figures(ending: Ending) -> OutcomeFigures:
    """The outcome as it is published; an unresolved tie names the options tied."""
    outcome = ending.decision.outcome
    if isinstance(ending.tie, Resolved):
        outcome = conclude(ending.tie)
    match outcome:
        case Elected(option):
            return OutcomeFigures(elected=option)
        case Qualified(options):
            return OutcomeFigures(qualified=options)
        case Tied(options=options):
            return OutcomeFigures(tie=options)
        case _:
            return OutcomeFigures()
