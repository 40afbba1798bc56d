"""Files that survive a crash whole, and folders that one process holds at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from suffrage.errors import Unavailable

__all__ = ["locked", "replace_durably", "synchronise", "unfinished", "write_durably"]

_EVERYBODY: Final = 0o666
"""What the umask leaves of it, as for any file."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder until the block ends, or the process does.

    Raises ``Unavailable``: ``private.busy`` while another process holds it, ``file.unreadable``.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as error:
        reason = str(error.strerror)
        raise Unavailable("file.unreadable", path=str(folder), reason=reason) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Unavailable("private.busy", path=str(folder)) from error
        yield
    finally:
        os.close(descriptor)


def unfinished(path: Path) -> Path:
    """Where a file is written before it takes its place; a crash may leave it there."""
    return path.with_name(f".{path.name}.new")


def replace_durably(path: Path, data: bytes, mode: int = _EVERYBODY) -> None:
    """Put the bytes in the file's place; a reader finds the old ones or these.

    File and folder are synchronised when this returns. Raises ``OSError``.
    """
    beside = unfinished(path)
    beside.unlink(missing_ok=True)
    write_durably(beside, data, mode)
    beside.replace(path)
    synchronise(path.parent)


def write_durably(path: Path, data: bytes, mode: int = _EVERYBODY) -> None:
    """A new file with these bytes; raises ``OSError``, also where there is one."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def synchronise(folder: Path) -> None:
    """Make the names in a folder durable; raises ``OSError``."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
