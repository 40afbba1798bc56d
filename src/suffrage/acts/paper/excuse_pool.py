"""Excuse the sealed sections of a pool that has too few valid ballots to be summed."""

from collections.abc import Iterable

from suffrage.acts.paper.opened import open_pool
from suffrage.board.kinds.paper import PoolExcused
from suffrage.board.record import Draft
from suffrage.board.seal import sum_blindings
from suffrage.conduct.state import State
from suffrage.paper.sealed import PoolTooFew

__all__ = ["excuse_pool"]


def excuse_pool(
    state: State,
    by: str,
    now: str,
    *,
    contest: str,
    pool: str,
    openings: Iterable[bytes],
    decision: int = 0,
) -> Draft:
    """The number of valid ballots with its proof; of a single sealed sheet nothing is shown.

    Raises as ``open_pool``.
    """
    opened = open_pool(state, contest, pool, openings)
    several = len(opened.units) > 1
    body = PoolTooFew(
        contest=contest,
        pool=pool,
        pools=opened.pools,
        units=opened.units,
        valid=sum(one.figures["valid"] for one in opened.openings) if several else 0,
        blinding=sum_blindings([one.blindings for one in opened.openings])["valid"]
        if several
        else "",
    )
    return Draft("pool.excused/1", PoolExcused(contest, pool, decision), by, now, body)
