"""SQLite: one writer for the whole file, every transaction on the disk before it is answered."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from suffrage.adapters.database import TABLES, Atomic, Row, Value, nested
from suffrage.errors import Unavailable

__all__ = ["Sqlite", "open_sqlite"]

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FAILED = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}
_PRIMARY = 0xFF
"""An extended result code holds the primary one in its last byte."""


def open_sqlite(path: Path | str) -> "Sqlite":
    """The database of a file, created with its tables when absent; ``":memory:"`` has no file.

    WAL, synchronous FULL.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    database = Sqlite(connection)
    database.create_tables()
    return database


class Sqlite:
    """A connection made with ``isolation_level=None``.

    ``atomic`` and ``close`` are those of a framework that holds the connection, such as Django's,
    so that its own tables are written in the same transactions.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        atomic: Atomic | None = None,
        close: Callable[[], None] | None = None,
    ) -> None:
        self.connection = connection
        self._atomic, self._close = atomic, close

    @property
    def inside(self) -> bool:
        """Whether a transaction is open."""
        return self.connection.in_transaction

    def create_tables(self) -> None:
        """The tables of all boards, where they are absent."""
        # Without a transaction: where all are there, nobody waits for a writer.
        for statement in TABLES:
            self.execute(statement.format(text="text", integer="integer", bytes="blob"))

    def execute(self, query: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of a statement; see ``Database``."""
        with _translated():
            return self.connection.execute(query, values).fetchall()

    def change(self, query: str, values: Sequence[Value] = ()) -> int:
        """How many rows a statement has changed."""
        with _translated():
            return self.connection.execute(query, values).rowcount

    def atomic(self) -> AbstractContextManager[object]:
        """A transaction with the only writer of the file; inside one a savepoint."""
        return self._atomic() if self._atomic else nested(self, "begin immediate")

    def claim(self, board: str) -> None:  # noqa: ARG002  (one file has one writer)
        """Be the only writer, also where the transaction was opened without asking for it."""
        self.execute("delete from suffrage_head where false")

    def close(self) -> None:
        """End the connection."""
        (self._close or self.connection.close)()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        primary = error.sqlite_errorcode & _PRIMARY
        if primary in _BUSY:
            raise Unavailable("store.busy") from error
        if primary in _FAILED:
            raise Unavailable("store.failed") from error
        raise
