"""What the store asks of a database: statements, nested transactions, and one writer a board.

A database is one connection, used by one thread. Statements are those that SQLite and PostgreSQL
both understand, with ``?`` for a value. Whatever the driver says of a lock that did not come or
of a server that went away, the caller hears ``Unavailable``.

>>> database = Sqlite(connection)
>>> database.create_tables()
>>> with database.atomic():
...     database.claim("congress-2023")
...     database.execute("select max(number) from suffrage_entry where board = ?", (board,))
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

__all__ = ["TABLES", "Atomic", "Database", "Row", "Value", "nested"]

Row = tuple[Any, ...]
"""One row, with the driver's own values: text, integers, bytes."""

Value = str | int | bytes
"""What a statement takes."""

Atomic = Callable[[], AbstractContextManager[object]]
"""Opens a transaction on a connection, or a savepoint inside one."""

TABLES = (
    """create table if not exists suffrage_entry (
      board {text} not null, number {integer} not null, data {bytes} not null,
      primary key (board, number))""",
    """create table if not exists suffrage_blob (
      board {text} not null, hash {text} not null, number {integer} not null,
      data {bytes} not null, primary key (board, hash))""",
    """create index if not exists suffrage_blob_number on suffrage_blob (board, number)""",
    """create table if not exists suffrage_archive (
      board {text} not null, box {text} not null, run {integer} not null,
      position {integer} not null, data {bytes} not null,
      primary key (board, box, run, position))""",
    """create table if not exists suffrage_intake (
      board {text} not null, box {text} not null, run {integer} not null,
      credential {text} not null, hash {text} not null, data {bytes} not null,
      placed {integer} not null default 0,
      primary key (board, box, run, credential))""",
    """create table if not exists suffrage_head (
      board {text} not null primary key, size {integer} not null, root {bytes} not null)""",
)
"""The tables of all boards; ``{text}``, ``{integer}`` and ``{bytes}`` are the database's types."""


class Database(Protocol):
    """One connection in autocommit mode.

    Every method raises ``Unavailable("store.busy")`` for a lock that another process holds for too
    long, and ``Unavailable("store.failed")`` when the database is out of reach or cannot write.
    """

    connection: Any

    @property
    def inside(self) -> bool:
        """Whether a transaction is open."""

    def create_tables(self) -> None:
        """The tables of all boards, where they are absent. Two processes may ask at once."""

    def execute(self, query: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of a statement; none for one that has no result."""

    def change(self, query: str, values: Sequence[Value] = ()) -> int:
        """How many rows a statement has changed."""

    def atomic(self) -> AbstractContextManager[object]:
        """A transaction, durable when it is left; inside one a savepoint, undone if it fails."""

    def claim(self, board: str) -> None:
        """Be the only writer of a board until the transaction ends. Ask inside one."""

    def close(self) -> None:
        """End the connection."""


@contextmanager
def nested(database: Database, begin: str) -> Iterator[None]:
    """A transaction by the statement ``begin``, or a savepoint inside one that is open.

    A database that has ended the transaction by itself, as for a full disk, has nothing left to
    undo.
    """
    end = "commit"
    undo: tuple[str, ...] = ("rollback",)
    if database.inside:
        begin, end = "savepoint suffrage", "release savepoint suffrage"
        undo = ("rollback to savepoint suffrage", "release savepoint suffrage")
    database.execute(begin)
    try:
        yield
        database.execute(end)
    except BaseException:
        for statement in undo:
            if database.inside:
                database.execute(statement)
        raise
