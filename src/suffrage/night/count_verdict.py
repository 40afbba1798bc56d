"""A claimed count against the board's own: the same ballots, more of them, or fewer.

A count of more ballots than the board's is taken to hold the board's, and the rest to come from
missing units. Where that is impossible a count of other sheets may still agree with the claim,
so that it is called impossible only if no choice of ballots gives what was said.
"""

from collections.abc import Mapping
from fractions import Fraction

from suffrage.board.kinds.words import Claim
from suffrage.night.said_share import SaidRange
from suffrage.night.share_verdict import share_verdict, sum_verdict
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["counted_verdicts", "coverage_verdicts"]


def counted_verdicts(claim: Claim, said: Mapping[str, SaidRange], board: Against) -> list[Verdict]:
    """A verdict on each said share of the ballots that somebody counted.

    A claim that gives no number of ballots is set against all that are outstanding.
    """
    partial = board.partial
    if not said or claim.ballots > partial.ballots + partial.outstanding:
        return coverage_verdicts(claim, board)
    wrong = sum_verdict(partial, said)
    if wrong is not None:
        return [wrong]
    more = claim.ballots - partial.ballots if claim.ballots else partial.outstanding
    if more < 0:
        return [_of_fewer(claim, board, option, one) for option, one in said.items()]
    return [_of_more(claim, board, option, one, more) for option, one in said.items()]


def coverage_verdicts(claim: Claim, board: Against) -> list[Verdict]:
    """Whether so many ballots can have been counted; nothing where no number was said."""
    if not claim.ballots:
        return []
    counted, more = board.partial.ballots, board.partial.outstanding
    beyond = claim.ballots - counted
    fields: Fields = {"ballots": claim.ballots, "counted": counted, "outstanding": more}
    if beyond <= 0:
        return [Verdict("compatible", "night.claim.coverage", fields)]
    if beyond > more:
        return [Verdict("impossible", "night.claim.too-many", fields)]
    return [Verdict("only-if", "night.claim.ahead-of-board", {**fields, "beyond": beyond})]


def _of_more(claim: Claim, board: Against, option: str, said: SaidRange, more: int) -> Verdict:
    found = share_verdict(board, option, said, more)
    if found.finding != "impossible":
        return found
    fields = _fields(claim, board, option)
    if _never(claim, board, option, said):
        return Verdict("impossible", "night.claim.no-such-count", fields)
    return Verdict("only-if", "night.claim.other-sheets", fields)


def _of_fewer(claim: Claim, board: Against, option: str, said: SaidRange) -> Verdict:
    fields = _fields(claim, board, option)
    if _never(claim, board, option, said):
        return Verdict("impossible", "night.claim.no-such-count", fields)
    if board.partial.valid and said.least <= Fraction(fields["share"]) <= said.most:
        return Verdict("compatible", "night.claim.fewer-ballots", fields)
    return Verdict("only-if", "night.claim.left-out", fields)


def _fields(claim: Claim, board: Against, option: str) -> Fields:
    partial = board.partial
    return {
        "option": option,
        "ballots": claim.ballots,
        "counted": partial.ballots,
        "left": max(0, partial.ballots - claim.ballots),
        "share": Fraction(partial.votes[option], max(partial.valid, 1)),
    }


def _never(claim: Claim, board: Against, option: str, said: SaidRange) -> bool:
    """Whether the share needs more votes, for the option or for others, than there can be.

    Of the ballots claimed all may be blank or void that are so on the board or outstanding.
    """
    partial = board.partial
    votes, valid, more = partial.votes[option], partial.valid, partial.outstanding
    fewest = max(0, claim.ballots - (partial.ballots - valid) - more)
    over = said.least * fewest > votes + more
    return over or (1 - said.most) * fewest > valid - votes + more
