"""PostgreSQL: several processes share the boards, and each board has one writer at a time.

The rule of the one writer is an advisory lock for the length of the transaction. The isolation is
read committed, so that whoever gets the lock sees what its last holder has written.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow, tuple_row

from suffrage.adapters.database import TABLES, Atomic, Row, Value, nested
from suffrage.errors import Unavailable

__all__ = ["Postgres"]

_BUSY = {"40001", "40P01", "55P03", "57014"}
"""serialization_failure, deadlock_detected, lock_not_available, query_canceled."""

_FAILED = ("08", "25006", "53", "57", "58")
"""Connection lost, read-only server, out of resources, operator's intervention, system error."""

_PATIENCE = "5s"
"""How long to wait for another process's transaction, as SQLite's driver does by default."""

_CLAIM = """select set_config('lock_timeout', ?, true),
  set_config('synchronous_commit', case current_setting('synchronous_commit')
    when 'off' then 'on' else current_setting('synchronous_commit') end, true),
  pg_advisory_xact_lock(?)"""


class Postgres:
    """A psycopg connection in autocommit mode.

    ``atomic`` and ``close`` are those of a framework that holds the connection, such as Django's,
    so that its own tables are written in the same transactions. The framework's cursors and rows
    are left alone.
    """

    def __init__(
        self,
        connection: psycopg.Connection[TupleRow],
        atomic: Atomic | None = None,
        close: Callable[[], None] | None = None,
    ) -> None:
        self.connection = connection
        self._atomic, self._close = atomic, close

    @property
    def inside(self) -> bool:
        """Whether a transaction is open, or begins by itself with the next statement."""
        if self.connection.closed:
            return False
        idle = self.connection.info.transaction_status == TransactionStatus.IDLE
        return not (idle and self.connection.autocommit)

    def create_tables(self) -> None:
        """The tables of all boards, where they are absent. Two processes may ask at once."""
        with self.atomic():
            # Nobody's board: "if not exists" alone fails for the second of two at once. And where
            # the last table is there it asks nobody who writes to wait, as an index would.
            self.claim("")
            if self.execute("select to_regclass('suffrage_head')") != [(None,)]:
                return
            for statement in TABLES:
                # The order of texts is that of their bytes, as in SQLite.
                text = 'text collate "C"'
                self.execute(statement.format(text=text, integer="bigint", bytes="bytea"))

    def execute(self, query: str, values: Sequence[Value] = ()) -> list[Row]:
        """The rows of a statement; see ``Database``."""
        with _translated():
            cursor = self._run(query, values)
            return cursor.fetchall() if cursor.description else []

    def change(self, query: str, values: Sequence[Value] = ()) -> int:
        """How many rows a statement has changed."""
        with _translated():
            return self._run(query, values).rowcount

    def atomic(self) -> AbstractContextManager[object]:
        """A transaction at read committed; inside one a savepoint."""
        if self._atomic:
            return self._atomic()
        return nested(self, "begin isolation level read committed")

    def claim(self, board: str) -> None:
        """Be the only writer of a board; what is committed is on the disk."""
        digest = hashlib.sha256(b"suffrage board " + board.encode()).digest()
        self.execute(_CLAIM, (_PATIENCE, int.from_bytes(digest[:8], signed=True)))

    def close(self) -> None:
        """End the connection."""
        (self._close or self.connection.close)()

    def _run(self, query: str, values: Sequence[Value]) -> psycopg.Cursor[TupleRow]:
        cursor = psycopg.Cursor(self.connection, row_factory=tuple_row)
        return cursor.execute(query.replace("?", "%s").encode(), values)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, psycopg.InternalError) as error:
        state = error.sqlstate
        if state in _BUSY:
            raise Unavailable("store.busy") from error
        # Without a state the server has said nothing: it is gone.
        if state is None or state.startswith(_FAILED):
            raise Unavailable("store.failed") from error
        raise
