"""Two readings differ: both read again, into blank fields, what the other typed unseen.

The page names the fields and no figure. The second reader types them again; the section's side,
on its own phone or read out to the officer, has its own. Whoever was wrong is corrected: an equal
second reading approves the sheet, a wrong first entry is corrected on the board and read by another
person. Where the paper itself decides nothing, the commission has to.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.count.unit_state import Received
from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import own_federation
from suffrage.office.desks.federation.rereading import (
    changed_fields,
    hold,
    names_again,
    open_difference,
    reread,
    seen_answer,
)
from suffrage.office.desks.federation.second import (
    back_to,
    check_second_person,
    compared,
    first_entry,
)
from suffrage.office.desks.federation.sheet_form import SheetForm, findings_of, label_of
from suffrage.office.desks.federation.sheet_page import photos_of
from suffrage.office.desks.federation.telephone import may_go
from suffrage.office.desks.kits.posted import posted
from suffrage.office.models import Difference, SectionContact
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.signing.propose import Beside, propose
from suffrage.office.speech import reader
from suffrage.paper.checks import Findings
from suffrage.site.pages.people import contest_title, unit_name

__all__ = ["difference", "read_by_section", "refer"]


@dataclass(frozen=True)
class _Open:
    """A difference of the sheet in force, and the fields of the form that are read again."""

    row: Difference
    first: Received
    names: tuple[str, ...]


@action(POLICY, "second", unit="unit")
def difference(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """What differs, by name; sent, the second reader's figures of these fields."""
    found = _open(desk, unit, contest)
    if desk.request.method != "POST":
        return _page(desk, found)
    check_second_person(desk, found.first)
    if found.row.person_id != desk.person.pk:
        raise Refused("federation.other-reader", unit=unit)
    form = SheetForm.typed(desk.request.POST, found.names)
    if form.faults:
        return _page(desk, found, again=form, status=422)
    return compared(desk, found.first, {**found.row.second, **form.figures})


@action(POLICY, "correct", unit="unit")
def read_by_section(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The section's side has read these fields again: it holds to them, or was wrong."""
    found = _open(desk, unit, contest)
    if desk.request.method != "POST":
        return _page(desk, found)
    form = SheetForm.typed(desk.request.POST, found.names)
    if form.faults:
        return _page(desk, found, section=form, status=422)
    if desk.request.POST.get("answered", "") != seen_answer(found.row):
        raise Refused("federation.answered", unit=unit)
    corrected = reread(desk.state, found.first.sheet, form.figures, desk.role)
    if not changed_fields(found.first.sheet, corrected):
        hold(found.row, desk.role)
        messages.success(desk.request, reader().t("federation.difference.held-said"))
        return HttpResponseRedirect(
            reverse("fed-difference", args=(desk.election.slug, unit, contest))
        )
    findings = findings_of(desk.state, corrected)
    if findings.hard or not may_go(findings, desk.request.POST.get("seen", ""), paper_says=True):
        said = form.with_findings((*findings.hard, *findings.soft))
        return _page(desk, found, section=said, findings=findings, status=422)
    return propose(
        desk,
        lambda state: correct_sheet(state, desk.role, desk.now, corrected),
        then=back_to(desk, unit),
        beside=Beside(
            "federation.resolved",
            {
                "payload": found.first.payload,
                "how": "corrected",
                "answered": seen_answer(found.row),
            },
        ),
    )


@action(POLICY, "correct", unit="unit")
@posted
def refer(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The paper decides nothing: the commission is to look at it."""
    found = _open(desk, unit, contest)
    found.row.resolved, found.row.resolved_at = "paper", now()
    found.row.save(update_fields=["resolved", "resolved_at"])
    return HttpResponseRedirect(reverse("fed-section", args=(desk.election.slug, unit)))


def _open(desk: Desk, unit: str, contest: str) -> _Open:
    first = first_entry(desk, unit, contest)
    row = open_difference(desk.election, first)
    if row is None:
        raise Refused("federation.no-difference", unit=unit)
    return _Open(row, first, names_again(desk.state, row, first.sheet))


def _page(
    desk: Desk,
    found: _Open,
    *,
    again: SheetForm | None = None,
    section: SheetForm | None = None,
    findings: Findings | None = None,
    status: int = 200,
) -> HttpResponse:
    state, speaker, sheet = desk.state, reader(), found.first.sheet
    unit, contest = sheet.unit, sheet.contest
    federation = kind_of(desk.role) == "federation"
    codes = [one.code for one in (*findings.hard, *findings.soft)] if findings else []
    return desk.render(
        "federation/difference.html",
        status=status,
        unit=unit,
        name=unit_name(state, unit),
        place=own_federation(desk, unit),
        contest=contest,
        title=contest_title(state, state.rules.instance_of(contest, unit), speaker.language),
        row=found.row,
        answered=seen_answer(found.row),
        by_phone=found.row.held_by.startswith("secretary@"),
        fields=[
            (
                name,
                label_of(state, contest, unit, name, speaker),
                _said(again, name),
                _said(section, name),
            )
            for name in found.names
        ],
        reader=found.row.person_id == desk.person.pk and not _was_first(desk, found.first),
        another=found.row.person_id != desk.person.pk and not _was_first(desk, found.first),
        federation=federation,
        contact=SectionContact.objects.filter(election=desk.election, unit=unit).first()
        if federation
        else None,
        photos=photos_of(desk, unit, contest),
        seen=" ".join(codes),
        hard=bool(findings and findings.hard),
    )


def _said(form: SheetForm | None, name: str) -> tuple[str, str]:
    """What was typed into a field just now, and what is wrong with it."""
    return (form.values.get(name, ""), form.faults.get(name, "")) if form else ("", "")


def _was_first(desk: Desk, first: Received) -> bool:
    try:
        check_second_person(desk, first)
    except Refused:
        return True
    return False
