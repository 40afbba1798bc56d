"""The folder while it is verified: each file is read once, and none may be left over."""

from collections.abc import Collection

from suffrage.errors import Malformed
from suffrage.verify.files import Files
from suffrage.verify.findings import Findings

__all__ = ["Source"]


class Source:
    """Hands out files and remembers which; bytes that were checked are the bytes that count."""

    def __init__(self, files: Files, findings: Findings) -> None:
        self._files = files
        self._findings = findings
        self._paths = frozenset(files.paths())
        self._taken: set[str] = set()

    @property
    def paths(self) -> Collection[str]:
        """Every path of the folder."""
        return self._paths

    def under(self, prefix: str) -> list[str]:
        """The paths that begin so, sorted."""
        return sorted(path for path in self._paths if path.startswith(prefix))

    def take(self, path: str) -> bytes | None:
        """The bytes of a file; ``None``, and a failure at its path, if it cannot be had.

        Codes: ``folder.missing``, and what reading raises.
        """
        self._taken.add(path)
        with self._findings.at(path):
            if path not in self._paths:
                raise Malformed("folder.missing", path=path)
            return self._files.read(path)
        return None

    def check_nothing_left(self) -> None:
        """Note ``folder.stray`` for every file that no part of the board explains."""
        for path in sorted(self._paths - self._taken):
            self._findings.add(Malformed("folder.stray", path=path), path)
