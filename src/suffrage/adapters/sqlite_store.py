"""The store on SQLite: one writer, every transaction durable before it is answered.

It accepts the caller's connection, so that private tables of an office can share one database
and one transaction with the board. Readers of other threads need their own connection.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from suffrage.board.store import Addition, Waiting
from suffrage.errors import Refused, Unavailable

__all__ = ["SqliteStore", "open_store"]

_TABLES = """
create table if not exists suffrage_entry (
  number integer primary key, data blob not null) strict;
create table if not exists suffrage_blob (
  number integer primary key, hash text not null unique, data blob not null) strict;
create table if not exists suffrage_archive (
  box text, run integer, position integer, data blob not null,
  primary key (box, run, position)) strict;
create table if not exists suffrage_intake (
  box text, run integer, credential text, hash text not null, data blob not null,
  placed integer not null default 0,
  primary key (box, run, credential)) strict;
create table if not exists suffrage_head (
  only integer primary key check (only = 1), size integer not null, root blob not null) strict;
"""


_OWN = ("begin immediate", "commit", ("rollback",))
_JOINED = (
    "savepoint suffrage",
    "release suffrage",
    ("rollback to suffrage", "release suffrage"),
)


def open_store(path: Path) -> "SqliteStore":
    """The store in a database file, created when absent: WAL, synchronous FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    return SqliteStore(connection)


class SqliteStore:
    """``board.Store`` over a connection in autocommit mode, and the log's last signed head."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        for statement in _TABLES.strip().split(";\n"):
            connection.execute(statement)

    def size(self) -> int:
        """How many entries the board has."""
        return int(self._one("select coalesce(max(number) + 1, 0) from suffrage_entry"))

    def entries(self, start: int) -> Sequence[bytes]:
        """The entries from index ``start`` on, in order."""
        rows = self._connection.execute(
            "select data from suffrage_entry where number >= ? order by number", (start,)
        )
        return [data for (data,) in rows]

    def blob(self, digest: str) -> bytes | None:
        """The bytes of a blob; ``None`` when it is absent or erased."""
        row = self._connection.execute(
            "select data from suffrage_blob where hash = ?", (digest,)
        ).fetchone()
        return None if row is None else row[0]

    def blobs(self, after: int) -> Sequence[tuple[int, str, bytes]]:
        """The blobs written since number ``after``, each with its number and hash."""
        return self._connection.execute(
            "select number, hash, data from suffrage_blob where number > ? order by number",
            (after,),
        ).fetchall()

    def archive(self, box: str, run: int) -> bytes:
        """The archive of one run so far; empty before its first event."""
        rows = self._connection.execute(
            "select data from suffrage_archive where box = ? and run = ? order by position",
            (box, run),
        )
        return b"".join(data for (data,) in rows)

    def archives(self) -> Sequence[tuple[str, int]]:
        """The runs that have an archive, in order."""
        return self._connection.execute(
            "select distinct box, run from suffrage_archive order by box, run"
        ).fetchall()

    def waiting(self, box: str, run: int) -> Sequence[Waiting]:
        """The ballots of a run that wait for their place, in the order of their hashes."""
        rows = self._connection.execute(
            "select hash, credential, data from suffrage_intake "
            "where box = ? and run = ? and placed = 0 order by hash",
            (box, run),
        )
        return [Waiting(*row) for row in rows]

    @contextmanager
    def transaction(self) -> Iterator["SqliteStore"]:
        """The only writer until it ends; all of it is durable, or nothing of it happened.

        Inside a transaction of the caller's it joins that one, and the caller commits; what
        fails is undone there too. Raises ``Unavailable("store.busy")`` when another process
        holds the database for too long.
        """
        joined = self._connection.in_transaction
        begin, end, undo = _JOINED if joined else _OWN
        try:
            self._connection.execute(begin)
        except sqlite3.OperationalError as error:
            raise Unavailable("store.busy") from error
        try:
            yield self
            self._connection.execute(end)
        except BaseException:
            for statement in undo:
                self._connection.execute(statement)
            raise

    def append(self, addition: Addition) -> int:
        """Append an entry with what it brings; its index comes back."""
        execute = self._connection.execute
        number = self.size()
        execute("insert into suffrage_entry values (?, ?)", (number, addition.entry))
        for data in addition.blobs:
            digest = hashlib.sha256(data).hexdigest()
            execute(
                "insert or ignore into suffrage_blob (hash, data) values (?, ?)", (digest, data)
            )
        if addition.archive is not None:
            execute(
                "insert into suffrage_archive values (?, ?, ?, ?)",
                (*addition.archive, number, addition.archived),
            )
            execute(
                "update suffrage_intake set placed = 1 where box = ? and run = ? and hash = ?",
                (*addition.archive, addition.sequenced),
            )
        return number

    def take_in(self, box: str, run: int, ballot: Waiting) -> None:
        """Hold a checked ballot; raises ``Refused("ballot.again")`` for a credential held."""
        try:
            self._connection.execute(
                "insert into suffrage_intake (box, run, credential, hash, data) "
                "values (?, ?, ?, ?, ?)",
                (box, run, ballot.credential, ballot.hash, ballot.data),
            )
        except sqlite3.IntegrityError as error:
            raise Refused("ballot.again", box=box, run=run) from error

    def erase(self, digest: str) -> None:
        """Forget the bytes of a blob that a record declares erased."""
        self._connection.execute("delete from suffrage_blob where hash = ?", (digest,))

    def head(self) -> tuple[int, bytes]:
        """The size and root that the log last signed; (0, b"") before the first."""
        row = self._connection.execute("select size, root from suffrage_head").fetchone()
        return (0, b"") if row is None else (row[0], row[1])

    def set_head(self, size: int, root: bytes) -> None:
        """Remember, durably and before signing, what the log is about to sign.

        Raises ``Refused("log.head-newer")`` for less than the log has signed already.
        """
        with self.transaction():
            if self.head()[0] > size:
                raise Refused("log.head-newer", size=size, signed=self.head()[0])
            self._connection.execute(
                "insert into suffrage_head values (1, ?, ?) "
                "on conflict (only) do update set size = excluded.size, root = excluded.root",
                (size, root),
            )

    def _one(self, query: str) -> int:
        row: tuple[int] = self._connection.execute(query).fetchone()
        return row[0]
