"""The entries of the log, and its root at every size (``docs/spec/log.md``, RFC 6962)."""

import hashlib
import struct
from base64 import b64encode

from tests.support.recompute.differs import require
from tests.support.recompute.public import Public

__all__ = ["read_entries", "roots_of"]

_WIDTH = 256


def read_entries(public: Public) -> tuple[bytes, ...]:
    """All entries of the checkpoint's board; ``Differs`` unless they have its root."""
    _origin, size, root, *_ = public.read("log/checkpoint").decode().splitlines()
    bundles, rest = divmod(int(size), _WIDTH)
    paths = [_path(number) for number in range(bundles)]
    if rest:
        paths.append(f"{_path(bundles)}.p/{rest}")
    entries = [entry for path in paths for entry in _unpack(public.read(path))]
    require(len(entries) == int(size), "entries", len(entries), size)
    require(roots_of(tuple(entries))[-1] == root, "root", root)
    return tuple(entries)


def _path(number: int) -> str:
    digits = f"{number:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    return "log/tile/entries/" + "/".join([*(f"x{one}" for one in groups[:-1]), groups[-1]])


def _unpack(bundle: bytes) -> list[bytes]:
    entries = []
    at = 0
    while at < len(bundle):
        (length,) = struct.unpack_from(">H", bundle, at)
        entries.append(bundle[at + 2 : at + 2 + length])
        at += 2 + length
    return entries


def roots_of(entries: tuple[bytes, ...]) -> list[str]:
    """The root at each size, from 0 on, in base64."""
    full: list[tuple[int, bytes]] = []
    roots = [hashlib.sha256(b"").digest()]
    for entry in entries:
        full.append((1, hashlib.sha256(b"\0" + entry).digest()))
        while len(full) > 1 and full[-2][0] == full[-1][0]:
            (width, left), (_, right) = full[-2:]
            full[-2:] = [(2 * width, hashlib.sha256(b"\1" + left + right).digest())]
        _, root = full[-1]
        for _, left in reversed(full[:-1]):
            root = hashlib.sha256(b"\1" + left + root).digest()
        roots.append(root)
    return [b64encode(root).decode() for root in roots]
