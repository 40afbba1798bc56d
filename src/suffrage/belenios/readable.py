"""Bytes that need not be in memory: an archive of a million ballots is read as it is checked."""

from collections.abc import Iterator
from itertools import count
from typing import Final, Protocol

__all__ = ["Readable", "read_blocks"]

_BLOCK: Final = 2**20


class Readable(Protocol):
    """What slicing with a start and an end needs; ``bytes`` is one, a file can be made one.

    As with ``bytes``, a slice beyond the end is short. The bytes must not change meanwhile.
    """

    def __len__(self) -> int:
        """The number of bytes."""

    def __getitem__(self, part: slice, /) -> bytes:
        """The bytes of this part."""


def read_blocks(data: Readable) -> Iterator[tuple[int, bytes]]:
    """The bytes in order, a mebibyte at a time, each block with its position."""
    for position in count(0, _BLOCK):
        block = data[position : position + _BLOCK]
        if not block:
            return
        yield position, block
