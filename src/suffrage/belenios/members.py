"""The container of an archive: an old-style tar whose every byte is determined by its contents.

A header holds the member's name, its size and the archive's one timestamp, and nothing else;
there are no end-of-archive blocks, so an archive grows by appending. Reading rebuilds each
member and compares bytes.
"""

from typing import Final

from suffrage.belenios.readable import Readable
from suffrage.errors import Malformed

__all__ = ["pack", "unpack"]

_BLOCK: Final = 512
_NAME: Final = slice(0, 100)
_SIZE: Final = slice(124, 135)
_LARGEST: Final = 8**11 - 1


def pack(name: str, content: bytes, timestamp: int) -> bytes:
    """The bytes of one member: header, content, zeros up to the block.

    ``timestamp`` is in Unix seconds. Raises ``Malformed("bel.member")`` for numbers or names
    that have no place in the header.
    """
    encoded = name.encode()
    fits = len(encoded) < _NAME.stop and 0 <= timestamp <= _LARGEST and len(content) <= _LARGEST
    if not fits:
        raise Malformed("bel.member")
    owner = b"0000644\0" + b"0000000\0" * 2
    start = encoded.ljust(100, b"\0") + owner + b"%011o\0%011o\0" % (len(content), timestamp)
    # The checksum counts its own eight bytes as spaces, and the type flag "0" that follows it.
    checksum = sum(start) + 8 * ord(" ") + ord("0")
    header = (start + b"%06o\0 0" % checksum).ljust(_BLOCK, b"\0")
    return header + content + bytes(-len(content) % _BLOCK)


def unpack(data: Readable, position: int, timestamp: int) -> tuple[str, bytes, int]:
    """The name and content of the member at ``position``, and the position after it.

    Raises ``Malformed("bel.member")`` unless ``pack`` writes the very same bytes: for a member
    cut short, another timestamp, end-of-archive blocks and whatever else is no member.
    """
    header = data[position : position + _BLOCK]
    try:
        name = header[_NAME].rstrip(b"\0").decode("ascii")
        size = max(int(header[_SIZE], 8), 0)
    except ValueError:
        raise Malformed("bel.member") from None
    end = position + _BLOCK + size + -size % _BLOCK
    found = data[position:end]
    content = found[_BLOCK : _BLOCK + size]
    if found != pack(name, content, timestamp):
        raise Malformed("bel.member")
    return name, content, end
