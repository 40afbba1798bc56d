"""The store on SQLite or PostgreSQL: many boards in one database, one writer each.

Every transaction is durable before it is answered. The caller's connection serves, so that private
tables of an office share one database and one transaction with the boards; readers of other
threads need their own. A board is named by its slug; whatever is read or written here is that
board's alone.

>>> store = open_store(Path("office.sqlite"), "congress-2023")
>>> with store.transaction() as writer:
...     writer.append(Addition(entry))
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from suffrage.adapters.database import Database
from suffrage.adapters.sqlite import open_sqlite
from suffrage.board.store import Addition, Waiting
from suffrage.errors import NotVerified, Refused, Unavailable

__all__ = ["SqlStore", "open_store"]


def open_store(path: Path | str, board: str) -> "SqlStore":
    """One board in an SQLite file, created when absent; ``":memory:"`` has no file."""
    return SqlStore(open_sqlite(path), board)


class SqlStore:
    """``board.Store`` over a database that has its tables, and the log's last signed head."""

    def __init__(self, database: Database, board: str) -> None:
        self.database, self.board = database, board

    def size(self) -> int:
        """How many entries the board has."""
        query = "select coalesce(max(number) + 1, 0) from suffrage_entry where board = ?"
        ((size,),) = self.database.execute(query, (self.board,))
        return int(size)

    def entries(self, start: int) -> Sequence[bytes]:
        """The entries from index ``start`` on, in order."""
        rows = self.database.execute(
            "select data from suffrage_entry where board = ? and number >= ? order by number",
            (self.board, start),
        )
        return [bytes(data) for (data,) in rows]

    def blob(self, digest: str) -> bytes | None:
        """The bytes of a blob; ``None`` when it is absent or erased."""
        rows = self.database.execute(
            "select data from suffrage_blob where board = ? and hash = ?", (self.board, digest)
        )
        return bytes(rows[0][0]) if rows else None

    def blobs(self, start: int) -> Sequence[tuple[int, str, bytes]]:
        """The blobs that the entries from index ``start`` on brought: index, hash, bytes.

        What several entries name is the first one's, unless it was erased between them.
        """
        rows = self.database.execute(
            "select number, hash, data from suffrage_blob where board = ? and number >= ? "
            "order by number, hash",
            (self.board, start),
        )
        return [(number, digest, bytes(data)) for number, digest, data in rows]

    def archive(self, box: str, run: int) -> bytes:
        """The archive of one run so far; empty before its first event."""
        rows = self.database.execute(
            "select data from suffrage_archive where board = ? and box = ? and run = ? "
            "order by position",
            (self.board, box, run),
        )
        return b"".join(bytes(data) for (data,) in rows)

    def archives(self) -> Sequence[tuple[str, int]]:
        """The runs that have an archive, in order."""
        rows = self.database.execute(
            "select distinct box, run from suffrage_archive where board = ? order by box, run",
            (self.board,),
        )
        return [(box, run) for box, run in rows]

    def waiting(self, box: str, run: int) -> Sequence[Waiting]:
        """The ballots of a run that wait for their place, in the order of their hashes."""
        rows = self.database.execute(
            "select hash, credential, data from suffrage_intake "
            "where board = ? and box = ? and run = ? and placed = 0 order by hash",
            (self.board, box, run),
        )
        return [Waiting(digest, credential, bytes(data)) for digest, credential, data in rows]

    @contextmanager
    def transaction(self) -> Iterator["SqlStore"]:
        """The only writer until it ends; all of it is durable, or nothing of it happened.

        Inside a transaction of the caller's it joins that one, and the caller commits; what
        fails is undone there too. Raises ``Unavailable("store.busy")`` when another process
        holds the board for too long, and ``Unavailable("store.failed")`` when the database is
        gone or full: then whether a commit happened is found out by reading.
        """
        with self.database.atomic():
            self.claim()
            yield self

    def claim(self) -> None:
        """Be the board's only writer until the caller's transaction ends."""
        self.database.claim(self.board)

    def append(self, addition: Addition) -> int:
        """Append an entry with what it brings; its index comes back.

        Raises ``Unavailable("store.busy")`` where another has that index, as in a transaction
        that began too early to see it; ``NotVerified("log.rolled-back")`` where the log has
        signed records that this store has lost, as after an older copy was put back.
        """
        number = self.size()
        if self.head()[0] > number:
            raise NotVerified("log.rolled-back", size=self.head()[0], found=number)
        changed = self.database.change(
            "insert into suffrage_entry (board, number, data) values (?, ?, ?) "
            "on conflict do nothing",
            (self.board, number, addition.entry),
        )
        if not changed:
            raise Unavailable("store.busy")
        for data in addition.blobs:
            self.database.change(
                "insert into suffrage_blob (board, hash, number, data) values (?, ?, ?, ?) "
                "on conflict do nothing",
                (self.board, hashlib.sha256(data).hexdigest(), number, data),
            )
        if addition.archive is not None:
            self._append_event(addition.archive, addition, number)
        return number

    def take_in(self, box: str, run: int, ballot: Waiting) -> None:
        """Hold a checked ballot; raises ``Refused("ballot.again")`` for a credential held."""
        changed = self.database.change(
            "insert into suffrage_intake (board, box, run, credential, hash, data) "
            "values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            (self.board, box, run, ballot.credential, ballot.hash, ballot.data),
        )
        if not changed:
            raise Refused("ballot.again", box=box, run=run)

    def erase(self, digest: str) -> None:
        """Forget the bytes of a blob that a record declares erased."""
        self.database.change(
            "delete from suffrage_blob where board = ? and hash = ?", (self.board, digest)
        )

    def head(self) -> tuple[int, bytes]:
        """The size and root that the log last signed; (0, b"") before the first."""
        rows = self.database.execute(
            "select size, root from suffrage_head where board = ?", (self.board,)
        )
        return (rows[0][0], bytes(rows[0][1])) if rows else (0, b"")

    def set_head(self, size: int, root: bytes) -> None:
        """Remember, durably and before signing, what the log is about to sign.

        Raises ``Refused("log.head-newer")`` for less than the log has signed already.
        """
        with self.transaction():
            if self.head()[0] > size:
                raise Refused("log.head-newer", size=size, signed=self.head()[0])
            self.database.change(
                "insert into suffrage_head (board, size, root) values (?, ?, ?) "
                "on conflict (board) do update set size = excluded.size, root = excluded.root",
                (self.board, size, root),
            )

    def _append_event(self, of: tuple[str, int], addition: Addition, number: int) -> None:
        self.database.change(
            "insert into suffrage_archive (board, box, run, position, data) values (?, ?, ?, ?, ?)",
            (self.board, *of, number, addition.archived),
        )
        self.database.change(
            "update suffrage_intake set placed = 1 "
            "where board = ? and box = ? and run = ? and hash = ?",
            (self.board, *of, addition.sequenced),
        )
