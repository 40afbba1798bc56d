"""A signed step of a section arrives: written once, however often it is sent."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from django.http import HttpResponse, JsonResponse

from suffrage.acts.perform import Act, Written
from suffrage.board.kinds.paper import SheetCorrected
from suffrage.board.record import Body, Draft, Record, read_body
from suffrage.conduct.state import State
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.values import Value
from suffrage.office.boards import board_state, write
from suffrage.office.dated_ahead import not_ahead
from suffrage.office.desks.section.correcting import (
    end_difference,
    in_force,
    require_change,
    require_known_photo,
)
from suffrage.office.desks.section.figures import require_photo
from suffrage.office.desks.section.phone import Phone, section_action
from suffrage.office.desks.section.said import read_base64, read_said
from suffrage.office.signing.carried import given_signature
from suffrage.office.signing.kept import unsigned_record
from suffrage.paper.sheet import Sheet

__all__ = ["send"]

_KINDS: Final = frozenset(
    {
        "section.opened/1",
        "turnout.reported/1",
        "sheet.received/1",
        "sheet.reserved/1",
        "sheet.approved/1",
        "sheet.corrected/1",
    }
)


class _Said(Value, frozen=True):
    record: str
    payload: str
    signature: str


@section_action("send")
def send(phone: Phone) -> HttpResponse:
    """Write the record; the same signed record again gets the answer that it got first."""
    said = canonical.convert(read_said(phone.request), _Said)
    record = unsigned_record(read_base64(said.record, "record"))
    sign = given_signature(said.signature)
    found = _index_of(phone, record, said.signature)
    if found is None:
        made = _read(phone, record, read_base64(said.payload, "payload"))
        try:
            [written] = write(phone.slug, [(_allowed(made), sign)], _beside(phone, made))
            found = written.index
        except Refused:
            found = _index_of(phone, record, said.signature)
            if found is None:
                raise
            # Sent twice at once: the other one was first.
    return JsonResponse({"index": found, "acknowledged": True})


def _index_of(phone: Phone, record: Record, signature: str) -> int | None:
    """Where this very record stands on the board; ``None`` when it does not."""
    signed = replace(record, sig=signature.lower())
    digest = hashlib.sha256(signed.encoded).hexdigest()
    return board_state(phone.slug).seen.get(digest)


def _allowed(made: Draft) -> Act:
    """The act that gives what was signed, if it may still be written when its turn has come."""
    timely = not_ahead(made)

    def act(state: State) -> Draft:
        if isinstance(made.head, SheetCorrected) and isinstance(made.body, Sheet):
            before = in_force(state, made.head.contest, made.head.unit, made.head.replaces)
            require_change(before.sheet, made.body)
        return timely(state)

    return act


def _beside(phone: Phone, made: Draft) -> Callable[[list[Written]], None] | None:
    if not isinstance(made.head, SheetCorrected):
        return None
    return partial(end_difference, phone.kit.election, made.head.replaces, made.at)


def _read(phone: Phone, record: Record, payload: bytes) -> Draft:
    """The draft that was signed, if it is this section's own and its key is in office.

    Raises ``Refused``: ``door.not-own``, ``section.key-waiting``, ``photo.missing``, and for a
    correction as ``in_force`` does.
    """
    body = read_body(record, payload)
    _check_own(phone, record, body)
    if isinstance(body, Sheet):
        _check_photo(phone, record, body)
    if phone.key_state != "appointed":
        raise Refused("section.key-waiting")
    return Draft(record.kind, record.head, record.by, record.at, body)


def _check_photo(phone: Phone, record: Record, sheet: Sheet) -> None:
    if isinstance(record.head, SheetCorrected):
        before = in_force(phone.state, sheet.contest, sheet.unit, record.head.replaces)
        require_known_photo(phone, before.sheet, sheet)
    else:
        require_photo(phone, sheet.contest, str(sheet.scan))


def _check_own(phone: Phone, record: Record, body: Body) -> None:
    head = record.head
    own = record.kind in _KINDS and record.by == phone.role
    if isinstance(body, Sheet) and body.entered_by != phone.role:
        own = False  # nobody else has typed on this phone
    if getattr(head, "dispute", ""):
        own = False  # what a ruling orders is the federation's to enter
    if not own or getattr(head, "unit", "") != phone.unit:
        raise Refused("door.not-own", at="record")
    contest = phone.state.rules.contest_by_id.get(getattr(head, "contest", ""))
    round_ = contest.round if contest else getattr(head, "round", 0)
    if round_ != phone.round:
        raise Refused("door.not-own", at="record")
