"""A section's hours end later: a motion, because nobody alone decides who may still vote."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.errors import SuffrageError
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.motions.move import move
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.speech import reader
from suffrage.site.pages.people import unit_title

__all__ = ["extend", "utc_instant"]


@action(POLICY, "move", unit="unit")
def extend(desk: Desk, round: int, unit: str) -> HttpResponse:  # noqa: A002  (the address names it)
    """The form, with the present hour; posted, the motion. The hour is typed in local time."""
    if unit not in desk.state.rules.tree.section_ids or round not in desk.definition.rounds:
        return HttpResponseRedirect(reverse("polls", args=(desk.election.slug,)))
    if desk.request.method != "POST":
        return _page(desk, round, unit, "", "")
    typed = desk.request.POST.get("closes", "")
    closes = utc_instant(typed, desk.definition.time_zone)
    if not closes:
        return _page(desk, round, unit, typed, reader().t("commission.hours.unread"))
    then = reverse("polls", args=(desk.election.slug,))
    try:
        return move(
            desk,
            lambda state: extend_hours(
                state, desk.role, desk.now, round_=round, unit=unit, closes=closes
            ),
            then=then,
        )
    except SuffrageError as error:
        return _page(desk, round, unit, typed, told(error))


def utc_instant(text: str, zone: str) -> str:
    """``2023-01-12T22:30`` in a zone as records write it; empty for what is no such time."""
    try:
        local = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return ""
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _page(desk: Desk, round_: int, unit: str, typed: str, fault: str) -> HttpResponse:
    state = desk.state
    end = state.evening(round_).ends.get(unit, state.rules.contests_of(round_)[0].closes)
    local = datetime.fromisoformat(end).astimezone(ZoneInfo(state.rules.time_zone))
    return desk.render(
        "commission/hours.html",
        status=422 if fault else 200,
        round=round_,
        unit=unit,
        title=unit_title(state, unit),
        end=end,
        typed=typed or local.strftime("%Y-%m-%dT%H:%M"),
        zone=state.rules.time_zone,
        fault=fault,
    )
