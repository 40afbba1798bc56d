"""Whether outstanding ballots can still give or take a majority: exact.

An option's votes less its quota of the denominator: this grows with every vote for it, and shrinks
with every other ballot of the denominator. So its worst case gives every outstanding ballot to
others, its best case gives it all of them, and nothing between can be more extreme.
"""

from typing import Literal

from suffrage.model.rule import Majority
from suffrage.night.bounds import Partial
from suffrage.rules.majority import votes_needed

__all__ = [
    "MajorityStatus",
    "majority_status",
    "surely_elected",
    "surely_no_majority",
    "votes_for_majority",
]

MajorityStatus = Literal["reached", "impossible", "open"]


def majority_status(rule: Majority, partial: Partial, option: str) -> MajorityStatus:
    """Whether an option has the rule's majority in every completion, in none, or in some."""
    votes = partial.votes[option]
    if votes >= votes_for_majority(rule, partial, _most_against(rule, partial)):
        return "reached"
    if votes + partial.outstanding < votes_for_majority(rule, partial, partial.outstanding):
        return "impossible"
    return "open"


def surely_elected(rule: Majority, partial: Partial) -> str:
    """The option that the rule elects in every completion; empty if there is none yet.

    A quota below one half can be reached by several: then the one elected leads them all.
    """
    status = {option: majority_status(rule, partial, option) for option in partial.votes}
    for option, votes in partial.votes.items():
        rivals = [
            number
            for other, number in partial.votes.items()
            if other != option and status[other] != "impossible"
        ]
        if status[option] == "reached" and all(votes - n > partial.outstanding for n in rivals):
            return option
    return ""


def surely_no_majority(rule: Majority, partial: Partial) -> bool:
    """Whether no completion elects anybody, not even by the end of a tie at the quota.

    Sound; where two options can each reach the quota but never both, it stays silent.
    """
    if any(majority_status(rule, partial, option) != "impossible" for option in partial.votes):
        return False
    if not rule.tie:
        return True
    more = partial.outstanding
    total = _denominator(rule, partial, more)
    at_quota = [o for o, n in partial.votes.items() if n + more >= rule.quota * total]
    return len(at_quota) < 2  # noqa: PLR2004  (a tie takes two)


def _most_against(rule: Majority, partial: Partial) -> int:
    """The most outstanding ballots that can enter the denominator without helping an option."""
    alone = len(partial.votes) == 1
    return 0 if alone and rule.of == "valid" and not rule.blank_counts else partial.outstanding


def votes_for_majority(rule: Majority, partial: Partial, more: int) -> int:
    """The fewest votes for a majority once ``more`` ballots have entered the denominator."""
    total = _denominator(rule, partial, more)
    needed = votes_needed(rule.quota, total, exact=rule.quota_exact)
    of_roll = votes_needed(rule.minimum_registered, partial.registered, exact=True)
    return max(1, needed, of_roll)


def _denominator(rule: Majority, partial: Partial, more: int) -> int:
    match rule.of:
        case "valid":
            return partial.valid + (partial.blank if rule.blank_counts else 0) + more
        case "voters":
            return partial.ballots + more
        case _:
            return partial.registered
