"""A signed step of a section arrives: written once, however often it is sent."""

import hashlib
from dataclasses import replace
from typing import Final

from django.http import HttpResponse, JsonResponse

from suffrage.board.record import Draft, Record, read_body
from suffrage.errors import Refused
from suffrage.model import canonical
from suffrage.model.values import Value
from suffrage.office.boards import board_state, write
from suffrage.office.dated_ahead import not_ahead
from suffrage.office.desks.section.drafts import require_photo
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
            [written] = write(phone.slug, [(not_ahead(made), sign)])
            found = written.index
        except Refused as error:
            if error.code != "record.repeated":
                raise
            # Sent twice at once: the other one was first.
            found = int(error.fields["first"])
    return JsonResponse({"index": found, "acknowledged": True})


def _index_of(phone: Phone, record: Record, signature: str) -> int | None:
    """Where this very record stands on the board; ``None`` when it does not."""
    signed = replace(record, sig=signature.lower())
    digest = hashlib.sha256(signed.encoded).hexdigest()
    return board_state(phone.slug).seen.get(digest)


def _read(phone: Phone, record: Record, payload: bytes) -> Draft:
    """The draft that was signed, if it is this section's own and its key is in office.

    Raises ``Refused``: ``door.not-own``, ``section.key-waiting``, ``photo.missing``.
    """
    body = read_body(record, payload)
    _check_own(phone, record)
    if isinstance(body, Sheet):
        require_photo(phone, body.contest, str(body.scan))
    if phone.key_state != "appointed":
        raise Refused("section.key-waiting")
    return Draft(record.kind, record.head, record.by, record.at, body)


def _check_own(phone: Phone, record: Record) -> None:
    head = record.head
    own = record.kind in _KINDS and record.by == phone.role
    if not own or getattr(head, "unit", "") != phone.unit:
        raise Refused("door.not-own", at="record")
    contest = phone.state.rules.contest_by_id.get(getattr(head, "contest", ""))
    round_ = contest.round if contest else getattr(head, "round", 0)
    if round_ != phone.round:
        raise Refused("door.not-own", at="record")
