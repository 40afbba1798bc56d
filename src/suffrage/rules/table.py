"""The one table from a declared rule to the function that computes it.

>>> decide(Plurality(), {"a": 3, "b": 5}, Figures(10, 8, 0, 0, 8)).outcome
Elected(option='b')
>>> award(Hare(), {"a": 6, "b": 6, "c": 8}, 2).ties
(SeatTie(options=('a', 'b'), seats=1),)
"""

from collections.abc import Mapping
from typing import assert_never

from suffrage.errors import Refused
from suffrage.model.rule import (
    ContestRule,
    DHondt,
    Droop,
    Hare,
    Majority,
    Plurality,
    SainteLague,
    SeatRule,
    Top,
    check_rule,
)
from suffrage.rules.figures import Figures, check_votes
from suffrage.rules.highest_averages import award_highest_averages
from suffrage.rules.largest_remainder import award_largest_remainder
from suffrage.rules.majority import decide_majority
from suffrage.rules.outcome import Decision
from suffrage.rules.plurality import decide_plurality
from suffrage.rules.seats import SeatAward
from suffrage.rules.top import decide_top

__all__ = ["award", "decide"]


def decide(rule: ContestRule, votes: Mapping[str, int], figures: Figures) -> Decision:
    """What a contest came to, from its votes in declared order and its totals, in ballots.

    Raises as ``check_rule`` and ``check_votes`` do, and ``Refused("rule.no-votes")`` where the
    rule has to rank options and no option has a vote.
    """
    check_rule(rule)
    check_votes(votes, figures)
    match rule:
        case Plurality():
            return decide_plurality(rule, votes, figures)
        case Majority():
            return decide_majority(rule, votes, figures)
        case Top():
            return decide_top(rule, votes, figures)
        case _:
            assert_never(rule)


def award(
    rule: SeatRule,
    votes: Mapping[str, int],
    seats: int,
    *,
    figures: Figures | None = None,
    measured: Mapping[str, int] | None = None,
) -> SeatAward:
    """Share seats by votes in declared order.

    ``figures`` are the contest's totals, where they are known, to check the votes against.
    ``measured`` are the votes at the threshold's level, where that is another one. Raises as
    ``check_rule`` and ``check_votes`` do, and ``Refused``: ``seats.none``, ``rule.no-votes``,
    ``rule.below-threshold``, ``rule.few-votes``.
    """
    check_rule(rule)
    check_votes(votes, figures)
    if seats < 1:
        raise Refused("seats.none")
    match rule:
        case DHondt() | SainteLague():
            return award_highest_averages(rule, votes, seats, measured)
        case Hare() | Droop():
            return award_largest_remainder(rule, votes, seats, measured)
        case _:
            assert_never(rule)
