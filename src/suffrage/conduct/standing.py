"""Which options stand in a contest: those declared, or those an earlier round gives."""

import msgspec

from suffrage.conduct.state import State
from suffrage.conduct.tables import outcome_now, unit_counts
from suffrage.count.totals import Totals, total
from suffrage.errors import Refused
from suffrage.model.contests import Linked, Option, instance_id, instance_place

__all__ = ["is_held", "later_instances", "option_ids", "options_now", "stands", "total_now"]


def options_now(state: State, instance: str) -> tuple[Option, ...]:
    """The options that stand in an instance, without those withdrawn.

    Empty when the contest is not held because the earlier one gave a majority. Raises
    ``Refused`` while the earlier round has no announced result: ``round.no-result``;
    ``round.tied`` while its tie is unresolved; ``round.changed`` while the board gives another
    outcome than the one announced or certified.
    """
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    if isinstance(link, Linked):
        options = _linked(state, link, place)
    else:
        options = state.rules.declared_options(instance)
    return tuple(o for o in options if (instance, o.id) not in state.withdrawn)


def is_held(state: State, contest: str) -> bool:
    """Whether a contest has options anywhere; a second round may be unnecessary."""
    places = state.rules.places(state.rules.contest_by_id[contest])
    return any(options_now(state, instance_id(contest, place)) for place in places)


def later_instances(state: State, instance: str) -> tuple[str, ...]:
    """The instances whose options come from this one."""
    contest, place = instance_place(instance)
    return tuple(
        instance_id(later.id, place)
        for later in state.rules.contests
        if isinstance(later.options, Linked) and later.options.source == contest
    )


def option_ids(state: State, instance: str) -> tuple[str, ...]:
    """The ids of the options of an instance, frozen since its polls or its box opened."""
    frozen = state.options.get(instance)
    return tuple(option.id for option in frozen or ())


def total_now(state: State, instance: str) -> Totals:
    """The totals of an instance over its sections as they stand."""
    return total(unit_counts(state, instance), option_ids(state, instance))


def stands(state: State, instance: str) -> bool:
    """Whether an instance is held or may still be; not if the earlier round qualified nobody."""
    frozen = state.options.get(instance)
    if frozen is not None:
        return bool(frozen)
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    if not isinstance(link, Linked):
        return True
    source = instance_id(link.source, place)
    result = state.certified.get(source) or state.announced.get(source)
    if result is None:
        return stands(state, source)
    return bool(result.outcome.qualified or result.outcome.tie)


def _linked(state: State, link: Linked, place: str) -> tuple[Option, ...]:
    source = instance_id(link.source, place)
    result = state.certified.get(source) or state.announced.get(source)
    if result is None:
        raise Refused("round.no-result", contest=source)
    outcome = result.outcome
    if outcome.tie:
        raise Refused("round.tied", contest=source)
    if outcome != outcome_now(state, source, total_now(state, source)):
        raise Refused("round.changed", contest=source)
    before = {option.id: option for option in state.options[source]}
    return tuple(_finalist(before[name], link) for name in outcome.qualified)


def _finalist(option: Option, link: Linked) -> Option:
    if link.take == "option":
        return option
    return msgspec.structs.replace(option, label=option.first_signatory)
