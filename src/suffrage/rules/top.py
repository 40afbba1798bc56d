"""Top: the options with the most votes go on to the next round."""

from collections.abc import Mapping

from suffrage.model.rule import Top
from suffrage.rules.figures import Figures
from suffrage.rules.outcome import Decision, Qualified, RankingTrace, Tied
from suffrage.rules.ranking import check_any_vote, denominator, first_places, rank

__all__ = ["decide_top"]


def decide_top(rule: Top, votes: Mapping[str, int], figures: Figures) -> Decision:
    """The first ``rule.places`` options, or the tie of those level at the last place.

    With no more options than places all of them qualify. An absolute majority changes nothing:
    it ends a contest only under the rule ``majority``. Raises ``Refused("rule.no-votes")`` if
    no option has a vote.
    """
    check_any_vote(votes)
    trace = RankingTrace(rank(votes), denominator(rule.of, figures))
    sure, level, places = first_places(votes, rule.places)
    if level:
        return Decision(Tied(level, places, "qualified", sure), trace)
    return Decision(Qualified(sure), trace)
