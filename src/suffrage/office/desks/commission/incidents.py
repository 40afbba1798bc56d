"""The incident register: what was reported where, by whom; a member reports, and erases a text."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.board.kinds.words import IncidentReported
from suffrage.errors import Malformed
from suffrage.office.desks.commission.incidents_texts import WHY, Told, told_texts
from suffrage.office.desks.commission.policy import POLICY
from suffrage.office.histories import history_of
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import Beside, propose
from suffrage.office.speech import reader
from suffrage.site.pages.people import unit_title
from suffrage.site.pages.roles import role_name

__all__ = ["TYPES", "Incident", "erase", "incidents", "incidents_of", "report"]

TYPES: Final = (
    "opened-late", "box", "material", "agent-refused", "disturbance", "secrecy", "network",
    "accessibility", "other",
)  # fmt: skip
"""What an incident is filed under at this desk; other desks may name other types."""

LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class Incident:
    """A record of the register, with its text as it may be shown now."""

    index: int
    at: str
    unit: str
    title: str
    type: str
    by: str
    told: Told


@action(POLICY, "see")
def incidents(desk: Desk) -> HttpResponse:
    """All incidents, the latest first; of one unit if it is asked for."""
    if not desk.election.convened:
        return desk.render("commission/night_before.html")
    unit = desk.request.GET.get("unit", "")
    found = incidents_of(desk, unit)
    return _page(desk, found, unit, {})


@action(POLICY, "act")
def report(desk: Desk) -> HttpResponse:
    """Propose the record of an incident; faults are told beside their fields."""
    if desk.request.method != "POST":
        return HttpResponseRedirect(_address(desk))
    typed = {name: desk.request.POST.get(name, "").strip() for name in ("unit", "type", "account")}
    faults = {}
    if typed["unit"] not in desk.state.rules.tree.by_id:
        faults["unit"] = reader().t("unit.unknown", unit=typed["unit"])
    if typed["type"] not in TYPES:
        faults["type"] = reader().t("office.choice")
    if not typed["account"] or len(typed["account"]) > LONGEST:
        faults["account"] = reader().t("commission.incident.account-size", most=LONGEST)
    if faults:
        return _page(desk, incidents_of(desk), "", typed, faults)
    return propose(
        desk,
        lambda state: report_incident(
            state,
            desk.role,
            desk.now,
            unit=typed["unit"],
            type_=typed["type"],
            account=typed["account"].replace("\r\n", "\n"),
        ),
        then=_address(desk),
    )


@action(POLICY, "act")
def erase(desk: Desk) -> HttpResponse:
    """Propose to erase a text: an incident's or a dispute's account, or a member's reason."""
    if desk.request.method != "POST":
        return HttpResponseRedirect(_address(desk))
    blob = desk.request.POST.get("blob", "")
    why = desk.request.POST.get("why", "")
    if why not in WHY:
        raise Malformed("office.choice", at="why")
    return propose(
        desk,
        lambda state: erase_blob(state, desk.role, desk.now, blob, why),
        then=_address(desk),
        beside=Beside("text.erased", {"blob": blob}),
    )


def incidents_of(desk: Desk, unit: str = "") -> list[Incident]:
    """The incidents of the board, or of one unit, the latest first."""
    speaker, state = reader(desk.definition.time_zone), desk.state
    entries = [
        (entry, head)
        for entry in reversed(history_of(desk.election.slug).acts("incident.reported/1"))
        if isinstance(head := entry.record.head, IncidentReported) and unit in ("", head.unit)
    ]
    texts = told_texts(desk, [entry.record.payload for entry, _ in entries])
    return [
        Incident(
            index=entry.index,
            at=entry.at,
            unit=head.unit,
            title=unit_title(state, head.unit),
            type=head.type,
            by=role_name(state, entry.record.by, speaker),
            told=texts[entry.record.payload],
        )
        for entry, head in entries
    ]


def _page(
    desk: Desk,
    found: list[Incident],
    unit: str,
    typed: dict[str, str],
    faults: dict[str, str] | None = None,
) -> HttpResponse:
    return desk.render(
        "commission/incidents.html",
        status=422 if faults else 200,
        found=found,
        unit=unit,
        typed=typed or {"unit": unit, "type": "", "account": ""},
        faults=faults or {},
        types=TYPES,
        whys=WHY,
    )


def _address(desk: Desk) -> str:
    return reverse("commission-incidents", args=(desk.election.slug,))
