"""The public folder: files that a web server, a mirror or a memory stick can hold.

A file is written beside its place, made durable, and renamed; what is immutable is never
written again with other bytes.
"""

import os
from pathlib import Path

from suffrage.errors import Refused

__all__ = ["PublicFolder"]

_UNFINISHED = ".new"


class PublicFolder:
    """A folder with relative paths, as ``board.folder`` names them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        root.mkdir(parents=True, exist_ok=True)
        # What a crash left half-written has never been in its place.
        for unfinished in root.rglob(f".*{_UNFINISHED}"):
            unfinished.unlink()

    def add(self, path: str, data: bytes) -> None:
        """Write an immutable file; raises ``Refused("folder.rewrite")`` for other bytes."""
        target = self._root / path
        if target.exists():
            if target.read_bytes() != data:
                raise Refused("folder.rewrite", path=path)
            return
        self.replace(path, data)

    def replace(self, path: str, data: bytes, *, durable: bool = True) -> None:
        """Write a file whose content may change; a reader sees the old bytes or the new ones.

        A file that can be made again needs not be ``durable``: a loss of power may take it.
        """
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}{_UNFINISHED}")
        with beside.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        beside.replace(target)

    def extend(self, path: str, data: bytes) -> None:
        """Bring an append-only file to ``data``; raises ``Refused`` unless it is a prefix of it."""
        target = self._root / path
        before = target.read_bytes() if target.exists() else b""
        if data[: len(before)] != before:
            raise Refused("folder.rewrite", path=path)
        if data != before:
            self.replace(path, data)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` where there is none."""
        target = self._root / path
        return target.read_bytes() if target.exists() else None

    def remove(self, path: str) -> None:
        """Remove a file that is no longer served; an absent one is no fault."""
        (self._root / path).unlink(missing_ok=True)

    def under(self, path: str) -> list[str]:
        """The paths of all files below a folder."""
        return sorted(
            found.relative_to(self._root).as_posix()
            for found in (self._root / path).rglob("*")
            if found.is_file()
        )
