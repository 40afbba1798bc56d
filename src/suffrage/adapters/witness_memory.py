"""What a witness and a monitor remember, on SQLite: the last checkpoint of each log, whole.

* One caller at a time, other processes included; durable when its transaction has ended.
* The file is made once, with the key. One that is lost is not made anew: a witness that forgot
  would cosign a log that was rolled back, so its key is retired with it.

>>> create_memory(path)                                                  # doctest: +SKIP
>>> memory = WitnessMemory(path)                                         # doctest: +SKIP
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, Literal

from suffrage.adapters.private_file import create_private
from suffrage.errors import Malformed, Unavailable

__all__ = ["Role", "WitnessMemory", "create_memory"]

Role = Literal["cosigned", "followed"]
"""Whose checkpoints: what the witness cosigned, or what the monitor followed."""

_WAIT: Final = 10.0
_TABLE: Final = """
create table if not exists checkpoint (
  role text, origin text, note blob not null, primary key (role, origin)) strict"""


def create_memory(path: Path) -> None:
    """An empty memory; raises ``Refused("private.exists")`` and as ``create_private``."""
    create_private(path, b"")


class WitnessMemory:
    """The checkpoints of one role; raises ``Unavailable("witness.state-lost")`` without a file."""

    def __init__(self, path: Path, role: Role = "cosigned") -> None:
        if not path.is_file():
            raise Unavailable("witness.state-lost", path=str(path))
        self._path, self._role = path, role

    @contextmanager
    def transaction(self) -> Iterator["WitnessLedger"]:
        """One caller at a time; durable when it ends well, undone when it raises.

        Raises ``Unavailable("witness.state-busy")`` after ten seconds, or where the disk
        fails; ``Malformed("witness.state")`` for a file that is none.
        """
        if not self._path.is_file():
            raise Unavailable("witness.state-lost", path=str(self._path))
        try:
            with closing(self._connected()) as connection:
                connection.execute("begin immediate")
                connection.execute(_TABLE)
                # Closing without a commit undoes everything.
                yield WitnessLedger(connection, self._role)
                connection.execute("commit")
        except sqlite3.OperationalError as error:
            raise Unavailable("witness.state-busy", path=str(self._path)) from error
        except sqlite3.DatabaseError as error:
            raise Malformed("witness.state", path=str(self._path)) from error

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=_WAIT, isolation_level=None)
        connection.execute("pragma synchronous = extra")
        return connection


class WitnessLedger:
    """What one role remembers, until its transaction ends."""

    def __init__(self, connection: sqlite3.Connection, role: Role) -> None:
        self._connection, self._role = connection, role

    def last(self, origin: str) -> bytes | None:
        """The last checkpoint of a log; ``None`` before the first."""
        row = self._connection.execute(
            "select note from checkpoint where role = ? and origin = ?", (self._role, origin)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def keep(self, origin: str, note: bytes) -> None:
        """Remember this checkpoint instead."""
        self._connection.execute(
            "insert or replace into checkpoint values (?, ?, ?)", (self._role, origin, note)
        )
