"""What the pages of this desk are asked for: a contest instance, a federation, a unit."""

from collections.abc import Sequence

from suffrage.conduct.state import State
from suffrage.office.rights.desk import Desk
from suffrage.office.speech import reader
from suffrage.site.pages.people import contest_title
from suffrage.site.pages.render import Reader

__all__ = ["asked_instance", "camps_of", "instances_of", "one_of", "speaker_of"]


def one_of(asked: str, known: Sequence[str]) -> str:
    """What was asked for, if there is such a thing; otherwise nothing."""
    return asked if asked in known else ""


def asked_instance(desk: Desk, state: State) -> str:
    """The instance that the address names, by itself or by a contest and a unit; else the first.

    The comparison's links name the contest without its place, and the section.
    """
    asked, known = desk.request.GET.get("contest", ""), list(state.rules.instances())
    if asked in known:
        return asked
    unit = desk.request.GET.get("unit", "")
    if asked in state.rules.contest_by_id and unit in state.rules.tree.by_id:
        return one_of(state.rules.instance_of(asked, unit), known) or known[0]
    rounds = [one for one in state.rules.rounds if state.evening(one).opened]
    current = max(rounds, default=state.rules.rounds[0])
    return next(one for one in known if _round(state, one) == current)


def instances_of(state: State) -> list[tuple[str, str]]:
    """Every contest instance with its title."""
    language = reader().language
    return [(one, contest_title(state, one, language)) for one in state.rules.instances()]


def camps_of(desk: Desk) -> list[str]:
    """The camps for which this person is an agent."""
    return [role.partition("@")[2] for role in desk.roles if role.startswith("agent@")]


def speaker_of(desk: Desk) -> Reader:
    """How values are written on this desk's pages."""
    return reader(desk.definition.time_zone)


def _round(state: State, instance: str) -> int:
    return state.rules.contest_by_id[instance.partition("@")[0]].round
