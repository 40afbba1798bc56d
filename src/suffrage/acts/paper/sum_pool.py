"""Sum a pool: the sums of its sections' figures and blindings, from the openings."""

from collections.abc import Iterable

from suffrage.acts.paper.opened import open_pool
from suffrage.board.kinds.paper import PoolSummed
from suffrage.board.record import Draft
from suffrage.board.seal import sum_blindings
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.paper.sealed import PoolSum

__all__ = ["sum_pool"]


def sum_pool(
    state: State, by: str, now: str, *, contest: str, pool: str, openings: Iterable[bytes]
) -> Draft:
    """The sum over all sealed sheets of the pool, and of the pools that it takes with it.

    Raises as ``open_pool``, and ``Refused("pool.single")`` where no sheet is sealed.
    """
    opened = open_pool(state, contest, pool, openings)
    if not opened.units:
        raise Refused("pool.single", pool=pool)
    names = opened.openings[0].figures
    body = PoolSum(
        contest=contest,
        pool=pool,
        pools=opened.pools,
        units=opened.units,
        figures={name: sum(one.figures[name] for one in opened.openings) for name in names},
        blindings=sum_blindings([one.blindings for one in opened.openings]),
    )
    return Draft("pool.summed/1", PoolSummed(contest, pool), by, now, body)
