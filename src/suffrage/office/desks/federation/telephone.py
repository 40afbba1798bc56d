"""A section telephones: the federation writes for it what is read out, until the paper comes.

The records are the federation's own (``entered_by`` is its role), so that another person has to
read the paper before anything is final. Findings are said as sentences, never as the figure that
would make the sheet add up; what cannot be right goes as reserved, as the paper says it.
"""

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.perform import Written
from suffrage.errors import Malformed
from suffrage.office.clock import now
from suffrage.office.desks.federation.lines import the_round
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.federation.sheet_form import (
    SheetForm,
    agents_typed,
    field_names,
    findings_of,
    sheet_of,
)
from suffrage.office.desks.federation.sheet_page import sheet_page
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import Proposal, TelephoneEntry
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose
from suffrage.paper.checks import Findings

__all__ = ["may_go", "opening", "sheet", "signatures"]


@action(POLICY, "enter", unit="unit")
@posted
def opening(desk: Desk, unit: str) -> HttpResponse:
    """Propose: box empty, the section opens."""
    check_section(desk.state, unit)
    round_ = the_round(desk.state, desk.now)
    return propose(
        desk,
        lambda state: open_section(state, desk.role, desk.now, round_=round_, unit=unit),
        then=_section(desk, unit),
        beside=_beside(unit, "opened"),
    )


@action(POLICY, "enter", unit="unit")
@posted
def signatures(desk: Desk, unit: str) -> HttpResponse:
    """Propose the number of signatures that was read out."""
    check_section(desk.state, unit)
    form = SheetForm.typed(desk.request.POST, ("signatures",))
    if form.faults:
        raise Malformed("csv.number", at="signatures", text=form.values["signatures"])
    round_ = the_round(desk.state, desk.now)
    return propose(
        desk,
        lambda state: report_turnout(
            state, desk.role, desk.now, round_=round_, unit=unit,
            signatures=form.figures["signatures"],
        ),
        then=_section(desk, unit),
        beside=_beside(unit, "signatures"),
    )  # fmt: skip


@action(POLICY, "enter", unit="unit")
def sheet(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The form like the sheet; sent, it is looked at, then proposed as received or reserved."""
    check_section(desk.state, unit, contest)
    names = field_names(desk.state, contest, unit)
    if desk.request.method != "POST":
        return sheet_page(desk, unit, contest, SheetForm(tuple(names)), "telephone")
    form, sent = SheetForm.typed(desk.request.POST, names), desk.request.POST
    if form.faults:
        return sheet_page(desk, unit, contest, form, "telephone", status=422)
    agents = agents_typed(desk.state, sent)
    typed = sheet_of(desk.state, contest, unit, desk.role, form.figures, agents=agents)
    found = findings_of(desk.state, typed)
    if not may_go(found, sent.get("seen", ""), paper_says="paper-says" in sent):
        form = form.with_findings((*found.hard, *found.soft))
        return sheet_page(desk, unit, contest, form, "telephone", status=422, found=found)
    act = reserve_sheet if found.hard else receive_sheet
    return propose(
        desk,
        lambda state: act(state, desk.role, desk.now, typed),
        then=_section(desk, unit),
        beside=_beside(unit, "sheet", contest),
    )


def may_go(found: Findings, seen: str, *, paper_says: bool) -> bool:
    """Whether a sheet goes as it is: nothing remarkable, or all of it seen and confirmed.

    ``seen`` are the codes of the findings that stood on the page when the button was pressed.
    """
    codes = {one.code for one in (*found.hard, *found.soft)}
    return not codes or (codes <= set(seen.split()) and (paper_says or not found.hard))


@effect("federation.telephone")
def telephoned(proposal: Proposal, written: Written) -> None:
    """Who wrote it, when, and that the paper is awaited."""
    TelephoneEntry.objects.create(
        election=proposal.election,
        unit=proposal.args["unit"],
        contest=proposal.args["contest"],
        step=proposal.args["step"],
        person=proposal.person,
        at=now(),
        index=written.index,
    )


def _beside(unit: str, step: str, contest: str = "") -> Beside:
    return Beside("federation.telephone", {"unit": unit, "step": step, "contest": contest})


def _section(desk: Desk, unit: str) -> str:
    return reverse("fed-section", args=(desk.election.slug, unit))
