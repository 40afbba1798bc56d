"""Ballots whose proofs this user's own verifier has found to hold, kept between its runs.

They lie in the user's own cache folder and nowhere else. Each entry is keyed by a hash of all that
a verdict depends on (election, trustees, credential list, ballot, version of the checks) under a
secret of this folder, so an entry made elsewhere, or copied from another election, is no entry.
Whoever can write as the user can change the program as well; nothing here protects against that.
"""

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from secrets import token_bytes
from types import TracebackType
from typing import Final, Self

from suffrage.errors import Refused, Unavailable

__all__ = ["ProvedBallots"]

_SECRET: Final = 32
_OTHERS: Final = 0o077
_HELD: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class ProvedBallots:
    """See ``suffrage.belenios.means.Memory``; made anew where it is damaged.

    Raises ``Refused("cache.open")`` for a folder that is another's or that others may use,
    ``Unavailable("cache.unusable")`` when it cannot be opened. What goes wrong later (a full disk,
    another process that holds it, damage) loses speed only.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            found = folder.stat()
            if found.st_uid != os.getuid() or found.st_mode & _OTHERS:
                raise Refused("cache.open", path=str(folder))
            self._secret = _secret(folder / "secret")
            self._store = _opened(folder / "proved.sqlite")
        except (OSError, sqlite3.Error) as error:
            raise Unavailable("cache.unusable", path=str(folder)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()

    def __contains__(self, key: bytes, /) -> bool:
        try:
            found = self._store.execute("SELECT 1 FROM proved WHERE key = ?", (self._mark(key),))
            return found.fetchone() is not None
        except sqlite3.Error:
            return False

    def add(self, keys: Iterable[bytes], /) -> None:
        """These ballots were proved just now."""
        marks = [(self._mark(key),) for key in keys]
        try:
            with self._store:
                self._store.executemany("INSERT OR IGNORE INTO proved VALUES (?)", marks)
        except sqlite3.Error:
            return

    def _mark(self, key: bytes) -> bytes:
        return hmac.digest(self._secret, key, hashlib.sha256)


def _secret(path: Path) -> bytes:
    if path.exists():
        found = path.read_bytes()
        if len(found) == _SECRET:
            return found
    made = token_bytes(_SECRET)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(made)
    return made


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _with_table(path)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode in _HELD:
            raise
        path.unlink()
        return _with_table(path)


def _with_table(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path)
    try:
        # A cache that a power cut destroys is made again.
        store.execute("PRAGMA synchronous = OFF")
        store.execute("CREATE TABLE IF NOT EXISTS proved (key BLOB PRIMARY KEY) WITHOUT ROWID")
        store.execute("SELECT key FROM proved WHERE key = x''")
    except sqlite3.Error:
        store.close()
        raise
    return store
