"""A whole sheet again, in the place of one that was reserved or typed wrong."""

from django.http import HttpResponse

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.count.unit_state import Approved, Received, Reserved
from suffrage.errors import Refused
from suffrage.office.desks.federation.lines import due_dispute
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.second import back_to
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.federation.sheet_form import (
    SheetForm,
    agents_typed,
    field_names,
    findings_of,
    sheet_of,
)
from suffrage.office.desks.federation.sheet_page import photos_of, sheet_page
from suffrage.office.desks.federation.telephone import may_go
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import Beside, propose

__all__ = ["correct"]


@action(POLICY, "correct", unit="unit")
def correct(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """A blank form; sent, the sheet takes the place of the one in force.

    A sheet that cannot be right takes no other's place: the one in force stays. A correction that
    a ruling orders names its dispute, and an approved sheet has no other.
    """
    check_section(desk.state, unit, contest)
    before = desk.state.unit(contest, unit)
    dispute = due_dispute(desk.state, contest, unit)
    if not isinstance(before, Received | Reserved) and not (
        dispute and isinstance(before, Approved)
    ):
        raise Refused("sheet.nothing-to-correct", unit=unit)
    names = field_names(desk.state, contest, unit)
    if desk.request.method != "POST":
        return sheet_page(desk, unit, contest, SheetForm(tuple(names)), "correct")
    form, sent = SheetForm.typed(desk.request.POST, names), desk.request.POST
    if form.faults:
        return sheet_page(desk, unit, contest, form, "correct", status=422)
    photos = photos_of(desk, unit, contest)
    sheet = sheet_of(
        desk.state, contest, unit, desk.role, form.figures,
        agents=agents_typed(desk.state, sent), scan=photos[0].scan if photos else "",
    )  # fmt: skip
    found = findings_of(desk.state, sheet)
    if found.hard or not may_go(found, sent.get("seen", ""), paper_says=True):
        form = form.with_findings((*found.hard, *found.soft))
        return sheet_page(desk, unit, contest, form, "correct", status=422, found=found)
    return propose(
        desk,
        lambda state: correct_sheet(state, desk.role, desk.now, sheet, dispute=dispute),
        then=back_to(desk, unit),
        beside=Beside("federation.resolved", {"payload": before.payload, "how": "corrected"}),
    )
