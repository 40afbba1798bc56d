"""A file that only its owner reads: a trustee's or an officer's key, with what it remembers.

* It is created with mode 0600 and never over another file; one that others may read is refused.
* It is replaced whole: a reader after a crash finds the old bytes or the new ones.
* What ``replace`` returned from is durable: file and folder were synchronised.
* One process at a time holds a file; the lock is on the folder, which outlives each replacement.

>>> create_private(path, b"secret")
>>> with held(path) as file:
...     file.replace(file.data + b", and what was done with it")
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from suffrage.adapters.durable import (
    locked,
    replace_durably,
    synchronise,
    unfinished,
    write_durably,
)
from suffrage.errors import Refused, Unavailable

__all__ = ["PrivateFile", "create_private", "held", "read_private"]

_OWNER_ONLY: Final = 0o600
_OTHERS: Final = 0o077
_LARGEST: Final = 2**20


class PrivateFile:
    """A private file under its lock; ``data`` is what it holds now."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._data = data

    @property
    def data(self) -> bytes:
        """The bytes as last read or written."""
        return self._data

    def replace(self, data: bytes) -> None:
        """Durably hold these bytes instead; raises ``Unavailable("private.unwritten")``."""
        try:
            replace_durably(self._path, data, _OWNER_ONLY)
        except OSError as error:
            raise _unwritten(self._path, error) from error
        self._data = data


def create_private(path: Path, data: bytes) -> None:
    """A new private file, durable when this returns.

    Raises ``Refused("private.exists")`` and ``Unavailable("private.unwritten")``.
    """
    beside = unfinished(path)
    try:
        beside.unlink(missing_ok=True)
        write_durably(beside, data, _OWNER_ONLY)
        # Unlike a rename, a link is refused where the name is taken.
        os.link(beside, path)
        beside.unlink()
        synchronise(path.parent)
    except FileExistsError as error:
        beside.unlink(missing_ok=True)
        raise Refused("private.exists", path=str(path)) from error
    except OSError as error:
        raise _unwritten(path, error) from error


@contextmanager
def held(path: Path) -> Iterator[PrivateFile]:
    """The file, for this process alone until the block ends.

    Raises ``Unavailable("private.busy")`` while another process holds a file of this folder,
    and as ``read_private``.
    """
    with locked(path.parent):
        yield PrivateFile(path, read_private(path))


def read_private(path: Path) -> bytes:
    """The bytes of a private file.

    Raises ``Refused``: ``private.open`` where others may read or change it, ``private.kind``
    for a link or anything but a plain file of at most a mebibyte; ``Unavailable`` as
    ``file.unreadable``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if path.is_symlink():
            raise Refused("private.kind", path=str(path)) from error
        raise _unreadable(path, error) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            raise Refused("private.kind", path=str(path))
        if found.st_mode & _OTHERS:
            raise Refused("private.open", path=str(path))
        return os.read(descriptor, _LARGEST)
    finally:
        os.close(descriptor)


def _unreadable(path: Path, error: OSError) -> Unavailable:
    return Unavailable("file.unreadable", path=str(path), reason=str(error.strerror))


def _unwritten(path: Path, error: OSError) -> Unavailable:
    return Unavailable("private.unwritten", path=str(path), reason=str(error.strerror))
