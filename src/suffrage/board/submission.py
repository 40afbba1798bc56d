"""A record that its holder signed on another machine, as the file that travels to the office.

The file holds the record's canonical bytes with its signature, as they will stand on the board;
so far only records without a payload travel so (``docs/spec/record.md``).

>>> draft, sign = read_submission(write_submission(origin, draft, signer(seed)))
>>> board.perform(lambda state: draft, sign)
"""

from dataclasses import replace

from suffrage.board.record import Draft, Record
from suffrage.board.signature import Signer, record_message
from suffrage.errors import Malformed

__all__ = ["read_submission", "write_submission"]


def write_submission(origin: str, draft: Draft, sign: Signer) -> bytes:
    """The signed record of a draft for the board ``origin``; raises as ``Draft.record``."""
    record = draft.record()
    signed = replace(record, sig=sign(record_message(origin, record)).hex())
    return Record.parse(signed.encoded).encoded


def read_submission(data: bytes) -> tuple[Draft, Signer]:
    """The draft of a file, and its signature in the form in which ``perform`` asks for one.

    Nothing is believed: the board checks the signature against the key of the role. Raises
    ``Malformed``: ``record.*``, ``canonical.*``, and ``submission.payload`` for a record that
    has a payload or no signature.
    """
    record = Record.parse(data)
    if record.payload or not record.sig:
        raise Malformed("submission.payload", kind=record.kind)
    signature = bytes.fromhex(record.sig)
    return Draft(record.kind, record.head, record.by, record.at), lambda _message: signature
