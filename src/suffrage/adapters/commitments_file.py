"""The side file of commitments on disk (``docs/spec/commitments.md``)."""

import os
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
        found, length = self._read_start(len(header))
        if not header.startswith(found):
            raise Refused("side.other", path=str(self._path))
        if found != header:
            # It is absent, or whoever began it came no further.
            self._write(0, header)
            length = len(header)
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
            raise self._unreadable(error) from error

    def keep(self, first: int, commitments: bytes) -> None:
        """Records in their place, up to the end or beyond; a torn one there is written over."""
        if first <= self._records:
            self._write(self._start + first * self._size, commitments)
            self._records = first + len(commitments) // self._size

    def _read_start(self, size: int) -> tuple[bytes, int]:
        try:
            with self._path.open("rb") as file:
                return file.read(size), os.fstat(file.fileno()).st_size
        except FileNotFoundError:
            return b"", 0
        except OSError as error:
            raise self._unreadable(error) from error

    def _write(self, position: int, data: bytes) -> None:
        try:
            with self._path.open("r+b" if position else "wb") as file:
                file.seek(position)
                file.write(data)
        except OSError as error:
            path, reason = str(self._path), error.strerror or ""
            raise Unavailable("file.unwritten", path=path, reason=reason) from error

    def _unreadable(self, error: OSError) -> Unavailable:
        return Unavailable("file.unreadable", path=str(self._path), reason=error.strerror or "")
