"""A claimed count against the board's own: the same ballots, more of them, or fewer.

A count of more ballots than the board's is taken to hold the board's, and the rest to come from
missing units. Where that is impossible a count of other sheets may still agree with the claim,
so that it is called impossible only if no choice of ballots gives what was said.
"""

from collections.abc import Mapping
from fractions import Fraction

from suffrage.night.completion import count_possible
from suffrage.night.said_share import Said, SaidRange, SaidVotes, said_number
from suffrage.night.share_verdict import share_verdict, sum_verdict
from suffrage.night.verdict import Against, Fields, Verdict
from suffrage.night.votes_verdict import votes_counted_verdict

__all__ = ["counted_verdicts", "too_many_verdict"]


def counted_verdicts(said: Mapping[str, Said], ballots: int, board: Against) -> list[Verdict]:
    """A verdict on each said figure of the ballots that somebody counted.

    A claim that gives no number of ``ballots`` is set against all that are outstanding.
    """
    partial = board.partial
    among = said_number(ballots) if ballots else (0, partial.ballots + partial.outstanding)
    wrong = too_many_verdict(ballots, board) or sum_verdict(partial, said)
    if wrong is not None:
        return [wrong]
    found = [_counted(board, option, one, ballots, among) for option, one in said.items()]
    alone = all(one.finding != "impossible" for one in found)
    if alone and not count_possible(partial, said, among):
        fields = {"outstanding": partial.outstanding}
        return [Verdict("impossible", "night.claim.no-count", fields), *found]
    return found


def too_many_verdict(ballots: int, board: Against) -> Verdict | None:
    """``impossible`` where fewer ballots than those said are counted or outstanding."""
    counted, more = board.partial.ballots, board.partial.outstanding
    if said_number(ballots)[0] <= counted + more:
        return None
    fields: Fields = {"ballots": ballots, "counted": counted, "outstanding": more}
    return Verdict("impossible", "night.claim.too-many", fields)


def _counted(
    board: Against, option: str, said: Said, ballots: int, among: tuple[int, int]
) -> Verdict:
    partial = board.partial
    if isinstance(said, SaidVotes):
        found = votes_counted_verdict(board, option, said)
    elif ballots and ballots < partial.ballots:
        found = _of_fewer(board, option, said, ballots)
    else:
        more = min(among[1] - partial.ballots, partial.outstanding)
        found = share_verdict(board, option, said, more)
    if count_possible(partial, {option: said}, among):
        if found.finding != "impossible":
            return found
        return Verdict("only-if", "night.claim.other-sheets", _fields(board, option, ballots))
    if found.code == "night.claim.votes-above":
        return found
    if not ballots:
        fields = {"outstanding": partial.outstanding}
        return Verdict("impossible", "night.claim.no-count", fields)
    return Verdict("impossible", "night.claim.no-such-count", _fields(board, option, ballots))


def _of_fewer(board: Against, option: str, said: SaidRange, ballots: int) -> Verdict:
    fields = _fields(board, option, ballots)
    if board.partial.valid and said.least <= Fraction(fields["share"]) <= said.most:
        return Verdict("compatible", "night.claim.fewer-ballots", fields)
    return Verdict("only-if", "night.claim.left-out", fields)


def _fields(board: Against, option: str, ballots: int) -> Fields:
    partial = board.partial
    return {
        "option": option,
        "ballots": ballots,
        "counted": partial.ballots,
        "left": max(0, partial.ballots - ballots),
        "share": Fraction(partial.votes[option], max(partial.valid, 1)),
    }
