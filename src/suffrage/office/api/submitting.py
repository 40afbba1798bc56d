"""Take a record that was signed elsewhere: the bytes of ``board.submission``, and nothing else.

The office adds nothing and cannot change a byte: the signature is the board's to check. The same
bytes sent again get the answer that they got first.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest
from ninja import Router

from suffrage.board.record import Draft, Record
from suffrage.board.submission import read_submission
from suffrage.errors import Malformed, Refused
from suffrage.office.api.asking import Asked, api_action, asked_of
from suffrage.office.api.limits import SUBMITTING
from suffrage.office.api.policy import SUBMITTED
from suffrage.office.api.schemas import Fault, WrittenOut
from suffrage.office.boards import board_state, write
from suffrage.office.clock import now
from suffrage.office.dated_ahead import not_ahead
from suffrage.office.rights.policy import kind_of

__all__ = ["LARGEST", "router"]

LARGEST: Final = 256 * 1024
"""Bytes of a submitted record with its payload."""

_BEHIND: Final = timedelta(hours=1)
_ELSEWHERE: Final = ("trustee", "registrar")
"""Roles that sign on a machine without a network, maybe days before."""

_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary", "maxLength": LARGEST}
            }
        },
    }
}
_FAULTS = {401: Fault, 403: Fault, 404: Fault, 409: Fault, 422: Fault, 429: Fault, 503: Fault}

router = Router(throttle=SUBMITTING, tags=["submit"])


@router.post(
    "/elections/{slug:election}/records",
    response={200: WrittenOut, **_FAULTS},
    openapi_extra=_BODY,
)
@api_action("submit")
def submit(request: HttpRequest, election: str) -> WrittenOut:
    """Write a signed record: its canonical bytes, a line end, and its payload where it has one."""
    data = request.body
    if len(data) > LARGEST:
        raise Malformed("api.large", most=LARGEST)
    draft, sign = read_submission(data)
    again = _written_already(election, data)
    if again is not None:
        return again
    _check_scope(asked_of(request), draft)
    (written,) = write(election, [(not_ahead(draft), sign)])
    return WrittenOut(index=written.index, size=written.index + 1)


def _written_already(election: str, data: bytes) -> WrittenOut | None:
    entry = Record.parse(data.partition(b"\n")[0]).encoded
    index = board_state(election).seen.get(hashlib.sha256(entry).hexdigest())
    return None if index is None else WrittenOut(index=index, size=index + 1)


def _check_scope(asked: Asked, draft: Draft) -> None:
    """The record is of the token's own role, of a kind that may come so, and not of long ago."""
    role = asked.token.role
    if draft.by != role:
        raise Refused("api.other-role", at="by", role=draft.by, own=role)
    kind = kind_of(role)
    if draft.kind not in SUBMITTED[kind]:
        raise Refused("api.kind", at="kind", kind=draft.kind)
    if kind not in _ELSEWHERE and datetime.fromisoformat(draft.at) < now() - _BEHIND:
        raise Refused("api.hour", at="at", moment=draft.at)
