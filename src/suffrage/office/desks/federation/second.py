"""The second reading of a paper: from the photo, into a blank form, by another person.

What the first person typed stands on no page of this module. Equal figures approve the sheet;
different ones are kept as a difference, by the names of their fields alone.
"""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.perform import Written
from suffrage.count.unit_state import Received
from suffrage.errors import Refused
from suffrage.office.clock import now
from suffrage.office.desks.federation.policy import POLICY
from suffrage.office.desks.federation.rereading import seen_answer
from suffrage.office.desks.federation.section import check_section
from suffrage.office.desks.federation.sheet_form import SheetForm, field_names, sheet_of
from suffrage.office.desks.federation.sheet_page import photos_of, sheet_page
from suffrage.office.models import Difference, Proposal
from suffrage.office.rights.desk import Desk, action
from suffrage.office.rights.policy import kind_of
from suffrage.office.signing.effects import effect
from suffrage.office.signing.propose import Beside, propose
from suffrage.paper.compare import differing_fields
from suffrage.paper.sheet import Sheet

__all__ = ["back_to", "check_second_person", "compared", "first_entry", "second"]


@action(POLICY, "second", unit="unit")
def second(desk: Desk, unit: str, contest: str) -> HttpResponse:
    """The photo and the blank form; sent, it approves the sheet or opens a difference."""
    first = first_entry(desk, unit, contest)
    check_second_person(desk, first)
    names = field_names(desk.state, contest, unit, first.sheet)
    if desk.request.method != "POST":
        return sheet_page(desk, unit, contest, SheetForm(tuple(names)), "second")
    form = SheetForm.typed(desk.request.POST, names)
    if form.faults:
        return sheet_page(desk, unit, contest, form, "second", status=422)
    return compared(desk, first, dict(form.figures))


def first_entry(desk: Desk, unit: str, contest: str) -> Received:
    """The entry that waits for its second; ``Refused("sheet.not-received")`` without one."""
    check_section(desk.state, unit, contest)
    entry = desk.state.unit(contest, unit)
    if not isinstance(entry, Received):
        raise Refused("sheet.not-received", unit=unit)
    return entry


def check_second_person(desk: Desk, first: Received) -> None:
    """Raise ``Refused("sheet.second-person")`` where the role, or the very person, was the first.

    The board knows roles alone: that one person with two of them does not read twice is seen to
    here. Who has the first one's role may have signed it elsewhere, and counts as the first.
    """
    roles = {first.by, first.sheet.entered_by}
    if not roles.isdisjoint(desk.roles) or first.payload in _written_by(desk):
        raise Refused("sheet.second-person", at="by", role=desk.role)


def compared(desk: Desk, first: Received, figures: dict[str, int]) -> HttpResponse:
    """Propose the approval of equal figures, or lead to the page of what differs."""
    sheet = first.sheet
    photos = photos_of(desk, sheet.unit, sheet.contest)
    scan = photos[0].scan if photos else ""
    read = sheet_of(desk.state, sheet.contest, sheet.unit, desk.role, figures, scan=scan)
    fields = differing_fields(sheet, read)
    if fields:
        _differs(desk, first, read, fields, figures)
        return HttpResponseRedirect(
            reverse("fed-difference", args=(desk.election.slug, sheet.unit, sheet.contest))
        )
    return propose(
        desk,
        lambda state: approve_sheet(state, desk.role, desk.now, read),
        then=back_to(desk, sheet.unit),
        beside=Beside("federation.resolved", {"payload": first.payload, "how": "equal"}),
    )


def back_to(desk: Desk, unit: str) -> str:
    """Where whoever acts goes on: the work-list of the section's page, or a teller's own list."""
    slug = desk.election.slug
    if kind_of(desk.role) == "federation":
        return reverse("fed-section", args=(slug, unit))
    return reverse("second-readings", args=(slug,))


@effect("federation.resolved")
def resolved(proposal: Proposal, _written: Written) -> None:
    """The difference that was open about the sheet has come to its end.

    What the section reads out by telephone is ``answered`` while the officer signs it, if it has
    held to its figures on its own phone since: raises ``Refused("federation.answered")``.
    """
    found = Difference.objects.select_for_update().filter(
        election=proposal.election, first_payload=proposal.args["payload"], resolved=""
    )
    for row in found:
        if proposal.args.get("answered", seen_answer(row)) != seen_answer(row):
            raise Refused("federation.answered", unit=row.unit)
        row.resolved, row.resolved_at = proposal.args["how"], now()
        row.save(update_fields=["resolved", "resolved_at"])


def _differs(
    desk: Desk, first: Received, read: Sheet, fields: tuple[str, ...], figures: dict[str, int]
) -> None:
    """Keep the names of what differs, and of the second reading only what agrees."""
    here = {"election": desk.election, "unit": read.unit, "contest": read.contest}
    agreed = {name: value for name, value in figures.items() if name not in fields}
    if any(name.startswith("void") for name in fields):
        agreed = {name: v for name, v in agreed.items() if not name.startswith("void")}
    new = {"first_payload": first.payload, "person": desk.person, "tries": 0, "opened_at": now()}
    with transaction.atomic():
        # The section may answer at this moment: an answer is not written over unseen.
        open_, _ = Difference.objects.select_for_update().get_or_create(
            **here, resolved="", defaults=new
        )
        if open_.first_payload != first.payload or not _lines(fields) <= _lines(open_.fields):
            # Nobody has read again a line that differs only now.
            open_.held_at, open_.held_by = None, ""
        open_.first_payload, open_.person = first.payload, desk.person
        open_.fields, open_.second = list(fields), agreed
        open_.tries += 1
        open_.save()


def _lines(fields: Iterable[str]) -> frozenset[str]:
    """What is read again for these fields: void reasons go together."""
    return frozenset("void" if name.startswith("void") else name for name in fields)


def _written_by(desk: Desk) -> frozenset[str]:
    """The payloads of the sheets that this person has written in any role."""
    payloads = Proposal.objects.filter(
        election=desk.election,
        person=desk.person,
        index__isnull=False,
        kind__in=("sheet.received/1", "sheet.corrected/1"),
    ).values_list("payload", flat=True)
    return frozenset(hashlib.sha256(bytes(one or b"")).hexdigest() for one in payloads)
