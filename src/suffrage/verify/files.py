"""The public folder as the verifier sees it: paths, and the bytes of each, read once."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from suffrage.errors import Unavailable

__all__ = ["Files", "HeldFiles"]


class Files(Protocol):
    """A folder, wherever it lies. Paths are relative, with ``/`` between their parts."""

    def paths(self) -> Sequence[str]:
        """Every file below the folder, sorted."""

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises a ``SuffrageError`` for one that must not be read."""


class HeldFiles:
    """A folder held in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = dict(files)

    def paths(self) -> Sequence[str]:
        """Every path, sorted."""
        return sorted(self._files)

    def read(self, path: str) -> bytes:
        """The bytes of a file; raises ``Unavailable("folder.missing")``."""
        data = self._files.get(path)
        if data is None:
            raise Unavailable("folder.missing", path=path)
        return data
