"""The archive of a box (``.bel``): append-only, byte for byte what Belenios' own tool writes.

Members are named by the SHA-256 of their contents; data records come just before the event that
publishes them. Reading refuses whatever writing would not have produced.

>>> header = Header(1_700_000_000)
>>> archive = write_header(header)
>>> read_archive(archive).header == header
True
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from suffrage.belenios.events import Head, Pieces, read_pieces
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.members import pack, unpack
from suffrage.belenios.places import place, placed
from suffrage.belenios.readable import Readable, read_blocks
from suffrage.belenios.strict_json import Record, Small, read, write
from suffrage.belenios.versions import CURRENT, KNOWN, by_version
from suffrage.errors import Malformed, NotVerified, SuffrageError

__all__ = [
    "Archive",
    "Entry",
    "Header",
    "append_bytes",
    "check_prefix",
    "read_archive",
    "read_entries",
    "write_header",
]

_FIRST: Final = "BELENIOS"
_DATA: Final = ".data.json"
_EVENT: Final = ".event.json"
# Where the first header holds its modification time, in octal.
_TIME: Final = slice(136, 147)
_TIME_FORM = re.compile(rb"[0-7]{11}")


class _HeaderRecord(Record, frozen=True, kw_only=True):
    version: Small
    timestamp: str


@dataclass(frozen=True, slots=True)
class Header:
    """The creation time of the archive in Unix seconds; every member carries it."""

    timestamp: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as it stands in an archive, with its records between ``start`` and ``end``."""

    pieces: Pieces
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole archive; iterating gives its events in order and checks each on the way."""

    data: Readable = field(repr=False)
    header: Header
    start: int

    def __iter__(self) -> Iterator[Entry]:
        """Each event; raises as ``read_entries``."""
        return read_entries(self.header, self.data, self.start)


def write_header(header: Header) -> bytes:
    """The first bytes of an archive."""
    record = _HeaderRecord(version=CURRENT, timestamp=str(header.timestamp))
    return pack(_FIRST, write(record), header.timestamp)


def append_bytes(header: Header, pieces: Pieces) -> bytes:
    """What to append to the archive for this event."""
    members = [(wide_digest(record) + _DATA, record) for record in pieces.records]
    members.append((wide_digest(pieces.data) + _EVENT, pieces.data))
    return b"".join(pack(name, content, header.timestamp) for name, content in members)


def read_archive(data: Readable) -> Archive:
    """An archive with its first member read.

    Raises ``Malformed``: ``bel.member``, ``bel.json``, ``bel.canonical``, ``bel.unsupported``
    for another version.
    """
    with place("byte 0"):
        stamp = _TIME_FORM.fullmatch(data[_TIME])
        if stamp is None:
            raise Malformed("bel.member")
        header = Header(int(stamp[0], 8))
        name, content, start = unpack(data, 0, header.timestamp)
        record = read(content, _HeaderRecord, "BELENIOS")
        by_version(KNOWN, record.version)
        if name != _FIRST or record.timestamp != str(header.timestamp):
            raise Malformed("bel.member")
    return Archive(data, header, start)


def read_entries(
    header: Header, data: Readable, start: int = 0, previous: Head | None = None
) -> Iterator[Entry]:
    """The events from position ``start`` on, which follow the event ``previous``.

    So a mirror reads only what was appended. Raises, each with the position,
    ``Malformed``: ``bel.member``, ``bel.record-trailing``; ``NotVerified("bel.record-hash")``;
    and as ``read_pieces``.
    """
    records: list[bytes] = []
    position = begin = start
    while position < len(data):
        try:
            name, content, end = unpack(data, position, header.timestamp)
            digest = wide_digest(content)
            if name not in {digest + _DATA, digest + _EVENT}:
                raise NotVerified("bel.record-hash")
            if name.endswith(_DATA):
                records.append(content)
                position = end
                continue
            pieces = read_pieces(tuple(records), content, previous)
        except SuffrageError as error:
            raise placed(f"byte {position}", error) from error
        position = end
        yield Entry(pieces, begin, position)
        previous, records, begin = pieces.head, [], position
    if records:
        raise Malformed("bel.record-trailing", at=f"byte {begin}")


def check_prefix(older: Readable, newer: Readable) -> None:
    """The newer copy of an archive continues the older one.

    Raises ``NotVerified("bel.prefix")`` with the first byte that differs.
    """
    for position, block in read_blocks(older):
        other = newer[position : position + len(block)]
        if other != block:
            pairs = enumerate(zip(block, other, strict=False))
            same = next((i for i, (a, b) in pairs if a != b), min(len(block), len(other)))
            raise NotVerified("bel.prefix", at=f"byte {position + same}")
