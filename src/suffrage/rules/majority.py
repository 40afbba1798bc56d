"""Majority: an option is elected if it has more than its quota of a declared denominator.

Two options that hold exactly half each are tied where the rule says how a tie ends, and
without a majority where it does not: a last round needs a winner, a first one does not.
"""

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor

from suffrage.model.rule import Majority
from suffrage.rules.figures import Figures
from suffrage.rules.outcome import Decision, Elected, MajorityTrace, NoMajority, Outcome, Tied
from suffrage.rules.ranking import denominator, rank

__all__ = ["decide_majority", "votes_needed"]


def votes_needed(quota: Fraction, total: int, *, exact: bool) -> int:
    """The fewest votes above ``quota`` of ``total``, or at it where ``exact`` says so.

    >>> votes_needed(Fraction(1, 2), 22_944, exact=False)
    11473
    >>> votes_needed(Fraction(2, 3), 9, exact=True)
    6
    """
    share = quota * total
    return ceil(share) if exact else floor(share) + 1


def decide_majority(rule: Majority, votes: Mapping[str, int], figures: Figures) -> Decision:
    """The option with the majority, ``NoMajority``, or ``Tied``.

    A quota below one half can be reached by several options; then the most votes win. Nobody
    is elected without a vote, so a contest without votes has no majority.
    """
    blank = figures.blank if rule.blank_counts else 0
    total = denominator(rule.of, figures) + blank
    needed = max(1, votes_needed(rule.quota, total, exact=rule.quota_exact))
    of_roll = votes_needed(rule.minimum_registered, figures.registered, exact=True)
    reached = tuple(option for option, n in votes.items() if n >= max(needed, of_roll))
    trace = MajorityTrace(rank(votes), rule.of, total, needed, of_roll, reached)
    if not reached:
        return Decision(_undecided(rule, votes, total, of_roll), trace)
    most = max(votes.values())
    first = tuple(option for option in reached if votes[option] == most)
    outcome: Outcome = Elected(first[0]) if len(first) == 1 else Tied(first, 1, "elected")
    return Decision(outcome, trace)


def _undecided(
    rule: Majority, votes: Mapping[str, int], total: int, of_roll: int
) -> NoMajority | Tied:
    at_quota = tuple(
        option for option, n in votes.items() if n and n >= of_roll and n == rule.quota * total
    )
    if rule.tie and len(at_quota) > 1:
        return Tied(at_quota, 1, "elected")
    return NoMajority()
