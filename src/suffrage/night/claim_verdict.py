"""The verdict on a claim: impossible, possible only if, or compatible with the board.

A claim is set against the board at its own tree size: what had been counted then, and what was
missing, of the whole contest or of the federation that it is limited to. It is never set against
what came later, except after certification, when ``claim_final`` puts the final figure beside it.

* ``counted``: what options have of the ballots counted so far (``count_verdict``).
* ``estimate``: what options have in the final result (``share_verdict``, ``votes_verdict``).
* ``rank``: an option ends as the n-th, or options end in an order (``rank_verdict``).
* ``majority``: an option will have the majority that the rule asks for; more than half of the
  valid votes where it asks for none (``majority_verdict``).
* ``turnout``: so many vote in all; ``coverage``: so many are counted (``turnout_verdict``).

>>> claim_verdicts(claim, state)[0].finding
'only-if'
"""

from collections.abc import Mapping
from typing import Final

from suffrage.board.kinds.words import Claim
from suffrage.conduct.claims import claimed_instance
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.night.count_verdict import counted_verdicts
from suffrage.night.majority_verdict import majority_verdict
from suffrage.night.rank_verdict import order_verdicts, rank_verdict
from suffrage.night.said_share import Said, SaidRange, said_of
from suffrage.night.share_verdict import share_verdict, sum_verdict, together_verdict
from suffrage.night.turnout_verdict import coverage_verdict, turnout_verdict
from suffrage.night.verdict import Against, Finding, Verdict, against
from suffrage.night.votes_verdict import votes_verdict

__all__ = ["claim_verdicts"]

_ORDER: Final[dict[Finding, int]] = {"impossible": 0, "only-if": 1, "compatible": 2, "no-figure": 3}


def claim_verdicts(claim: Claim, state: State) -> tuple[Verdict, ...]:
    """A verdict for each part of a claim; the first is that of the claim, the hardest of all.

    ``state`` is the board at the claim's tree size: raises ``Refused("night.other-board")`` for
    another. On a board where the options of the claim did not stand yet there is no figure.
    """
    if state.size != claim.tree_size:
        raise Refused("night.other-board", size=state.size, claimed=claim.tree_size)
    try:
        instance, place = claimed_instance(state.rules, claim)
    except Refused:
        return (_not_yet(claim),)
    board = against(state, instance, place)
    named = {*said_of(claim), *claim.order, *([claim.option] if claim.option else [])}
    standing = set(board.partial.votes)
    if not standing or not named <= standing or claim.rank > len(standing):
        return (_not_yet(claim),)
    found = _parts(claim, state, board)
    return tuple(sorted(found, key=lambda one: (_ORDER[one.finding], not one.beyond)))


def _not_yet(claim: Claim) -> Verdict:
    """A draft may still change who stands and where, and the claim is of what came of it."""
    return Verdict("no-figure", "night.claim.not-yet", {"contest": claim.contest})


def _parts(claim: Claim, state: State, board: Against) -> list[Verdict]:
    match claim.claim:
        case "counted":
            return counted_verdicts(said_of(claim), claim.ballots, board)
        case "estimate":
            return _estimate(said_of(claim), board)
        case "majority":
            return [majority_verdict(state.rules, board, claim.option)]
        case "rank":
            one = [] if claim.order else [rank_verdict(board, claim.option, claim.rank)]
            return one or order_verdicts(board, claim.order)
        case "turnout":
            return [turnout_verdict(claim, board)]
        case _:
            return [coverage_verdict(claim, board)]


def _estimate(said: Mapping[str, Said], board: Against) -> list[Verdict]:
    more = board.partial.outstanding
    found = [
        share_verdict(board, option, one, more)
        if isinstance(one, SaidRange)
        else votes_verdict(board, option, one)
        for option, one in said.items()
    ]
    if any(one.finding == "impossible" for one in found):
        return found
    impossible = sum_verdict(board.partial, said) or together_verdict(board.partial, said)
    return [impossible, *found] if impossible else found
