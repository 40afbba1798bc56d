"""The public folder: bytes by path, from a disk or from memory."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.recompute.differs import require

__all__ = ["Public"]


@dataclass(frozen=True)
class Public:
    """A way to read, and the sorted paths of what there is to read."""

    read: Callable[[str], bytes]
    paths: tuple[str, ...]

    @classmethod
    def of(cls, folder: Path) -> "Public":
        """The files below a folder, each read when it is asked for."""
        found = (path for path in folder.rglob("*") if path.is_file())
        paths = sorted(path.relative_to(folder).as_posix() for path in found)
        return cls(lambda path: (folder / path).read_bytes(), tuple(paths))

    @classmethod
    def held(cls, files: Mapping[str, bytes]) -> "Public":
        """Files in memory."""
        return cls(files.__getitem__, tuple(sorted(files)))

    def with_file(self, path: str, data: bytes) -> "Public":
        """The same folder with other bytes in one place."""
        return Public(lambda asked: data if asked == path else self.read(asked), self.paths)

    def blob(self, digest: str) -> bytes:
        """The payload of that SHA-256."""
        data = self.read(f"blob/{digest[:2]}/{digest}")
        require(hashlib.sha256(data).hexdigest() == digest, "blob", digest)
        return data

    def json(self, digest: str) -> Any:
        """The payload of that SHA-256, which is JSON."""
        return json.loads(self.blob(digest))
