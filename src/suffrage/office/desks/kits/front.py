"""The first page of the kits' desk: the sections of one federation, and the kit of each."""

from dataclasses import dataclass

from django.http import HttpResponse

from suffrage.model.units import NATION, PAPER
from suffrage.office.desks.kits.making import has_roll
from suffrage.office.desks.kits.policy import POLICY
from suffrage.office.models import Kit, KitJob
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.site.pages.people import unit_name

__all__ = ["Row", "front", "places_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """A section and its kit in force, if it has one."""

    unit: str
    name: str
    kit: Kit | None


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The sections below one place in one round; a choice of places where there are several."""
    rounds = desk.definition.rounds
    asked = desk.request.GET.get("round", "")
    round_ = int(asked) if asked in map(str, rounds) else rounds[0]
    places = places_of(desk)
    below = desk.request.GET.get("below", "")
    below = below if below in places else (places[0] if len(places) == 1 else "")
    jobs = KitJob.objects.filter(election=desk.election, round=round_, below__in=[*places, NATION])
    return desk.render(
        "kits/front.html",
        rounds=rounds, round_=round_, below=below, roll=has_roll(desk.election),
        places=[(place, unit_name(desk.state, place)) for place in places],
        rows=_rows(desk, below, round_) if below else [],
        jobs=[job for job in jobs.order_by("-pk")[:20] if _within(desk, job.below)],
    )  # fmt: skip


def places_of(desk: Desk) -> list[str]:
    """The federations right above sections in which this person may print, in declared order."""
    tree = desk.definition.tree
    parents = {unit.parent for unit in tree.sections}
    return [unit.id for unit in tree.federations if unit.id in parents and _within(desk, unit.id)]


def _within(desk: Desk, place: str) -> bool:
    """Whether one of the person's roles for this desk reaches a place."""
    roles = POLICY.roles_for(desk.roles, "see")
    return any(
        kind_of(role) != "federation" or desk.definition.tree.contains(place_of(role), place)
        for role in roles
    )


def _rows(desk: Desk, below: str, round_: int) -> list[Row]:
    kits = Kit.objects.filter(election=desk.election, round=round_, revoked=False)
    by_unit = {kit.unit: kit for kit in kits}
    return [
        Row(unit.id, unit_name(desk.state, unit.id), by_unit.get(unit.id))
        for unit in desk.definition.tree.below(below)
        if unit.channel == PAPER
    ]
