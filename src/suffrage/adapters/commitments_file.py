"""The side file of commitments on disk (``docs/spec/commitments.md``)."""

from pathlib import Path

from suffrage.errors import Refused, Unavailable

__all__ = ["CommitmentsFile"]


class CommitmentsFile:
    """Read where it has records, and appended to where it has none: an interruption loses nothing.

    See ``suffrage.belenios.means.SideFile``. Raises ``Refused("side.other")`` for a file that is
    not this election's, ``Unavailable``: ``file.unreadable``, ``file.unwritten``.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._start = self._size = self._records = 0

    def begin(self, header: bytes, size: int) -> None:
        """The file starts with ``header``; its records have ``size`` bytes."""
        try:
            if not self._path.exists():
                self._path.write_bytes(header)
            with self._path.open("rb") as file:
                if file.read(len(header)) != header:
                    raise Refused("side.other", path=str(self._path))
            length = self._path.stat().st_size
        except OSError as error:
            raise self._failed("file.unreadable", error) from error
        self._start, self._size = len(header), size
        self._records = (length - len(header)) // size

    def given(self, first: int, number: int) -> bytes | None:
        """The records of ``number`` ballots, or ``None`` unless all are there."""
        if first + number > self._records:
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(self._start + first * self._size)
                return file.read(number * self._size)
        except OSError as error:
            raise self._failed("file.unreadable", error) from error

    def keep(self, first: int, commitments: bytes) -> None:
        """Appends records; a torn one at the end is written over."""
        if first > self._records:
            return
        try:
            with self._path.open("r+b") as file:
                file.seek(self._start + first * self._size)
                file.write(commitments)
                file.truncate()
        except OSError as error:
            raise self._failed("file.unwritten", error) from error
        self._records = first + len(commitments) // self._size

    def _failed(self, code: str, error: OSError) -> Unavailable:
        path, reason = str(self._path), error.strerror or ""
        if code == "file.unreadable":
            return Unavailable("file.unreadable", path=path, reason=reason)
        return Unavailable("file.unwritten", path=path, reason=reason)
