"""The first page of the roll desk: where the roll stands, and what comes next. It has no names."""

from django.db.models import Count, Q
from django.http import HttpResponse

from suffrage.office.desks.roll.appeals import seen_appeals
from suffrage.office.desks.roll.change_views import seen_changes
from suffrage.office.desks.roll.counts import compare_counts
from suffrage.office.desks.roll.policy import POLICY
from suffrage.office.desks.roll.rolls import is_frozen, members_seen, roll_of, sections_seen
from suffrage.office.models import RollImport
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of

__all__ = ["front"]


@action(POLICY, "see")
def front(desk: Desk) -> HttpResponse:
    """The steps of the roll, with their figures in the sections that the role sees."""
    roll = roll_of(desk.election)
    sections = sections_seen(desk)
    counted = members_seen(desk).aggregate(all=Count("pk"), on=Count("pk", Q(on_roll=True)))
    compared = compare_counts(desk.election, sections, desk.state.registered)
    kinds = {kind_of(role) for role in desk.roles}
    return desk.render(
        "roll/front.html",
        roll=roll,
        frozen=is_frozen(desk.election, roll),
        counted=counted,
        differing=sum(one.difference != 0 for one in compared),
        sections=sections,
        may={name: not kinds.isdisjoint(who) for name, who in POLICY.actions.items()},
        last=RollImport.objects.filter(election=desk.election).order_by("-pk").first(),
        appeals=seen_appeals(desk).filter(outcome="").count(),
        changes=seen_changes(desk).count(),
    )
