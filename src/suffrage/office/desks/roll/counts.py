"""How many stand on the roll in each section, beside what the definition says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.units import Unit
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, roll_of, sections_seen
from suffrage.office.models import Election, Member
from suffrage.office.rights.desk import Desk, action

__all__ = ["SectionCount", "compare_counts", "counts", "take_counts"]


@dataclass(frozen=True, slots=True)
class SectionCount:
    """A section: members in the office's table, those on the roll, and those that are declared."""

    unit: Unit
    members: int
    on_roll: int
    declared: int

    @property
    def difference(self) -> int:
        """How many more stand on the roll than are declared."""
        return self.on_roll - self.declared


def compare_counts(
    election: Election, sections: Iterable[Unit], registered: Mapping[str, int]
) -> list[SectionCount]:
    """The sections in their order; ``registered`` are the board's figures once it has any."""
    rows = (
        Member.objects.filter(election=election)
        .values("unit")
        .annotate(all=Count("pk"), on=Count("pk", Q(on_roll=True)))
    )
    found = {row["unit"]: (row["all"], row["on"]) for row in rows}
    return [
        SectionCount(unit, *found.get(unit.id, (0, 0)), registered.get(unit.id, unit.registered))
        for unit in sections
    ]


@action(POLICY, "see")
def counts(desk: Desk) -> HttpResponse:
    """The sections that the role sees, those that differ first."""
    compared = compare_counts(desk.election, sections_seen(desk), desk.state.registered)
    reasons = (
        Member.objects.filter(election=desk.election, on_roll=False)
        .filter(unit__in=[one.unit.id for one in compared])
        .values("reason")
        .annotate(number=Count("pk"))
        .order_by("-number")
    )
    return desk.render(
        "roll/counts.html",
        compared=sorted(compared, key=lambda one: one.difference == 0),
        differing=sum(one.difference != 0 for one in compared),
        reasons=list(reasons),
        may_take=not desk.election.convened,
        frozen=is_frozen(desk.election, roll_of(desk.election)),
    )


@action(POLICY, "prepare")
@posted
def take_counts(desk: Desk) -> HttpResponse:
    """Write the counts of the roll into the definition in preparation."""
    with transaction.atomic():
        election = Election.objects.select_for_update().get(pk=desk.election.pk)
        if election.convened:
            raise Refused("roll.counts-declared")
        draft = election.drafted()
        entitled = {
            one.unit.id: one.on_roll for one in compare_counts(election, draft.tree.sections, {})
        }
        units = tuple(
            msgspec.structs.replace(unit, registered=entitled.get(unit.id, 0))
            for unit in draft.units
        )
        election.draft = canonical.encode(msgspec.structs.replace(draft, units=units))
        election.save(update_fields=["draft"])
    return HttpResponseRedirect(reverse("roll-counts", args=(desk.election.slug,)))
