"""Plurality: the option with the most votes is elected, by however little."""

from collections.abc import Mapping

from suffrage.model.rule import Plurality
from suffrage.rules.figures import Figures
from suffrage.rules.outcome import Decision, Elected, RankingTrace, Tied
from suffrage.rules.ranking import check_any_vote, first_places, rank

__all__ = ["decide_plurality"]


def decide_plurality(_rule: Plurality, votes: Mapping[str, int], figures: Figures) -> Decision:
    """The winner, or the tie of all options with the most votes.

    Raises ``Refused("rule.no-votes")`` if no option has a vote.
    """
    check_any_vote(votes)
    trace = RankingTrace(rank(votes), figures.valid)
    sure, level, places = first_places(votes, 1)
    if level:
        return Decision(Tied(level, places, "elected"), trace)
    return Decision(Elected(sure[0]), trace)
