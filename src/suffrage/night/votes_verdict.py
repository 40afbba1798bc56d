"""A said number of votes against what is counted and what is outstanding.

With V votes counted of an option and at most C ballots outstanding, it ends with V to V + C. A
said number n needs at least (n - V) / C of the outstanding: the share is smallest if all C come.
"""

from fractions import Fraction

from suffrage.night.said_share import SaidVotes
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["votes_counted_verdict", "votes_verdict"]


def votes_verdict(board: Against, option: str, said: SaidVotes) -> Verdict:
    """Whether an option can end with the said votes.

    Compatible if the outstanding ballots give them when they split as the counted ones, in
    whatever number they come.
    """
    partial, fields = board.partial, _fields(board, option, said)
    votes = partial.votes[option]
    if said.number < votes:
        return Verdict("impossible", "night.claim.votes-below", fields)
    if said.number > votes + partial.outstanding:
        return Verdict("impossible", "night.claim.votes-above", fields)
    if not partial.valid:
        outstanding: Fields = {"outstanding": partial.outstanding}
        return Verdict("compatible", "night.claim.nothing-counted", outstanding)
    share = Fraction(votes, partial.valid)
    if Fraction(fields["needed"]) <= share:
        return Verdict("compatible", "night.claim.votes-as-counted", {**fields, "share": share})
    return _need(board, option, fields)


def votes_counted_verdict(board: Against, option: str, said: SaidVotes) -> Verdict:
    """Whether somebody can have counted so many votes, any choice of ballots being allowed."""
    partial, fields = board.partial, _fields(board, option, said)
    if said.number <= partial.votes[option]:
        return Verdict("compatible", "night.claim.votes-counted", fields)
    if said.number > partial.votes[option] + partial.outstanding:
        return Verdict("impossible", "night.claim.votes-above", fields)
    if not partial.valid:
        outstanding: Fields = {"outstanding": partial.outstanding}
        return Verdict("compatible", "night.claim.nothing-counted", outstanding)
    return _need(board, option, fields)


def _need(board: Against, option: str, fields: Fields) -> Verdict:
    high, highest = board.extremes(option)[1]
    best = {**fields, "extreme": high, "federation": highest}
    if Fraction(fields["needed"]) > high:
        return Verdict("only-if", "night.claim.votes-beyond", best, beyond=True)
    return Verdict("only-if", "night.claim.votes-need", best)


def _fields(board: Against, option: str, said: SaidVotes) -> Fields:
    votes, outstanding = board.partial.votes[option], board.partial.outstanding
    return {
        "option": option,
        "said": said.number,
        "votes": votes,
        "outstanding": outstanding,
        "needed": Fraction(said.number - votes, max(outstanding, 1)),
    }
