"""The roll's row, the moment from which it is frozen, and the part of it that a role sees."""

from django.db.models import QuerySet
from django.http import Http404

from suffrage.errors import Refused
from suffrage.model.definition import Definition
from suffrage.model.units import NATION, Unit
from suffrage.office.boards import board_state
from suffrage.office.models import Election, Member, Roll
from suffrage.office.rights.desk import Desk
from suffrage.office.rights.policy import place_of

__all__ = [
    "definition_of",
    "is_frozen",
    "locked_roll",
    "member_in",
    "members_seen",
    "roll_of",
    "sections_seen",
]


def roll_of(election: Election) -> Roll:
    """The roll of an election; an empty one, kept nowhere, before anything of it is."""
    return Roll.objects.filter(election=election).first() or Roll(election=election)


def definition_of(election: Election) -> Definition:
    """The definition on the board, or the one in preparation."""
    return board_state(election.slug).rules if election.convened else election.drafted()


def is_frozen(election: Election, roll: Roll) -> bool:
    """Whether a root stands on the board."""
    return roll.frozen or bool(election.convened and board_state(election.slug).roll_root)


def locked_roll(election: Election) -> Roll:
    """The roll, to be changed by nobody else until the transaction ends; its version grows.

    Raises ``Refused("roll.frozen")``. What was prepared for the freeze before is then void.
    """
    Roll.objects.get_or_create(election=election)
    roll = Roll.objects.select_for_update().get(election=election)
    if is_frozen(election, roll):
        raise Refused("roll.frozen")
    roll.version += 1
    roll.save(update_fields=["version"])
    return roll


def sections_seen(desk: Desk) -> list[Unit]:
    """The sections that the desk's role sees: those below its place, or all."""
    place = place_of(desk.role) if desk.role.startswith("federation@") else NATION
    return list(desk.definition.tree.below(place))


def members_seen(desk: Desk) -> QuerySet[Member]:
    """The rows of the members in these sections."""
    rows = Member.objects.filter(election=desk.election)
    if not desk.role.startswith("federation@"):
        return rows
    return rows.filter(unit__in=[unit.id for unit in sections_seen(desk)])


def member_in(desk: Desk, unit: str, pk: int) -> Member:
    """A member of a section that the policy allowed; no page for one who is not there."""
    found = Member.objects.filter(election=desk.election, unit=unit, pk=pk).first()
    if found is None:
        raise Http404
    return found
