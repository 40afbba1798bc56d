"""The units of a contest as they stand now: what the folds of ``count`` take."""

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.remembered import of_state
from suffrage.conduct.state import State
from suffrage.count.outcome import Ending, decide_contest, outcome_figures
from suffrage.count.totals import Totals, UnitCount
from suffrage.count.unit_state import Annulled, Summed
from suffrage.model.contests import instance_place
from suffrage.rules.tie import Waiting

__all__ = ["ending_of", "open_disputes", "outcome_now", "unit_counts"]


@of_state
def unit_counts(state: State, instance: str) -> tuple[UnitCount, ...]:
    """Every expected section of an instance with its roll, its state and whether it is disputed.

    After them comes each sum of a pool, as a row of its own (``Summed``).
    """
    contest = instance_place(instance)[0]
    disputed = open_disputes(state)
    round_ = state.rules.contest_by_id[contest].round
    sections = (
        UnitCount(
            unit.id,
            state.roll(round_, unit.id),
            state.unit(contest, unit.id),
            (contest, unit.id) in disputed,
        )
        for unit in state.rules.sections_of(instance)
    )
    return (*sections, *(UnitCount(one.pool, 0, one) for one in _sums(state, instance)))


def _sums(state: State, instance: str) -> tuple[Summed, ...]:
    """The sums of an instance, in the order in which the definition has their pools."""
    contest = instance_place(instance)[0]
    found = (state.pools.get((contest, pool.id)) for pool in state.rules.pools)
    return tuple(
        one
        for one, pool in zip(found, state.rules.pools, strict=True)
        if one is not None
        and one.pool == pool.id
        and state.rules.instance_of(contest, one.units[0]) == instance
    )


def open_disputes(state: State) -> frozenset[tuple[str, str]]:
    """The (contest, section) pairs with a dispute that is open or waits for its correction.

    A section that one ruling annulled has no figures left for another to correct.
    """
    return frozenset(
        (dispute.contest, dispute.unit)
        for dispute in state.disputes.values()
        if dispute.status in ("open", "correction-due")
        and not isinstance(state.unit(dispute.contest, dispute.unit), Annulled)
    )


def outcome_now(state: State, instance: str, totals: Totals) -> OutcomeFigures:
    """The outcome with these totals; where nobody voted nobody is ranked, and nobody elected."""
    if not totals.valid:
        return OutcomeFigures()
    return outcome_figures(ending_of(state, instance, totals))


def ending_of(state: State, instance: str, totals: Totals) -> Ending:
    """What an instance came to with these totals, its tie resolved by the lot thrown for it.

    Dice thrown for another tie are known by now: whoever rules could choose whom they favour.
    """
    options = state.options[instance]
    ending = decide_contest(state.rules, instance, options, totals, None)
    lot = state.lots.get(f"contest:{instance}")
    if lot is None or not isinstance(ending.tie, Waiting) or lot.ties != (ending.tie.tie,):
        return ending
    return decide_contest(state.rules, instance, options, totals, lot.seed)
