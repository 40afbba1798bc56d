"""Which options stand in an instance, and who is elected there or in a later round."""

from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.standing import later_instances, total_now
from suffrage.conduct.state import State
from suffrage.conduct.tables import outcome_now
from suffrage.errors import Refused
from suffrage.model.contests import Linked, Option, instance_id, instance_place

__all__ = ["find_option", "standing_options", "stated_outcome", "winner_of"]


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

    An announcement suffices, a certificate goes before it, and a result that a correction has
    overturned leaves the question open.
    """
    outcome = stated_outcome(state, instance)
    if outcome is None or outcome.tie:
        return None
    if outcome.elected:
        return outcome.elected
    later = later_instances(state, instance)
    return winner_of(state, later[0]) if later else ""


def stated_outcome(state: State, instance: str) -> OutcomeFigures | None:
    """The outcome that was stated, or to which its tie has come since.

    ``None`` before, and where the board gives another by now: a correction has overturned it.
    """
    result = state.certified.get(instance) or state.announced.get(instance)
    if result is None:
        return None
    now = outcome_now(state, instance, total_now(state, instance))
    return now if result.outcome.tie or result.outcome == now else None
