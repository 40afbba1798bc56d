"""Entry bundles: up to 256 entries, each behind its length as a big-endian uint16.

Source: C2SP tlog-tiles 0.1.0, "Log entries".

>>> decode_bundle(encode_bundle([b"a", b"bc"]), 2)
(b'a', b'bc')
"""

from collections.abc import Callable, Sequence
from typing import Final

from suffrage.errors import Malformed
from suffrage.tlog.tiles import ENTRIES, tiles_of

__all__ = ["LARGEST_ENTRY", "decode_bundle", "encode_bundle", "read_entries"]

LARGEST_ENTRY: Final = 65_535
_LENGTH: Final = 2


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of a bundle; raises ``Malformed("log.entry_size")`` above 65,535 bytes."""
    parts = []
    for position, entry in enumerate(entries):
        if len(entry) > LARGEST_ENTRY:
            raise Malformed("log.entry_size", at=f"entry {position}", length=len(entry))
        parts.append(len(entry).to_bytes(_LENGTH, "big") + entry)
    return b"".join(parts)


def decode_bundle(data: bytes, width: int) -> tuple[bytes, ...]:
    """The ``width`` entries of a bundle; raises ``Malformed("log.bundle")`` with the byte."""
    entries: list[bytes] = []
    place = 0
    while place < len(data):
        start = place + _LENGTH
        end = start + int.from_bytes(data[place:start], "big")
        if start > len(data) or end > len(data):
            raise Malformed("log.bundle", at=f"byte {place}", entries=len(entries), width=width)
        entries.append(data[start:end])
        place = end
    if len(entries) != width:
        raise Malformed("log.bundle", at=f"byte {place}", entries=len(entries), width=width)
    return tuple(entries)


def read_entries(fetch: Callable[[str], bytes], size: int) -> list[bytes]:
    """All entries of a log of ``size``; ``fetch`` answers a path with the file's bytes.

    Nothing is proven yet: hash the entries and compare the root. Raises what ``fetch`` raises,
    and ``Malformed("log.bundle")`` with the path and byte.
    """
    entries: list[bytes] = []
    for tile in tiles_of(size):
        if tile.level != ENTRIES:
            continue
        data = fetch(tile.path)
        try:
            entries += decode_bundle(data, tile.width)
        except Malformed as error:
            raise Malformed(error.code, at=f"{tile.path}:{error.at}", **error.fields) from error
    return entries
