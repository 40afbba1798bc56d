"""A record that its holder signed on another machine, as the file that travels to the office.

The file holds the record's canonical bytes with its signature, as they will stand on the board;
then, for a record with a payload, a line end and the payload (``docs/spec/record.md``).

>>> draft, sign = read_submission(write_submission(origin, draft, signer(seed)))
>>> board.perform(lambda state: draft, sign)
"""

from dataclasses import replace

from suffrage.board.kinds import KINDS
from suffrage.board.record import Draft, Record, body_bytes, read_body
from suffrage.board.signature import Signer, record_message
from suffrage.errors import Malformed

__all__ = ["read_submission", "write_submission"]


def write_submission(origin: str, draft: Draft, sign: Signer) -> bytes:
    """The signed record of a draft for the board ``origin``; raises as ``Draft.record``.

    Raises ``Malformed("submission.payload")`` for a draft that brings further texts.
    """
    if draft.texts:
        raise Malformed("submission.payload", kind=draft.kind)
    record = draft.record()
    signed = replace(record, sig=sign(record_message(origin, record)).hex())
    data = body_bytes(draft.body)
    entry = Record.parse(signed.encoded).encoded
    return entry if data is None else entry + b"\n" + data


def read_submission(data: bytes) -> tuple[Draft, Signer]:
    """The draft of a file, and its signature in the form in which ``perform`` asks for one.

    Nothing is believed: the board checks the signature against the key of the role. Raises
    ``Malformed``: ``record.*``, ``canonical.*``, and ``submission.payload`` for a record without
    a signature, or without the payload that it names, or with one that it does not name.
    """
    entry, line_end, payload = data.partition(b"\n")
    record = Record.parse(entry)
    if not record.sig or bool(line_end) is not (KINDS[record.kind].body is not None):
        raise Malformed("submission.payload", kind=record.kind)
    signature = bytes.fromhex(record.sig)
    body = read_body(record, payload)
    return Draft(record.kind, record.head, record.by, record.at, body), lambda _message: signature
