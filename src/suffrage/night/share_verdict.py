"""A said share of the valid votes against what is counted and what is outstanding.

With V of X valid votes counted and at most C ballots outstanding, the final share lies between
V / (X + C) and (V + C) / (X + C). A share s above V / X needs at least s(X + C) - V of the C:
the needed share of the outstanding is smallest when all of them are valid votes, so that the
line names the mildest condition; with fewer ballots it is harder. Votes are whole: a share
between these ends may still be one that no number of votes has.
"""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from suffrage.night.bounds import Partial, share_range
from suffrage.night.completion import final_possible
from suffrage.night.said_share import Said, SaidRange
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["share_verdict", "sum_verdict", "together_verdict"]


def share_verdict(board: Against, option: str, said: SaidRange, outstanding: int) -> Verdict:
    """Whether an option's share can be as said once at most so many more ballots are counted."""
    votes, valid = board.partial.votes[option], board.partial.valid
    whole = final_possible(replace(board.partial, outstanding=outstanding), {option: said})
    if not valid and whole:
        return Verdict("compatible", "night.claim.nothing-counted", {"outstanding": outstanding})
    if not valid:
        return Verdict("impossible", "night.claim.no-completion", {"outstanding": outstanding})
    now, fields = Fraction(votes, valid), _fields(board, option, outstanding)
    if said.most < Fraction(fields["least"]) or said.least > Fraction(fields["most"]):
        return Verdict("impossible", "night.claim.impossible", fields)
    if not whole:
        return Verdict("impossible", "night.claim.no-completion", {"outstanding": outstanding})
    if said.least <= now <= said.most:
        # Whatever the claim counts, the end of the night is open to all that is outstanding.
        every = _fields(board, option, board.partial.outstanding)
        return Verdict("compatible", "night.claim.as-counted", every)
    return _need(board, option, said, fields)


def _fields(board: Against, option: str, outstanding: int) -> Fields:
    votes, valid = board.partial.votes[option], board.partial.valid
    partial = replace(board.partial, outstanding=outstanding)
    least, most = share_range(partial, option) or (Fraction(0), Fraction(1))
    return {
        "option": option,
        "votes": votes,
        "valid": valid,
        "share": Fraction(votes, valid),
        "outstanding": outstanding,
        "least": least,
        "most": most,
    }


def _need(board: Against, option: str, said: SaidRange, fields: Fields) -> Verdict:
    """What the outstanding ballots must give, next to the federation that comes closest to it."""
    votes, valid = board.partial.votes[option], board.partial.valid
    more = Fraction(fields["outstanding"])
    (low, lowest), (high, highest) = board.extremes(option)
    if Fraction(votes, valid) < said.least:
        needed = (said.least * (valid + more) - votes) / more
        best = {**fields, "needed": needed, "extreme": high, "federation": highest}
        if needed > high:
            return Verdict("only-if", "night.claim.more-than-any", best, beyond=True)
        return Verdict("only-if", "night.claim.needs-more", best)
    needed = (said.most * (valid + more) - votes) / more
    best = {**fields, "needed": needed, "extreme": low, "federation": lowest}
    if needed < low:
        return Verdict("only-if", "night.claim.less-than-any", best, beyond=True)
    return Verdict("only-if", "night.claim.needs-less", best)


def sum_verdict(partial: Partial, said: Mapping[str, Said]) -> Verdict | None:
    """``impossible`` where the said shares are more than all votes, or all of them are fewer."""
    shares = {option: one for option, one in said.items() if isinstance(one, SaidRange)}
    least = sum(one.least for one in shares.values())
    most = sum(one.most for one in shares.values())
    if least > 1 or (set(shares) == set(partial.votes) and most < 1):
        total = least if least > 1 else most
        return Verdict("impossible", "night.claim.shares-sum", {"total": Fraction(total)})
    return None


def together_verdict(partial: Partial, said: Mapping[str, Said]) -> Verdict | None:
    """``impossible`` where the said final figures cannot hold at once, each alone being possible.

    First by a necessary condition that gives a number: the votes still needed by all options
    are at most the ballots still valid. Their difference is convex in that number, so that its
    least value lies at an end or where one option's need begins. Then in whole votes, exactly.
    """
    valid, outstanding = partial.valid, partial.outstanding
    begins = [
        partial.votes[o] / one.least - valid
        for o, one in said.items()
        if isinstance(one, SaidRange) and one.least
    ]
    moments = {Fraction(0), Fraction(outstanding)}
    moments |= {begin for begin in begins if 0 < begin < outstanding}
    if all(_needed(partial, said, valid + more) > more for more in moments):
        needed = -(-_needed(partial, said, valid + outstanding) // 1)
        fields = {"needed": needed, "outstanding": outstanding}
        return Verdict("impossible", "night.claim.together", fields)
    if not final_possible(partial, said):
        return Verdict("impossible", "night.claim.no-completion", {"outstanding": outstanding})
    return None


def _needed(partial: Partial, said: Mapping[str, Said], valid: Fraction | int) -> Fraction:
    """The votes that the options still lack for their least figures with so many valid votes."""
    lacking = (_asked(one, valid) - partial.votes[option] for option, one in said.items())
    return sum((lack for lack in lacking if lack > 0), Fraction(0))


def _asked(one: Said, valid: Fraction | int) -> Fraction:
    """The least votes that a said figure asks for."""
    return one.least * Fraction(valid) if isinstance(one, SaidRange) else Fraction(one.number)
