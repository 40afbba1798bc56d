"""Sealed sheets and pools: figures that are published as the sum of several sections, or never.

What is summed takes no part in any later sum, and nothing in it changes any more: so the
difference of two published figures is a whole sum, or visible sections. A pool takes with it
every pool that leads to it and has not been summed; so none is left behind a next that is.
Format and reasons: ``docs/spec/sealed-sheet.md``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from suffrage.board.kinds.paper import PoolExcused, PoolSummed, SheetSealed
from suffrage.board.record import Record
from suffrage.board.seal import check_commitments, check_product
from suffrage.conduct.acceptable import check_acceptable, require_contest
from suffrage.conduct.standing import option_ids
from suffrage.conduct.state import State
from suffrage.conduct.tables import open_disputes
from suffrage.count.figures import Figures, figures_of
from suffrage.count.unit_state import Annulled, Awaited, Excused, Pooled, Sealed, Summed
from suffrage.errors import Inconsistent, Malformed, Refused
from suffrage.model.pools import Pool
from suffrage.paper.checks import check_sheet, require_possible
from suffrage.paper.sealed import (
    PoolSum,
    PoolTooFew,
    SealedSheet,
    figure_names,
    sheet_with,
)

__all__ = ["excused", "pools_with", "sealed", "sealed_units", "summed"]

_TOO_FEW: Final = "too-few"
_LEAST_SHEETS: Final = 2


def sealed(state: State, record: Record, head: SheetSealed, body: SealedSheet) -> State:
    """Commitments to a pooled section's figures; until they are summed, it may seal again."""
    check_acceptable(state, record, head.contest, head.unit)
    if state.rules.pool_of(head.contest, head.unit) is None:
        raise Refused("sheet.not-hidden", at="unit", unit=head.unit)
    before = state.unit(head.contest, head.unit)
    if not head.replaces and not isinstance(before, Awaited):
        raise Refused("sheet.again", unit=head.unit)
    if head.replaces and not isinstance(before, Sealed):
        raise Refused("sheet.nothing-to-correct", unit=head.unit)
    if isinstance(before, Sealed) and before.payload != head.replaces:
        raise Refused("sheet.not-in-force", at="replaces", unit=head.unit)
    if body.commitments.keys() != _names(state, head.contest, head.unit):
        raise Malformed("sheet.sealed-figures", at="commitments", unit=head.unit)
    check_commitments(body.commitments)
    after = Sealed(body, record.payload, record.by)
    return state.counted(head.contest, head.unit, after)


def summed(state: State, record: Record, head: PoolSummed, body: PoolSum) -> State:
    """The sums of a pool, proved by the product of its commitments, and large enough to show."""
    pools, units = _named(state, head, body)
    if len(units) < _LEAST_SHEETS:
        raise Refused("pool.single", at="units", pool=head.pool)
    _require_enough(state, body)
    sheets = [sheet.commitments for sheet in units.values()]
    if not body.figures.keys() == body.blindings.keys() == sheets[0].keys():
        raise Malformed("pool.figures", at="figures", pool=head.pool)
    check_product(state.origin, head.contest, sheets, body.figures, body.blindings)
    after = Summed(head.pool, body.pools, body.units, _checked(state, record, body))
    for unit, sheet in units.items():
        state = state.counted(head.contest, unit, Pooled(sheet, head.pool))
    done = {(head.contest, pool.id): after for pool in pools}
    return replace(state, pools=state.pools.update(done))


def excused(state: State, _record: Record, head: PoolExcused, body: PoolTooFew) -> State:
    """The sealed sections of the last pool of a chain are excused, all of them, as too few.

    How many valid ballots they have together is proved, so that no votes are set aside on a word;
    as with an online box, how many voted is public then, and how they voted never is.
    """
    _, units = _named(state, head, body)
    if state.rules.pool_by_id[head.pool].joins:
        raise Refused("pool.has-next", at="pool", pool=head.pool)
    if len(units) >= _LEAST_SHEETS:
        _require_few(state, head, body, [sheet.commitments for sheet in units.values()])
    elif body.valid or body.blinding:
        # One section's figure would stand alone, and the board shows already that it is one.
        raise Refused("pool.single", at="valid", pool=head.pool)
    if not units:
        raise Refused("pool.nothing", at="pool", pool=head.pool)
    for unit in units:
        state = state.counted(head.contest, unit, Excused(_TOO_FEW))
    return state


