"""A tap of the secretary as an act: drafted from what was typed, foreseen before it is signed."""

from typing import Any, Literal

import msgspec
from django.http import HttpResponse, JsonResponse

from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.record import Draft, body_bytes
from suffrage.conduct.step import foresee
from suffrage.count.unit_state import Received
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.values import CampId, Digest, Ident, Number, Value
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.said import read_said
from suffrage.office.models import Photo
from suffrage.office.signing.carried import base64_text
from suffrage.paper.sheet import AgentState, Sheet

__all__ = ["draft", "require_photo"]


class _Step(Value, frozen=True):
    step: Literal["opened", "signatures", "sheet"]
    fields: dict[str, Any]


class _Opened(Value, frozen=True):
    pass


class _Signatures(Value, frozen=True):
    signatures: Number


class _Sheet(Value, frozen=True):
    contest: Ident
    signatures: Number
    ballots: Number
    blank: Number
    void: dict[Ident, Number]
    votes: dict[Ident, Number]
    scan: Digest
    reserved: bool
    agents: dict[CampId, AgentState] = {}  # noqa: RUF012  (the library copies the default)
    valid: Number | msgspec.UnsetType = msgspec.UNSET
    proxies: Number = 0


@section_action("draft")
def draft(phone: Phone) -> HttpResponse:
    """What will be written, exactly; raises what the act would be refused for."""
    said = canonical.convert(read_said(phone.request), _Step)
    made = _drafted(phone, said)
    record = made.record()
    foresee(phone.state, record, made.body)
    payload = body_bytes(made.body) or b""
    return JsonResponse({"record": base64_text(record.unsigned), "payload": base64_text(payload)})


def _drafted(phone: Phone, said: _Step) -> Draft:
    state, by, now = phone.state, phone.role, phone.now
    if said.step == "opened":
        canonical.convert(said.fields, _Opened)
        return open_section(state, by, now, round_=phone.round, unit=phone.unit)
    if said.step == "signatures":
        count = canonical.convert(said.fields, _Signatures).signatures
        return report_turnout(state, by, now, round_=phone.round, unit=phone.unit, signatures=count)
    fields = canonical.convert(said.fields, _Sheet)
    contest = state.rules.contest_by_id.get(fields.contest)
    if contest is None or contest.round != phone.round:
        raise Refused("contest.unknown", at="contest", contest=fields.contest)
    require_photo(phone, fields.contest, fields.scan)
    sheet = _sheet(phone, fields)
    if fields.reserved:
        return reserve_sheet(state, by, now, sheet)
    before = state.unit(sheet.contest, sheet.unit)
    if isinstance(before, Received) and phone.role not in (before.by, before.sheet.entered_by):
        # The federation has typed it by telephone: this is the second entry, from the paper.
        return approve_sheet(state, by, now, sheet)
    return receive_sheet(state, by, now, sheet)


def require_photo(phone: Phone, contest: str, scan: str) -> None:
    """Raise ``Refused("photo.missing")`` unless the section's photo of the sheet is kept here."""
    if not Photo.objects.filter(
        election=phone.kit.election, unit=phone.unit, contest=contest, scan=scan
    ).exists():
        raise Refused("photo.missing", at="scan")


def _sheet(phone: Phone, fields: _Sheet) -> Sheet:
    votes = sum(fields.votes.values())
    return Sheet(
        ballots=fields.ballots,
        blank=fields.blank,
        contest=fields.contest,
        entered_by=phone.role,
        proxies=fields.proxies,
        registered=phone.state.roll(phone.round, phone.unit),
        signatures=fields.signatures,
        unit=phone.unit,
        # Where the paper's own sum is not asked for, it is that of the votes.
        valid=votes if fields.valid is msgspec.UNSET else fields.valid,
        void=fields.void,
        votes=fields.votes,
        agents=fields.agents,
        scan=fields.scan,
    )
