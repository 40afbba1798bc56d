"""Seal the sheet of a section in a pool, from its paper.

Three steps, and no table between them. The figures are typed, and an opening is made of them in
memory; the page gives it as a file to be saved first; the saved file, brought back, is what is
sealed. So nothing is sealed of which nobody holds the opening: without it the section's votes
would be in no sum. A file that was saved before can be brought at once.

The opening stands in pages and answers that no cache keeps, and in no record, table or log.
"""

import secrets

from django.http import HttpResponse
from django.urls import reverse

from suffrage.acts.paper.make_opening import make_opening
from suffrage.acts.paper.opened import read_opening
from suffrage.acts.paper.seal_sheet import seal_sheet
from suffrage.board.record import Draft
from suffrage.board.seal import check_opening
from suffrage.conduct.step import foresee
from suffrage.count.unit_state import Sealed
from suffrage.errors import Malformed, NotVerified
from suffrage.model import canonical
from suffrage.model.values import CampId
from suffrage.office.desks.federation.hidden import check_hidden
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.private import own_federation
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.federation.sheet_form import (
    AGENT_STATES,
    SheetForm,
    agents_typed,
    field_names,
    findings_of,
    sheet_of,
)
from suffrage.office.desks.federation.sheet_page import sheet_page
from suffrage.office.desks.federation.telephone import may_go
from suffrage.office.desks.kits.posted import posted
from suffrage.office.desks.section.asked import camps_of
from suffrage.office.openings import sent_opening
from suffrage.office.rights.desk import Desk, action
from suffrage.office.signing.propose import propose
from suffrage.office.speech import reader
from suffrage.paper.checks import Findings
from suffrage.paper.sealed import Opening, SealedSheet
from suffrage.paper.sheet import AgentState
from suffrage.site.pages.people import contest_title, unit_name

__all__ = ["save_opening", "seal", "sign_seal"]


@action(POLICY, "seal", unit="unit")
def seal(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The form like the sheet; sent, and possible, it leads to the opening that is to be saved."""
    check_section(desk.state, unit, contest)
    check_hidden(desk.state, contest, unit)
    # A sealed sheet has no figure of proxies.
    names = [name for name in field_names(desk.state, contest, unit) if name != "proxies"]
    if desk.request.method != "POST":
        return _form(desk, unit, contest, SheetForm(tuple(names)))
    form = SheetForm.typed(desk.request.POST, names)
    if form.faults:
        return _form(desk, unit, contest, form, status=422)
    typed = sheet_of(desk.state, contest, unit, desk.role, form.figures)
    found = findings_of(desk.state, typed)
    if not may_go(found, desk.request.POST.get("seen", ""), paper_says=False):
        form = form.with_findings((*found.hard, *found.soft))
        return _form(desk, unit, contest, form, status=422, found=found)
    return _opening_page(desk, make_opening(desk.state, typed, secrets.token_bytes))


@action(POLICY, "seal", unit="unit")
@posted
def save_opening(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The opening that a page holds, as a file."""
    check_section(desk.state, unit, contest)
    check_hidden(desk.state, contest, unit)
    opening = _opening_of(unit, contest, desk.request.POST.get("opening", "").encode())
    _sealed(desk, opening)
    name = f"opening-{desk.election.slug}-{contest}-{unit}.json"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return HttpResponse(canonical.encode(opening), "application/json", headers=headers)


@action(POLICY, "seal", unit="unit")
@posted
def sign_seal(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """Propose the sealed sheet that the saved file opens."""
    check_section(desk.state, unit, contest)
    check_hidden(desk.state, contest, unit)
    file, sent = desk.request.FILES.get("opening"), desk.request.POST
    if file is None:
        raise Malformed("federation.seal.no-file", at="opening")
    opening = _opening_of(unit, contest, sent_opening(file))
    if "commitments" in sent:
        # What the page before was about, so that an older file does not come in its place.
        expected = canonical.decode(sent["commitments"].encode(), dict[str, str])
        check_opening(desk.state.origin, contest, expected, opening.figures, opening.blindings)
    agents = canonical.convert(agents_typed(desk.state, sent), dict[CampId, AgentState])
    return propose(
        desk,
        lambda state: seal_sheet(state, desk.role, desk.now, opening, agents=agents),
        then=reverse("fed-section", args=(desk.election.slug, unit)),
    )


def _opening_of(unit: str, contest: str, data: bytes) -> Opening:
    """Raises ``NotVerified("opening.other")`` for what opens another sheet."""
    opening = read_opening(data)
    if (opening.unit, opening.contest) != (unit, contest):
        raise NotVerified("opening.other", at="unit", unit=unit, contest=contest)
    return opening


def _sealed(desk: Desk, opening: Opening) -> Draft:
    """The draft, foreseen: what the board would refuse is refused before a file is saved."""
    draft = seal_sheet(desk.state, desk.role, desk.now, opening, agents={})
    foresee(desk.state, draft.record(), draft.body)
    return draft


def _form(
    desk: Desk,
    unit: str,
    contest: str,
    form: SheetForm,
    *,
    status: int = 200,
    found: Findings | None = None,
) -> HttpResponse:
    again = isinstance(desk.state.unit(contest, unit), Sealed)
    more = {"again": again, "commitments": "", "signers": list(camps_of(desk.state))}
    return sheet_page(desk, unit, contest, form, "seal", status=status, found=found, **more)


def _opening_page(desk: Desk, opening: Opening) -> HttpResponse:
    draft, state = _sealed(desk, opening), desk.state
    commitments = draft.body.commitments if isinstance(draft.body, SealedSheet) else {}
    instance = state.rules.instance_of(opening.contest, opening.unit)
    return desk.render(
        "federation/seal.html",
        unit=opening.unit,
        name=unit_name(state, opening.unit),
        place=own_federation(desk, opening.unit),
        contest=opening.contest,
        title=contest_title(state, instance, reader().language),
        opening=canonical.encode(opening).decode(),
        commitments=canonical.encode(commitments).decode(),
        signers=list(camps_of(state)),
        agent_states=AGENT_STATES,
    )
