"""The verdict on a claim: impossible, possible only if, or compatible with the board.

A claim is set against the board at its own tree size: what had been counted then, and what was
missing. It is never set against what came later, except after certification, when the page puts
the final figure beside it.

* ``counted``: the said shares of so many ballots (``count_verdict``).
* ``estimate``: the said shares of the final result.
* ``rank``: the options end in the order of their said shares; a single one, or the camp, ahead
  of all others.
* ``majority``: the options with a said share, or the camp, will have the majority that the rule
  asks for; more than half of the valid votes where it asks for none.
* ``turnout``: ``ballots`` persons vote in all.
* ``coverage``: ``ballots`` ballots are counted.

>>> claim_verdicts(claim, state)[0].finding
'only-if'
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Final

from suffrage.board.kinds.words import Claim
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.contests import instance_place
from suffrage.model.rule import Majority
from suffrage.night.count_verdict import counted_verdicts, coverage_verdicts
from suffrage.night.majority_bounds import majority_status, votes_for_majority
from suffrage.night.said_share import SaidRange, said_range
from suffrage.night.share_verdict import share_verdict, sum_verdict, together_verdict
from suffrage.night.verdict import Against, Fields, Finding, Verdict, against

__all__ = ["claim_verdicts"]

_ORDER: Final[dict[Finding, int]] = {"impossible": 0, "only-if": 1, "compatible": 2, "no-figure": 3}


def claim_verdicts(claim: Claim, state: State) -> tuple[Verdict, ...]:
    """A verdict for each part of a claim; the first is that of the claim, the hardest of all.

    ``state`` is the board at the claim's tree size: raises ``Refused("night.other-board")`` for
    another, and ``Refused("night.claim-option")`` for a share of an option that does not stand.
    """
    if state.size != claim.tree_size:
        raise Refused("night.other-board", size=state.size, claimed=claim.tree_size)
    board = against(state, claim.contest)
    for option in claim.shares:
        if option not in board.partial.votes:
            raise Refused("night.claim-option", at=f"shares.{option}", option=option)
    found = _parts(claim, state, board) or [Verdict("no-figure", "night.claim.no-figure", {})]
    return tuple(sorted(found, key=lambda one: (_ORDER[one.finding], not one.beyond)))


def _parts(claim: Claim, state: State, board: Against) -> list[Verdict]:
    match claim.claim:
        case "counted":
            return counted_verdicts(claim, _said(claim), board)
        case "estimate":
            return _estimate(_said(claim), board)
        case "majority":
            return [_majority(state, board, option) for option in _subjects(claim, board)]
        case "rank":
            return [_ahead(board, *pair) for pair in _order(claim, board)]
        case "turnout":
            return _turnout(claim, board)
        case _:
            return coverage_verdicts(claim, board)


def _said(claim: Claim) -> dict[str, SaidRange]:
    return {option: said_range(Fraction(share)) for option, share in claim.shares.items()}


def _estimate(said: Mapping[str, SaidRange], board: Against) -> list[Verdict]:
    more = board.partial.outstanding
    found = [share_verdict(board, option, one, more) for option, one in said.items()]
    if any(one.finding == "impossible" for one in found):
        return found
    impossible = sum_verdict(board.partial, said) or together_verdict(board.partial, said)
    return [impossible, *found] if impossible else found


def _subjects(claim: Claim, board: Against) -> list[str]:
    return list(claim.shares) or [o for o in board.partial.votes if o == claim.camp]


def _majority(state: State, board: Against, option: str) -> Verdict:
    declared = state.rules.contest_by_id[instance_place(board.figures.instance)[0]].rule
    rule = declared if isinstance(declared, Majority) else Majority()
    partial = board.partial
    votes, more = partial.votes[option], partial.outstanding
    majority = votes_for_majority(rule, partial, more)
    fields: Fields = {
        "option": option,
        "votes": votes,
        "outstanding": more,
        "majority": majority,
    }
    status = majority_status(rule, partial, option)
    if status == "reached":
        return Verdict("compatible", "night.claim.majority-certain", fields)
    if status == "impossible":
        return Verdict("impossible", "night.claim.majority-impossible", fields)
    if votes >= votes_for_majority(rule, partial, 0):
        return Verdict("compatible", "night.claim.majority-so-far", fields)
    if not partial.valid:
        return Verdict("compatible", "night.claim.nothing-counted", fields)
    needed = Fraction(majority - votes, more)
    best, federation = board.extremes(option)[1]
    named: Fields = {**fields, "needed": needed, "extreme": best, "federation": federation}
    if needed > best:
        return Verdict("only-if", "night.claim.majority-beyond", named, beyond=True)
    return Verdict("only-if", "night.claim.majority-needs", named)


def _order(claim: Claim, board: Against) -> list[tuple[str, str]]:
    """The pairs (ahead, behind) that a claimed ranking says; equal shares say nothing."""
    if len(claim.shares) > 1:
        said = sorted(claim.shares, key=lambda option: -Fraction(claim.shares[option]))
        pairs = pairwise(said)
        return [(a, b) for a, b in pairs if Fraction(claim.shares[a]) > Fraction(claim.shares[b])]
    return [
        (camp, other) for camp in _subjects(claim, board) for other in board.partial.votes
        if other != camp
    ]  # fmt: skip


def _ahead(board: Against, first: str, second: str) -> Verdict:
    more = board.partial.outstanding
    lead = board.partial.votes[first] - board.partial.votes[second]
    fields: Fields = {"option": first, "other": second, "lead": abs(lead), "outstanding": more}
    if lead > more:
        return Verdict("compatible", "night.claim.ahead-certain", fields)
    if lead + more <= 0:
        return Verdict("impossible", "night.claim.ahead-impossible", fields)
    if lead > 0:
        return Verdict("compatible", "night.claim.ahead-so-far", fields)
    return Verdict("only-if", "night.claim.ahead-needs", {**fields, "needed": 1 - lead})


def _turnout(claim: Claim, board: Against) -> list[Verdict]:
    """Persons who voted, by signatures or by ballots, whichever is milder for the claim."""
    if not claim.ballots:
        return []
    totals = board.figures.totals
    least = min(totals.signatures, totals.ballots)
    most = max(totals.signatures, totals.ballots) + board.partial.outstanding
    fields: Fields = {"ballots": claim.ballots, "least": least, "most": most}
    if least <= claim.ballots <= most:
        return [Verdict("compatible", "night.claim.turnout", fields)]
    return [Verdict("impossible", "night.claim.turnout-impossible", fields)]
