"""Reading what somebody named, up to a bound, with no more memory than there are bytes."""

import os
from typing import BinaryIO, Final

__all__ = ["read_at_most"]

_PART: Final = 2**20


def read_at_most(file: BinaryIO, most: int) -> bytes:
    """All bytes of a file, link or pipe, or the first ``most`` and one more; raises ``OSError``.

    ``file.read(most + 1)`` would take that much memory before it reads, which a small machine
    refuses.
    """
    expected = min(os.fstat(file.fileno()).st_size, most)
    data = file.read(expected + 1)
    if len(data) <= expected:
        return data
    parts, number = [data], len(data)
    while number <= most and (part := file.read(min(_PART, most + 1 - number))):
        parts.append(part)
        number += len(part)
    return b"".join(parts)
