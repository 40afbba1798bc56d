"""Sum a pool: the sums of its sections' figures and blindings, from the openings."""

from collections.abc import Iterable

from suffrage.board.kinds.paper import PoolSummed
from suffrage.board.record import Draft
from suffrage.board.seal import check_opening, sum_blindings
from suffrage.conduct.pools import pools_with, sealed_units
from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused
from suffrage.model import canonical
from suffrage.paper.sealed import Opening, PoolSum

__all__ = ["sum_pool"]


def sum_pool(
    state: State, by: str, now: str, *, contest: str, pool: str, openings: Iterable[bytes]
) -> Draft:
    """The sum over all sealed sheets of the pool, and of the pools that it takes with it.

    ``openings`` are files as ``seal_sheet`` gives them, in any order; those of other sections are
    passed over. Raises ``Refused``: ``pool.unknown``, and as ``conduct.pools.sealed_units``;
    ``NotVerified``: ``opening.missing``, ``opening.origin``, ``opening.differs``.
    """
    declared = state.rules.pool_by_id.get(pool)
    if declared is None or contest not in state.rules.contest_by_id:
        raise Refused("pool.unknown", at="pool", pool=pool)
    pools = pools_with(state, contest, declared)
    sheets = sealed_units(state, contest, pools)
    held = {
        (one.contest, one.unit): one for one in (canonical.decode(o, Opening) for o in openings)
    }
    opened: list[Opening] = []
    for unit, sheet in sheets.items():
        one = held.get((contest, unit))
        if one is None:
            raise NotVerified("opening.missing", unit=unit)
        if one.origin != state.origin:
            raise NotVerified("opening.origin", at="origin", origin=state.origin)
        check_opening(state.origin, contest, sheet.commitments, one.figures, one.blindings)
        opened.append(one)
    names = opened[0].figures
    body = PoolSum(
        contest=contest,
        pool=pool,
        pools=tuple(one.id for one in pools),
        units=tuple(sheets),
        figures={name: sum(one.figures[name] for one in opened) for name in names},
        blindings=sum_blindings([one.blindings for one in opened]),
    )
    return Draft("pool.summed/1", PoolSummed(contest, pool), by, now, body)
