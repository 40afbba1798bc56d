"""An archive on disk as the verifier reads it: by parts, so that its size does not matter."""

import os
import stat
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from suffrage.errors import Unavailable

__all__ = ["ArchiveFile"]

_WINDOW: Final = 2**20


class ArchiveFile:
    """The bytes that a file has when it is opened; see ``suffrage.belenios.readable.Readable``.

    An archive only grows, so what is appended meanwhile is simply not seen. Raises
    ``Unavailable("file.unreadable")``, also when a part can no longer be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # A pipe would make whoever opens it wait, and has no parts.
            self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
            found = os.fstat(self._file)
        except OSError as error:
            raise self._unreadable(error) from error
        if not stat.S_ISREG(found.st_mode):
            os.close(self._file)
            raise Unavailable("file.unreadable", path=str(path), reason="no plain file")
        self._size = found.st_size
        self._start, self._window = 0, b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self._file)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice, /) -> bytes:
        start, end, _ = part.indices(self._size)
        if end <= start:
            return b""
        if not self._start <= start < end <= self._start + len(self._window):
            self._start, self._window = start, self._read(start, max(_WINDOW, end - start))
        return self._window[start - self._start : end - self._start]

    def _read(self, start: int, size: int) -> bytes:
        try:
            data = os.pread(self._file, min(size, self._size - start), start)
        except OSError as error:
            raise self._unreadable(error) from error
        return data

    def _unreadable(self, error: OSError) -> Unavailable:
        return Unavailable("file.unreadable", path=str(self._path), reason=error.strerror or "")