def pools_with(state: State, contest: str, pool: str) -> tuple[Pool, ...]:
    """A pool and those summed with it: all that lead to it and have not been summed yet.

    Raises ``Refused``: ``contest.unknown``, ``pool.unknown``, ``pool.again``.
    """
    require_contest(state, contest)
    rules = state.rules
    declared = rules.pool_by_id.get(pool)
    if declared is None or declared.round != rules.contest_by_id[contest].round:
        raise Refused("pool.unknown", at="pool", pool=pool)
    if (contest, pool) in state.pools:
        raise Refused("pool.again", at="pool", pool=pool)
    open_ = (one for one in rules.pools if (contest, one.id) not in state.pools)
    return tuple(one for one in open_ if _leads_to(state, one, pool))


def _leads_to(state: State, pool: Pool, last: str) -> bool:
    name = pool.id
    while name and name != last:
        name = state.rules.pool_by_id[name].joins
    return bool(name)


def sealed_units(state: State, contest: str, pools: Iterable[Pool]) -> dict[str, SealedSheet]:
    """The sealed sheets of pools of which nothing is awaited, by section, in the declared order.

    Raises ``Refused``: ``pool.awaited``, ``pool.disputed``.
    """
    disputed = open_disputes(state)
    wanted = {unit: one.id for one in pools for unit in one.units}
    found: dict[str, SealedSheet] = {}
    for section in state.rules.tree.sections:
        if section.id not in wanted:
            continue
        pool, unit = wanted[section.id], state.unit(contest, section.id)
        if (contest, section.id) in disputed:
            raise Refused("pool.disputed", pool=pool, unit=section.id)
        if isinstance(unit, Sealed):
            found[section.id] = unit.sheet
        elif not isinstance(unit, Excused | Annulled):
            raise Refused("pool.awaited", pool=pool, unit=section.id)
    return found


def _named(
    state: State, head: PoolSummed | PoolExcused, body: PoolSum | PoolTooFew
) -> tuple[tuple[Pool, ...], dict[str, SealedSheet]]:
    """The pools that are concerned together and their sealed sheets, which the record names."""
    pools = pools_with(state, head.contest, head.pool)
    units = sealed_units(state, head.contest, pools)
    if body.pools != tuple(one.id for one in pools):
        raise Inconsistent("pool.members", at="pools", pool=head.pool)
    if body.units != tuple(units):
        raise Inconsistent("pool.members", at="units", pool=head.pool)
    return pools, units


def _require_enough(state: State, body: PoolSum) -> None:
    least = state.rules.minimum.pooled
    if body.figures.get("valid", 0) < least:
        raise Refused("pool.below-minimum", at="figures.valid", pool=body.pool, least=least)


def _require_few(
    state: State, head: PoolExcused, body: PoolTooFew, sheets: Sequence[Mapping[str, str]]
) -> None:
    least = state.rules.minimum.pooled
    if body.valid >= least:
        raise Refused("pool.enough", at="valid", pool=head.pool, least=least)
    if not body.blinding:
        raise Malformed("pool.figures", at="blinding", pool=head.pool)
    figures, blindings = {"valid": body.valid}, {"valid": body.blinding}
    check_product(state.origin, head.contest, sheets, figures, blindings)


def _checked(state: State, record: Record, body: PoolSum) -> Figures:
    """The sums as figures, if one sheet of all the sections could show them."""
    round_ = state.rules.contest_by_id[body.contest].round
    registered = sum(state.roll(round_, unit) for unit in body.units)
    sheet = sheet_with(body.contest, body.pool, record.by, registered, body.figures)
    instance = state.rules.instance_of(body.contest, body.units[0])
    require_possible(check_sheet(sheet, registered, option_ids(state, instance)))
    return figures_of(sheet)


def _names(state: State, contest: str, unit: str) -> set[str]:
    return set(figure_names(option_ids(state, state.rules.instance_of(contest, unit))))
