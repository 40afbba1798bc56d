"""A said turnout or coverage against the board: numbers of ballots, or parts of a whole.

How many voted is the signatures or the ballots, whichever is milder for the claim. A coverage
tells how far a count has come: fewer than the board's is compatible, more rests on what the
board did not hold.
"""

from collections.abc import Sequence
from fractions import Fraction

from suffrage.board.kinds.words import Claim
from suffrage.night.count_verdict import too_many_verdict
from suffrage.night.counted import Counted
from suffrage.night.said_share import said_number, said_range
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["coverage_verdict", "said_voters", "turnout_verdict", "units_settled"]


def said_voters(claim: Claim, registered: int) -> tuple[int, int]:
    """The fewest and the most voters that a said turnout stands for, of so many members."""
    if claim.ballots:
        return said_number(claim.ballots)
    return said_range(claim.share).votes(registered)


def turnout_verdict(claim: Claim, board: Against) -> Verdict:
    """Whether so many can have voted in the end, and what that asks of the missing units."""
    totals, more = board.figures.totals, board.partial.outstanding
    least = min(totals.signatures, totals.ballots)
    most = max(totals.signatures, totals.ballots)
    fewest, largest = said_voters(claim, totals.registered_all)
    fields: Fields = {
        "least": least,
        "most": most + more,
        "registered": totals.registered_all,
        "outstanding": more,
        "counted": totals.ballots,
        **({"ballots": claim.ballots} if claim.ballots else {"share": claim.share}),
    }
    if max(fewest, least) > min(largest, most + more):
        if claim.ballots:
            return Verdict("impossible", "night.claim.turnout-impossible", fields)
        return Verdict("impossible", "night.claim.turnout-share-impossible", fields)
    if totals.registered and more:
        (low, lowest), (high, highest) = board.turnouts()
        lacking, room = Fraction(fewest - most, more), Fraction(largest - least, more)
        if lacking > high:
            best = {**fields, "needed": lacking, "extreme": high, "federation": highest}
            return Verdict("only-if", "night.claim.turnout-beyond", best, beyond=True)
        if room < low:
            best = {**fields, "needed": room, "extreme": low, "federation": lowest}
            return Verdict("only-if", "night.claim.turnout-below", best, beyond=True)
    if claim.ballots:
        return Verdict("compatible", "night.claim.turnout", fields)
    return Verdict("compatible", "night.claim.turnout-share", fields)


def coverage_verdict(claim: Claim, board: Against) -> Verdict:
    """Whether so much can have been counted at that moment; a share of the whole always can."""
    if claim.share:
        return _covered(claim, board.figures)
    counted, more = board.partial.ballots, board.partial.outstanding
    wrong = too_many_verdict(claim.ballots, board)
    if wrong is not None:
        return wrong
    beyond = said_number(claim.ballots)[0] - counted
    fields: Fields = {"ballots": claim.ballots, "counted": counted, "outstanding": more}
    if beyond <= 0:
        return Verdict("compatible", "night.claim.coverage", fields)
    return Verdict("only-if", "night.claim.ahead-of-board", {**fields, "beyond": beyond})


def units_settled(figures: Counted) -> Sequence[int]:
    """How many units are settled, and how many are expected."""
    return figures.numbers.expected - figures.numbers.missing, figures.numbers.expected


def _covered(claim: Claim, figures: Counted) -> Verdict:
    of_units = claim.share_of == "units"
    members = (figures.settled, figures.totals.registered_all)
    part, whole = units_settled(figures) if of_units else members
    share = Fraction(part, whole) if whole else Fraction(1)
    fields: Fields = {"share": claim.share, "covered": share, "part": part, "whole": whole}
    if said_range(claim.share).least <= share:
        code = "night.claim.covered-units" if of_units else "night.claim.covered-members"
        return Verdict("compatible", code, fields)
    code = "night.claim.ahead-of-units" if of_units else "night.claim.ahead-of-members"
    return Verdict("only-if", code, fields)
