"""A said order or rank against what is counted and what is outstanding: exact.

Options with equal votes share a rank: a rank is one more than the options ahead. An order says
that each option named is ahead of the next, and nothing of the others.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from suffrage.night.bounds import rank_range
from suffrage.night.verdict import Against, Fields, Verdict

__all__ = ["order_verdicts", "rank_of", "rank_verdict"]


def rank_of(votes: Mapping[str, int], option: str) -> int:
    """The rank that an option has with these votes."""
    return 1 + sum(number > votes[option] for number in votes.values())


def rank_verdict(board: Against, option: str, rank: int) -> Verdict:
    """Whether an option can end as the n-th."""
    partial = board.partial
    needed = _for_rank(partial.votes, option, rank)
    now = rank_of(partial.votes, option)
    more = partial.outstanding
    fields: Fields = {"option": option, "rank": rank, "now": now, "outstanding": more}
    if needed > more:
        return Verdict("impossible", "night.claim.rank-impossible", {**fields, "needed": needed})
    if rank_range(partial, option) == (rank, rank):
        return Verdict("compatible", "night.claim.rank-certain", fields)
    if not partial.valid:
        return Verdict("compatible", "night.claim.nothing-counted", fields)
    if now == rank:
        return Verdict("compatible", "night.claim.rank-so-far", fields)
    return Verdict("only-if", "night.claim.rank-needs", {**fields, "needed": needed})


def _for_rank(votes: Mapping[str, int], option: str, rank: int) -> int:
    """The fewest further votes with which an option is the n-th.

    The option has to reach all but ``rank - 1`` of the others, who in turn have to pass it, the
    largest first. With more votes than it needs for that, it would only cost them more.
    """
    others = sorted((n for name, n in votes.items() if name != option), reverse=True)
    own = max([votes[option], *others[rank - 1 :]])
    return own - votes[option] + sum(max(0, own + 1 - number) for number in others[: rank - 1])


def order_verdicts(board: Against, order: Sequence[str]) -> list[Verdict]:
    """A verdict on each neighbouring pair, and on all of them if they cannot hold together."""
    found = [_ahead(board, first, second) for first, second in pairwise(order)]
    needed = _for_order(board.partial.votes, order)
    more = board.partial.outstanding
    if needed > more and all(one.finding != "impossible" for one in found):
        fields: Fields = {"needed": needed, "outstanding": more}
        return [Verdict("impossible", "night.claim.order-impossible", fields), *found]
    return found


def _for_order(votes: Mapping[str, int], order: Sequence[str]) -> int:
    """The fewest further votes with which each option is ahead of the next."""
    needed, behind = 0, -1
    for option in reversed(order):
        behind = max(votes[option], behind + 1)
        needed += behind - votes[option]
    return needed


def _ahead(board: Against, first: str, second: str) -> Verdict:
    partial = board.partial
    more, lead = partial.outstanding, partial.votes[first] - partial.votes[second]
    fields: Fields = {"option": first, "other": second, "lead": abs(lead), "outstanding": more}
    if lead > more:
        return Verdict("compatible", "night.claim.ahead-certain", fields)
    if lead + more <= 0:
        return Verdict("impossible", "night.claim.ahead-impossible", fields)
    if not partial.valid:
        return Verdict("compatible", "night.claim.nothing-counted", fields)
    if lead > 0:
        return Verdict("compatible", "night.claim.ahead-so-far", fields)
    return Verdict("only-if", "night.claim.ahead-needs", {**fields, "needed": 1 - lead})
