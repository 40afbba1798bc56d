"""Sealed sheets and pools: figures that are published as the sum of several sections, or never.

What is summed takes no part in any later sum, and nothing in it changes any more: so the
difference of two published figures is a whole sum, or visible sections. A pool takes with it
every pool that leads to it and has not been summed; so none is left behind a next that is.
Format and reasons: ``docs/spec/sealed-sheet.md``.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from suffrage.board.kinds.paper import PoolSummed, SheetSealed
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
from suffrage.paper.sealed import PoolSum, SealedSheet, figure_names, sheet_with

__all__ = ["TOO_FEW", "given_up", "pools_with", "sealed", "sealed_units", "summed"]

TOO_FEW: Final = "too-few"
"""Why a sealed section is excused whose pool can never be summed."""

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
    require_contest(state, head.contest)
    pool = state.rules.pool_by_id.get(head.pool)
    if pool is None or pool.round != state.rules.contest_by_id[head.contest].round:
        raise Refused("pool.unknown", at="pool", pool=head.pool)
    if (head.contest, head.pool) in state.pools:
        raise Refused("pool.again", at="pool", pool=head.pool)
    pools = pools_with(state, head.contest, pool)
    units = sealed_units(state, head.contest, pools)
    if body.pools != tuple(one.id for one in pools):
        raise Inconsistent("pool.members", at="pools", pool=pool.id)
    if body.units != tuple(units):
        raise Inconsistent("pool.members", at="units", pool=pool.id)
    _require_enough(state, pool, body)
    sheets = [sheet.commitments for sheet in units.values()]
    if not body.figures.keys() == body.blindings.keys() == sheets[0].keys():
        raise Malformed("pool.figures", at="figures", pool=pool.id)
    check_product(state.origin, head.contest, sheets, body.figures, body.blindings)
    after = Summed(pool.id, body.pools, body.units, _checked(state, record, body))
    return _with_sum(state, head.contest, after, units)


def given_up(state: State, contests: Iterable[str], unit: str) -> State:
    """A sealed section is excused, because its pools have too few valid ballots to be summed.

    From then on no pool that has it is summed: the excuse cannot pick among sections.
    """
    left = [one for one in contests if isinstance(state.unit(one, unit), Sealed)]
    if not left:
        raise Refused("unit.not-sealed", at="unit", unit=unit)
    for contest in left:
        state = state.counted(contest, unit, Excused(TOO_FEW))
    return state


def pools_with(state: State, contest: str, pool: Pool) -> tuple[Pool, ...]:
    """A pool and those summed with it: all that lead to it and have not been summed yet."""
    rules = state.rules
    found = {pool.id}
    for one in rules.pools:
        chain = [one.id]
        while chain[-1] and chain[-1] != pool.id:
            chain.append(rules.pool_by_id[chain[-1]].joins)
        if chain[-1] and (contest, one.id) not in state.pools:
            found.add(one.id)
    return tuple(one for one in rules.pools if one.id in found)


def sealed_units(state: State, contest: str, pools: Iterable[Pool]) -> dict[str, SealedSheet]:
    """The sealed sheets of pools that may be summed now, by section, in the declared order.

    Raises ``Refused``: ``pool.awaited``, ``pool.disputed``, ``pool.given-up``, ``pool.single``.
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
        match unit:
            case Sealed():
                found[section.id] = unit.sheet
            case Excused(reason="too-few"):
                raise Refused("pool.given-up", pool=pool, unit=section.id)
            case Excused() | Annulled():
                continue
            case _:
                raise Refused("pool.awaited", pool=pool, unit=section.id)
    if len(found) < _LEAST_SHEETS:
        raise Refused("pool.single", pool=", ".join(sorted(set(wanted.values()))))
    return found


def _require_enough(state: State, pool: Pool, body: PoolSum) -> None:
    least = state.rules.minimum.pooled
    if body.figures.get("valid", 0) < least:
        raise Refused("pool.below-minimum", at="figures.valid", pool=pool.id, least=least)


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


def _with_sum(state: State, contest: str, after: Summed, units: dict[str, SealedSheet]) -> State:
    for unit, sheet in units.items():
        state = state.counted(contest, unit, Pooled(sheet, after.pool))
    done = {(contest, pool): after for pool in after.pools}
    return replace(state, pools=state.pools.update(done))
