"""Files that a person names on the command line."""

from pathlib import Path

from suffrage.errors import Unavailable

__all__ = ["read_file"]


def read_file(path: Path) -> bytes:
    """The bytes of a file; raises ``Unavailable("file.unreadable")`` with the system's reason."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable("file.unreadable", path=str(path), reason=str(error.strerror)) from error
