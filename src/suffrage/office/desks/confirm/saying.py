"""What agents say of sheets from their own accounts: kept here, shown to federation and agents.

No record of the board is made of it: what counts is the paper, and the agents' list in the sheet.
A sheet that says "signed" for an agent who says "refused" here is for the federation to look at,
and for the agent to dispute.
"""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.errors import Malformed, Refused
from suffrage.office.clock import now
from suffrage.office.desks.confirm.policy import POLICY
from suffrage.office.desks.confirm.sheet_page import on_board
from suffrage.office.models import SheetCheck
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of, place_of
from suffrage.office.speech import reader
from suffrage.paper.sheet import Sheet

__all__ = ["CHOICES", "checks", "say"]

CHOICES: Final = ("signed", "reserved", "refused")


@action(POLICY, "say", unit="unit")
def say(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """Keep what this agent says of the sheet that the page showed; a later word replaces it.

    Nothing is signed, so that the role's key has to be this person's: any member may give roles.
    """
    then = reverse("sheet-checks", args=(desk.election.slug,))
    if desk.request.method != "POST":
        return HttpResponseRedirect(then)
    if not desk.holds(desk.role):
        raise Refused("office.not-granted", desk="confirm", action="say")
    choice = desk.request.POST.get("choice", "")
    if choice not in CHOICES:
        raise Malformed("confirm.choice", at="choice")
    if unit not in desk.definition.tree.section_ids or contest not in desk.definition.contest_by_id:
        raise Refused("unit.unknown", at="unit", unit=unit[:40])
    sheet = on_board(desk.state, contest, unit)
    if sheet.index is None or desk.request.POST.get("payload") != sheet.payload:
        raise Refused("confirm.changed", unit=unit)
    SheetCheck.objects.update_or_create(
        election=desk.election, unit=unit, contest=contest, index=sheet.index, role=desk.role,
        defaults={"choice": choice, "at": now()},
    )  # fmt: skip
    messages.success(desk.request, reader().t("confirm.kept"))
    return HttpResponseRedirect(then)


@action(POLICY, "see")
def checks(desk: Desk) -> HttpResponse:
    """What agents have said, beside what the sheets say of them; a federation sees its own."""
    found = SheetCheck.objects.filter(election=desk.election).order_by("unit", "contest", "role")
    rows = [(one, _in_sheet(desk, one)) for one in found if _sees(desk, one.unit)]
    return desk.render("confirm/checks.html", rows=rows)


def _sees(desk: Desk, unit: str) -> bool:
    tree = desk.definition.tree
    return any(
        kind_of(role) != "federation" or tree.contains(place_of(role), unit)
        for role in POLICY.roles_for(desk.roles, "see")
    )


def _in_sheet(desk: Desk, one: SheetCheck) -> str:
    """What the sheet on the board says that this camp's agent did; empty if it says nothing."""
    sheet = getattr(desk.state.unit(one.contest, one.unit), "sheet", None)
    return str(sheet.agents.get(place_of(one.role), "")) if isinstance(sheet, Sheet) else ""
