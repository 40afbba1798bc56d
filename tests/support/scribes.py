"""A board that takes acts without end, on either database, and one connection for each thread."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from tests.support.databases import Databases
from tests.support.simulator import Simulation

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.perform import Signed
from suffrage.adapters.database import Database
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.store import Addition

BOARD = "congress"
UNIT = "75-001"


@cache
def counting() -> Simulation:
    """An election whose sheets may come; nobody writes to it."""
    return Simulation().to_the_count()


def lay_out(database: Database, board: str = BOARD) -> int:
    """Copy that election's board into a database; how many entries it has comes back."""
    source = counting().store
    with SqlStore(database, board).transaction() as writer:
        for index, entry in enumerate(source.entries(0)):
            blobs = tuple(data for number, _, data in source.blobs(index) if number == index)
            writer.append(Addition(entry, blobs))
    return source.size()


def incident(account: str) -> Signed:
    """An act that is always allowed, and differs by its account."""
    by = f"secretary@{UNIT}"
    now = counting().now()
    return (
        lambda state: report_incident(
            state, by, now, unit=UNIT, type_="late-opening", account=account
        ),
        counting().sign(by),
    )


def elsewhere() -> Signed:
    """An act that is refused: the unit is another's."""
    by = f"secretary@{UNIT}"
    return (
        lambda state: report_incident(
            state, by, counting().now(), unit="99-999", type_="late-opening", account="x"
        ),
        counting().sign(by),
    )


def accounts(store: SqlStore) -> dict[int, str]:
    """The hash of each account on a board, by the index of its record."""
    return {index: digest for index, digest, _ in store.blobs(counting().store.size())}


def digest_of(account: str) -> str:
    """The hash under which an account lies on the board."""
    return hashlib.sha256(account.encode()).hexdigest()


@dataclass
class Threads:
    """A connection for each thread that asks; ``asked`` counts how often each thread did."""

    make: Callable[[], Database]
    asked: dict[str, int] = field(default_factory=dict)
    _own: threading.local = field(default_factory=threading.local)

    def connect(self) -> Database:
        """The calling thread's connection, a new one when the last was closed."""
        name = threading.current_thread().name
        self.asked[name] = self.asked.get(name, 0) + 1
        if not hasattr(self._own, "database") or _closed(self._own.database):
            self._own.database = self.make()
        database: Database = self._own.database
        return database


def _closed(database: Database) -> bool:
    closed = getattr(database.connection, "closed", None)
    if closed is not None:
        return bool(closed)
    try:
        database.execute("select 1")
    except Exception:  # noqa: BLE001  (sqlite3 says it in no other way)
        return True
    return False


def threads_of(databases: Databases) -> Threads:
    """Connections to a database of a test; those of the test's own thread are closed with it."""
    main = threading.get_ident()

    def make() -> Database:
        return databases.open() if threading.get_ident() == main else databases.connect()

    return Threads(make)
