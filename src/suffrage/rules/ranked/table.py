"""The one table from a method to the function that counts by it.

>>> ballots = [(1, 2, 3)] * 4 + [(3, 1, 2)] * 3 + [(3, 2, 1)] * 2
>>> count_ballots(InstantRunoff(), ("a", "b", "c"), ballots).elected
('b',)
>>> count_ballots(hinted("Schulze"), ("a", "b", "c"), ballots).tiers
(('b',), ('c',), ('a',))
"""

from collections.abc import Sequence
from typing import assert_never

from suffrage.rules.ranked.approval import count_approval
from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.instant_runoff import count_instant_runoff
from suffrage.rules.ranked.majority_judgment import count_majority_judgment
from suffrage.rules.ranked.methods import (
    Approval,
    InstantRunoff,
    MajorityJudgment,
    Method,
    Schulze,
    SingleTransferableVote,
    hinted,
)
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.schulze import count_schulze
from suffrage.rules.ranked.single_transferable_vote import count_stv
from suffrage.rules.tie import Resolved

__all__ = ["count_ballots", "hinted"]


def count_ballots(
    method: Method,
    options: Sequence[str],
    vectors: Sequence[Vector],
    resolved: Sequence[Resolved] = (),
) -> RankedOutcome:
    """The outcome of these ballots, one number an option each; ``options`` are their names.

    ``resolved`` are the resolutions of the ties met so far: count, resolve the tie of the
    outcome by the declared rule, count again. Raises ``Malformed``: ``rule.no-option``,
    ``ranked.option-twice``, ``ranked.width``, ``ranked.below-zero``; ``Refused``:
    ``rule.no-votes``, ``ranked.exact``; ``Inconsistent("rule.not-this-tie")``.
    """
    match method:
        case Schulze():
            return count_schulze(method, options, vectors, resolved)
        case MajorityJudgment():
            return count_majority_judgment(method, options, vectors, resolved)
        case SingleTransferableVote():
            return count_stv(method, options, vectors, resolved)
        case InstantRunoff():
            return count_instant_runoff(method, options, vectors, resolved)
        case Approval():
            return count_approval(method, options, vectors, resolved)
        case _:
            assert_never(method)
