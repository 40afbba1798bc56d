"""A folder on disk as the verifier reads it: plain files of a bounded size, never a link."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from suffrage.cli.bounded import read_at_most
from suffrage.errors import Malformed, Unavailable

__all__ = ["Directory", "read_file"]

LARGEST_FILE: Final = 64 * 2**20
LARGEST_ARCHIVE: Final = 4 * 2**30
# A pipe would block whoever opens it; a link could lead out of the folder.
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Directory:
    """The files below a folder; raises ``Unavailable("folder.none")`` when it is none."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise Unavailable("folder.none", path=str(root))
        self._root = root

    def paths(self) -> Sequence[str]:
        """Every file, link and special file, with ``/`` between the parts, sorted.

        Raises ``Unavailable("folder.unreadable")`` for a folder that cannot be listed.
        """
        return sorted(self._found())

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises ``Malformed``: ``folder.link``, ``folder.large``; and
        ``Unavailable("folder.unreadable")``.
        """
        most = LARGEST_ARCHIVE if path.startswith("box/") else LARGEST_FILE
        return read_file(self._root / path, path, most)

    def size_of(self, prefix: str) -> int:
        """The bytes of all files whose path begins so; nothing of those that cannot be asked."""
        sizes = (self._size(path) for path in self._found() if path.startswith(prefix))
        return sum(sizes)

    def _size(self, path: str) -> int:
        try:
            return (self._root / path).lstat().st_size
        except OSError:
            return 0

    def _found(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._root, onerror=_refuse):
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in (*files, *links):
                yield (Path(folder) / name).relative_to(self._root).as_posix()


def read_file(target: Path, name: str, most: int = LARGEST_FILE) -> bytes:
    """The bytes of one plain file, called ``name`` in refusals; raises as ``Directory.read``."""
    try:
        if not stat.S_ISREG(target.lstat().st_mode):
            raise Malformed("folder.link", path=name)
        with os.fdopen(os.open(target, _FLAGS), "rb") as file:
            data = read_at_most(file, most)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(data) > most:
        raise Malformed("folder.large", path=name, most=most)
    return data


def _refuse(error: OSError) -> None:
    raise _unreadable(str(error.filename), error) from error


def _unreadable(name: str, error: OSError) -> Unavailable:
    return Unavailable("folder.unreadable", path=name, detail=error.strerror or "")
