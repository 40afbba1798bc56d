"""Who takes part in the sharing of seats: the options that reach the threshold."""

from collections.abc import Mapping

from suffrage.errors import Inconsistent, Refused
from suffrage.model.rule import SeatRule
from suffrage.rules.figures import check_votes
from suffrage.rules.majority import votes_needed
from suffrage.rules.ranking import check_any_vote
from suffrage.rules.seats import Excluded, ThresholdTrace

__all__ = ["admit"]


def admit(
    rule: SeatRule, votes: Mapping[str, int], measured: Mapping[str, int] | None = None
) -> tuple[dict[str, int], ThresholdTrace]:
    """The votes of the options that reach the threshold, in declared order, and the trace.

    ``measured`` are the votes at ``rule.threshold_level`` where that is not the level of
    ``votes``. Raises ``Inconsistent("rule.measured")`` if an option is missing there, and
    ``Refused``: ``rule.no-votes``, or ``rule.below-threshold`` if nobody reaches it.
    """
    check_any_vote(votes)
    level = votes if measured is None else measured
    check_votes(level)
    missing = next((option for option in votes if option not in level), None)
    if missing is not None:
        raise Inconsistent("rule.measured", option=missing, level=rule.threshold_level)
    total = sum(level.values())
    needed = votes_needed(rule.threshold, total, exact=rule.threshold_exact)
    admitted = {option: number for option, number in votes.items() if level[option] >= needed}
    if not any(admitted.values()):
        raise Refused("rule.below-threshold", needed=needed, total=total)
    excluded = tuple(Excluded(option, level[option]) for option in votes if option not in admitted)
    trace = ThresholdTrace(rule.threshold, rule.threshold_level, total, needed, excluded)
    return admitted, trace
