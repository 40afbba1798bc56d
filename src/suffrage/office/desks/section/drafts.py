"""A tap of the secretary as an act: drafted from what was typed, foreseen before it is signed."""

from typing import Any, Literal

from django.http import HttpResponse, JsonResponse

from suffrage.acts.paper.approve_sheet import approve_sheet
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.board.record import Draft, body_bytes
from suffrage.conduct.step import foresee
from suffrage.count.unit_state import Received
from suffrage.model import canonical
from suffrage.model.values import Number, Value
from suffrage.office.desks.section.correcting import Correction, corrected
from suffrage.office.desks.section.figures import (
    SheetFields,
    require_contest,
    require_photo,
    sheet_from,
)
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.said import read_said
from suffrage.office.signing.carried import base64_text

__all__ = ["draft"]


class _Step(Value, frozen=True):
    step: Literal["opened", "signatures", "sheet", "correction"]
    fields: dict[str, Any]


class _Opened(Value, frozen=True):
    pass


class _Signatures(Value, frozen=True):
    signatures: Number


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
    if said.step == "correction":
        return corrected(phone, canonical.convert(said.fields, Correction))
    fields = canonical.convert(said.fields, SheetFields)
    require_contest(phone, fields.contest)
    require_photo(phone, fields.contest, fields.scan)
    sheet = sheet_from(phone, fields)
    if fields.reserved:
        return reserve_sheet(state, by, now, sheet)
    before = state.unit(sheet.contest, sheet.unit)
    if isinstance(before, Received) and phone.role not in (before.by, before.sheet.entered_by):
        # The federation has typed it by telephone: this is the second entry, from the paper.
        return approve_sheet(state, by, now, sheet)
    return receive_sheet(state, by, now, sheet)
