"""Incidents: the register as it is published, and the form with which an agent reports one."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.board.kinds.words import IncidentReported
from suffrage.errors import Malformed, SuffrageError
from suffrage.office.desks.agents.choice import camps_of, speaker_of
from suffrage.office.desks.agents.disputes import LONGEST
from suffrage.office.desks.agents.policy import POLICY
from suffrage.office.desks.commission.incidents import TYPES
from suffrage.office.published import Published, published
from suffrage.office.refusals import told
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.site.pages.people import unit_title
from suffrage.site.pages.roles import role_name

__all__ = ["incidents", "report"]


@action(POLICY, "see")
def incidents(desk: Desk) -> HttpResponse:
    """What was reported where, by whom, the latest first; the list leaves the accounts out."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    unit = desk.request.GET.get("unit", "")
    typed = {"unit": unit, "type": "", "account": "", "camp": ""}
    return _page(desk, found, typed, {})


@action(POLICY, "act")
def report(desk: Desk) -> HttpResponse:
    """Propose the record of an incident; faults are told beside their fields."""
    found = published(desk.election)
    if not found.size:
        return desk.render("agents/before.html")
    names = ("unit", "type", "account", "camp")
    typed = {name: desk.request.POST.get(name, "").strip() for name in names}
    if desk.request.method != "POST":
        return _page(desk, found, typed, {})
    faults = {}
    if typed["unit"] not in found.state.rules.tree.by_id:
        faults["unit"] = told(Malformed("agents.unit", unit=typed["unit"]))
    if typed["type"] not in TYPES:
        faults["type"] = told(Malformed("office.choice"))
    if typed["camp"] not in camps_of(desk):
        faults["camp"] = told(Malformed("office.choice"))
    if not 0 < len(typed["account"]) <= LONGEST:
        faults["account"] = told(Malformed("agents.account", most=LONGEST))
    if not faults:
        try:
            return _proposed(desk, typed)
        except SuffrageError as error:
            faults[error.at or "unit"] = told(error)
    return _page(desk, found, typed, faults)


def _proposed(desk: Desk, typed: Mapping[str, str]) -> HttpResponse:
    by, account = f"agent@{typed['camp']}", typed["account"].replace("\r\n", "\n")
    return propose(
        desk,
        lambda state: report_incident(
            state, by, desk.now, unit=typed["unit"], type_=typed["type"], account=account
        ),
        then=reverse("agents-incidents", args=(desk.election.slug,)),
    )


def _page(
    desk: Desk, found: Published, typed: Mapping[str, str], faults: Mapping[str, str]
) -> HttpResponse:
    state, speaker = found.state, speaker_of(desk)
    rows = [
        (entry, head.type, unit_title(state, head.unit), role_name(state, entry.record.by, speaker))
        for entry in reversed(found.board.history.acts("incident.reported/1"))
        if isinstance(head := entry.record.head, IncidentReported) and entry.index < found.size
    ]
    return desk.render(
        "agents/incidents.html",
        status=422 if faults else 200,
        rows=rows,
        typed=typed,
        faults=faults,
        types=TYPES,
        camps=camps_of(desk),
        acts=bool(POLICY.roles_for(desk.roles, "act")),
    )
