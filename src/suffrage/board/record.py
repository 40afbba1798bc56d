"""A record: one flat, canonical JSON object of at most 1,000 bytes (``docs/spec/record.md``).

Its values are texts and integers. ``kind`` names the version; ``by`` is a role, never a
person's name; ``payload`` and ``size`` name a blob; ``sig`` is the acting person's signature.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

import msgspec

from suffrage.board.kinds import KINDS
from suffrage.board.kinds.kind import Event, Text
from suffrage.errors import Malformed
from suffrage.model import canonical
from suffrage.model.values import Count, Digest, Instant, RoleName, Signature, Value

__all__ = ["LARGEST_RECORD", "Body", "Draft", "Record", "body_bytes", "read_body", "subject"]

LARGEST_RECORD: Final = 1000
Body = Value | Text | Event | None
_COMMON = ("kind", "by", "at", "payload", "size", "sig")


class _Common(Value, frozen=True):
    """The fields that records share, as their types check them."""

    kind: str
    by: RoleName = ""
    at: Instant | Literal[""] = ""
    payload: Digest | Literal[""] = ""
    size: Count = 0
    sig: Signature | Literal[""] = ""


@dataclass(frozen=True)
class Draft:
    """What an act wants to write, before anybody has signed it.

    ``texts`` are further blobs that the body names, such as the reasons of members' votes;
    ``archived`` is what an online event adds to the archive of its run.
    """

    kind: str
    head: Value
    by: str = ""
    at: str = ""
    body: Body = None
    texts: tuple[bytes, ...] = ()
    archived: bytes = b""

    def record(self) -> "Record":
        """The record without a signature; raises ``Malformed`` when it has no canonical form."""
        data = body_bytes(self.body)
        digest = "" if data is None else hashlib.sha256(data).hexdigest()
        return Record(self.kind, self.head, self.by, self.at, digest, len(data or b""))


@dataclass(frozen=True)
class Record:
    """One entry of the board, parsed."""

    kind: str
    head: Value
    by: str = ""
    at: str = ""
    payload: str = ""
    size: int = 0
    sig: str = ""

    @cached_property
    def unsigned(self) -> bytes:
        """The canonical bytes without ``sig``: what the acting person signs (after a prefix)."""
        return canonical.encode(self._plain())

    @cached_property
    def encoded(self) -> bytes:
        """The canonical bytes, as they stand on the board."""
        plain = self._plain()
        if self.sig:
            plain["sig"] = self.sig
        return canonical.encode(plain)

    def _plain(self) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.to_builtins(self.head)
        common = {"by": self.by, "at": self.at, "payload": self.payload, "size": self.size}
        plain.update({name: value for name, value in common.items() if value not in ("", 0)})
        plain["kind"] = self.kind
        return plain

    @staticmethod
    def parse(data: bytes) -> "Record":
        """The record of an entry's bytes; raises ``Malformed`` (``record.*``, ``canonical.*``)."""
        if len(data) > LARGEST_RECORD:
            raise Malformed("record.long", size=len(data))
        plain = canonical.decode(data, dict[str, str | int])
        common = canonical.convert({k: plain[k] for k in _COMMON if k in plain}, _Common)
        kind = KINDS.get(common.kind)
        if kind is None:
            raise Malformed("record.kind", at="kind", kind=common.kind)
        head = canonical.convert({k: plain[k] for k in plain if k not in _COMMON}, kind.head)
        record = Record(
            common.kind, head, common.by, common.at, common.payload, common.size, common.sig
        )
        _check_common(record)
        if record.encoded != data:
            raise Malformed("record.default")
        return record


def _check_common(record: Record) -> None:
    kind = KINDS[record.kind]
    signed = kind.body != "event"
    for name, value in (("by", record.by), ("at", record.at), ("sig", record.sig)):
        if bool(value) is not signed:
            raise Malformed("record.fields", at=name, kind=record.kind)
    if bool(record.payload) is not (kind.body is not None):
        raise Malformed("record.fields", at="payload", kind=record.kind)
    if record.size and not record.payload:
        raise Malformed("record.fields", at="size", kind=record.kind)


def body_bytes(body: Body) -> bytes | None:
    """The bytes of a payload; ``None`` for a record without one."""
    if body is None:
        return None
    if isinstance(body, Text | Event):
        return body.data
    return canonical.encode(body)


def read_body(record: Record, data: bytes | None) -> Body:
    """The payload of a record from its blob; ``data`` is ``None`` for an erased text.

    Raises ``Malformed``: ``record.blob`` when the bytes are not those the record names.
    """
    kind = KINDS[record.kind]
    if kind.body is None:
        return None
    if kind.body == "text" and data is None:
        return Text(b"")
    if data is None:
        raise Malformed("record.blob-missing", blob=record.payload)
    if hashlib.sha256(data).hexdigest() != record.payload or len(data) != record.size:
        raise Malformed("record.blob", blob=record.payload)
    if kind.body == "text":
        return Text(data)
    if kind.body == "event":
        return Event(data, ())
    return canonical.decode(data, kind.body)


def subject(record: Record) -> str:
    """The hash of what a record would write: its kind, public fields and payload.

    The commission votes on this before the act; ``decision``, ``by`` and ``at`` stay out of it.
    """
    plain: dict[str, Any] = msgspec.to_builtins(record.head)
    plain.pop("decision", None)
    return canonical.digest({"head": plain, "kind": record.kind, "payload": record.payload})
