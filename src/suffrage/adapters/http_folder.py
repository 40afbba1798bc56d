"""A public folder behind a web server, as ``verify.Files`` reads it.

A web server lists nothing, so ``paths`` are only those that every board has. ``Following`` needs
no more: it learns every other path from the log. ``verify_folder``, which looks for strays, needs
a copy on disk.

>>> Following(HttpFolder("https://vote.example.org/public"), policy)    # doctest: +SKIP
"""

import re
from collections.abc import Sequence
from typing import Final

from suffrage.adapters.http_client import ask, checked_address
from suffrage.board.folder import ABOUT, CHECKPOINT
from suffrage.errors import Malformed, Unavailable

__all__ = ["HttpFolder"]

_LARGEST_FILE: Final = 64 * 2**20
_LARGEST_ARCHIVE: Final = 4 * 2**30
_SECONDS: Final = 20.0
_ARCHIVE_SECONDS: Final = 1200.0
_FOUND: Final = 200
_GONE: Final = frozenset({404, 410})
# The names that the folder's specification has; no dot can lead out of the folder.
_PATH = re.compile(r"(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_./-]*")


class HttpFolder:
    """The files below an address; raises ``Refused("http.address")`` as ``checked_address``."""

    def __init__(self, url: str) -> None:
        self._url = checked_address(url)

    def paths(self) -> Sequence[str]:
        """The paths that every board has."""
        return sorted((ABOUT, CHECKPOINT))

    def read(self, path: str) -> bytes:
        """The bytes of a file.

        Raises ``Unavailable``: ``folder.missing``, ``http.status``, ``http.unreachable``;
        ``Malformed``: ``folder.path``, ``folder.large``.
        """
        if _PATH.fullmatch(path) is None:
            raise Malformed("folder.path", path=path)
        is_archive = path.startswith("box/")
        most = _LARGEST_ARCHIVE if is_archive else _LARGEST_FILE
        seconds = _ARCHIVE_SECONDS if is_archive else _SECONDS
        try:
            answer = ask(f"{self._url}/{path}", most=most, seconds=seconds)
        except Malformed as error:
            raise Malformed("folder.large", path=path, most=most) from error
        if answer.status in _GONE:
            raise Unavailable("folder.missing", path=path)
        if answer.status != _FOUND:
            raise Unavailable("http.status", url=f"{self._url}/{path}", status=answer.status)
        return answer.data
