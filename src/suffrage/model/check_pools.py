"""What holds of pools: disjoint, within one electorate, each chain ending in a large one."""

from suffrage.errors import Malformed
from suffrage.model.definition import Definition
from suffrage.model.pools import Pool
from suffrage.model.units import PAPER

__all__ = ["check_pools"]

_LARGE = 3
"""A pool that no other catches has so many times the minimum of members, as a box has."""


def check_pools(definition: Definition) -> None:
    """Raise ``Malformed`` (codes ``pools.*``) on the first fault."""
    taken: set[tuple[int, str]] = set()
    for index, pool in enumerate(definition.pools):
        at = f"pools[{index}]"
        if pool.id in definition.tree.by_id:
            raise Malformed("pools.unit-name", at=f"{at}.id", pool=pool.id)
        if pool.round not in definition.rounds:
            raise Malformed("pools.round", at=f"{at}.round", pool=pool.id, round=pool.round)
        if len(pool.units) < 2:  # noqa: PLR2004  (a sum of one is no sum)
            raise Malformed("pools.single", at=f"{at}.units", pool=pool.id)
        for place, unit in enumerate(pool.units):
            _check_unit(definition, pool, unit, f"{at}.units[{place}]")
            if (pool.round, unit) in taken:
                raise Malformed("pools.twice", at=f"{at}.units[{place}]", unit=unit)
            taken.add((pool.round, unit))
        _check_chain(definition, pool, at)
        _check_scope(definition, pool, at)


def _check_unit(definition: Definition, pool: Pool, unit: str, at: str) -> None:
    tree = definition.tree
    if unit not in tree.section_ids or tree.by_id[unit].channel != PAPER:
        raise Malformed("pools.unit", at=at, pool=pool.id, unit=unit)


def _check_chain(definition: Definition, pool: Pool, at: str) -> None:
    """The chain of ``next`` stays in the round, ends, and ends in a pool of enough members."""
    passed = {pool.id}
    last = pool
    while last.joins:
        after = definition.pool_by_id.get(last.joins)
        if after is None or after.round != pool.round:
            raise Malformed("pools.next", at=f"{at}.next", pool=last.id, name=last.joins)
        if after.id in passed:
            raise Malformed("pools.circle", at=f"{at}.next", pool=pool.id)
        passed.add(after.id)
        last = after
    sections = definition.tree.by_id
    members = sum(sections[unit].registered for unit in last.units if unit in sections)
    least = _LARGE * definition.minimum.pooled
    if members < least:
        raise Malformed("pools.small", at=at, pool=last.id, members=members, least=least)


def _check_scope(definition: Definition, pool: Pool, at: str) -> None:
    """Whatever may be summed together belongs to one instance of each contest of the round."""
    after = definition.pool_by_id[pool.joins].units if pool.joins else ()
    units = [unit for unit in (*pool.units, *after) if unit in definition.tree.section_ids]
    for contest in definition.contests_of(pool.round):
        if len({definition.instance_of(contest.id, unit) for unit in units}) > 1:
            raise Malformed("pools.scope", at=at, pool=pool.id, contest=contest.id)
