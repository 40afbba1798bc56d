"""What waits for a signature, read back from the office's tables exactly as it was drafted."""

from dataclasses import replace
from typing import Final

from suffrage.board.record import Draft, Record, read_body
from suffrage.model import canonical
from suffrage.office.models import Motion, Proposal

__all__ = ["kept_draft", "unsigned_record"]

_PLACEHOLDER: Final = "0" * 128


def kept_draft(kept: Proposal | Motion) -> Draft:
    """The draft of a proposal or a motion; raises ``Malformed`` when the tables were altered."""
    record = unsigned_record(bytes(kept.record))
    data = None if kept.payload is None else bytes(kept.payload)
    texts = tuple(bytes.fromhex(text) for text in kept.texts)
    return Draft(record.kind, record.head, record.by, record.at, read_body(record, data), texts)


def unsigned_record(data: bytes) -> Record:
    """The record of canonical bytes without a signature; raises as ``Record.parse``."""
    plain = canonical.decode(data, dict[str, str | int])
    signed = canonical.encode({**plain, "sig": _PLACEHOLDER})
    return replace(Record.parse(signed), sig="")
