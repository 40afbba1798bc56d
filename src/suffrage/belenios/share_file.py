"""A trustee's share as a file: the two records as the archive will hold them, one a line.

``docs/spec/share.md``. Nothing is believed here; ``check_share`` checks the records.

>>> read_share(write_share((b'{"a":1}', b'{"b":2}')))
(b'{"a":1}', b'{"b":2}')
"""

from collections.abc import Sequence
from typing import Final

from suffrage.errors import Malformed

__all__ = ["read_share", "write_share"]

_LINES: Final = 2


def write_share(records: Sequence[bytes]) -> bytes:
    """The file of a share's records; they hold no line breaks, since JSON is compact."""
    return b"".join(record + b"\n" for record in records)


def read_share(data: bytes) -> tuple[bytes, ...]:
    """The records of a file, unchecked; raises ``Malformed("bel.share-file")``."""
    lines = data.split(b"\n")
    if len(lines) != _LINES + 1 or lines[-1]:
        raise Malformed("bel.share-file")
    return tuple(lines[:-1])
