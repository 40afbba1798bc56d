"""A record that is to be signed, as a page shows it: in words first, its exact bytes below."""

import hashlib
from dataclasses import dataclass
from typing import Final

from suffrage.board.record import body_bytes
from suffrage.board.signature import record_message
from suffrage.office.models import Motion, Proposal
from suffrage.office.rights.desk import Desk
from suffrage.office.signing.carried import base64_text
from suffrage.office.signing.kept import kept_draft
from suffrage.office.signing.named import Named
from suffrage.office.signing.titles import Titles
from suffrage.office.signing.told import Row, told_record
from suffrage.office.speech import reader

__all__ = ["Shown", "show"]

_NOT_VOTED_ON: Final = ("decision", "by", "at")


@dataclass(frozen=True, slots=True)
class Shown:
    """``rows`` tell it; ``record`` and ``payload`` are its bytes in base64, as the page signs them.

    ``message`` is what the key signs, as text, and ``digest`` its SHA-256; ``attached`` is the
    payload as text. ``texts`` are those that no row tells.
    """

    kind: str
    rows: tuple[Row, ...]
    record: str
    payload: str
    message: str
    digest: str
    attached: str
    texts: tuple[str, ...]

    @property
    def voted(self) -> tuple[Row, ...]:
        """The rows that the members vote on: who carries it out, and when, is not yet known."""
        return tuple(row for row in self.rows if row.path not in _NOT_VOTED_ON)


def show(desk: Desk, kept: Proposal | Motion) -> Shown:
    """What waits for a signature, told to whoever asks; raises as ``kept_draft``."""
    draft = kept_draft(kept)
    record, payload = draft.record(), body_bytes(draft.body)
    texts = tuple(text.decode("utf-8", "replace") for text in draft.texts)
    rules = desk.definition
    now = desk.state
    speaker = reader(rules.time_zone)
    named = Named(rules, speaker.language, now.options, now.disputes)
    titles = Titles(speaker, named, texts)
    rows = told_record(titles, record.unsigned, payload)
    message = record_message(rules.origin, record)
    return Shown(
        kind=record.kind,
        rows=rows,
        record=base64_text(record.unsigned),
        payload=base64_text(payload or b""),
        message=message.decode(),
        digest=hashlib.sha256(message).hexdigest(),
        attached=(payload or b"").decode("utf-8", "replace"),
        texts=tuple(text for text in texts if not any(text in row.text for row in rows)),
    )
