"""Which options stand in an instance, and who is elected there or in a later round."""

from suffrage.conduct.standing import later_instances
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model.contests import Linked, Option, instance_id, instance_place

__all__ = ["find_option", "standing_options", "winner_of"]


def standing_options(state: State, instance: str) -> tuple[Option, ...]:
    """The frozen options of an instance; before that those declared, withdrawn ones left out.

    Empty for a later round whose options are not known yet.
    """
    frozen = state.options.get(instance)
    options = state.rules.declared_options(instance) if frozen is None else frozen
    return tuple(o for o in options if (instance, o.id) not in state.withdrawn)


def find_option(state: State, instance: str, name: str) -> Option:
    """An option that stands in an instance, has withdrawn from it, or stood in the round before.

    Raises ``Refused("option.unknown")`` where there is none.
    """
    contest, place = instance_place(instance)
    link = state.rules.contest_by_id[contest].options
    known = (*state.options.get(instance, ()), *state.rules.declared_options(instance))
    for option in known:
        if option.id == name:
            return option
    if isinstance(link, Linked):
        return find_option(state, instance_id(link.source, place), name)
    raise Refused("option.unknown", at="option", option=name)


def winner_of(state: State, instance: str) -> str | None:
    """Who is elected, in a later round if need be; "" if nobody is, ``None`` while it is open.

    An announcement suffices, and a certificate goes before it.
    """
    result = state.certified.get(instance) or state.announced.get(instance)
    if result is None:
        return None
    if result.outcome.elected:
        return result.outcome.elected
    later = later_instances(state, instance)
    if later and not result.outcome.tie:
        return winner_of(state, later[0])
    return None if result.outcome.tie else ""
