"""One publisher for an office: a lock on the folder that it writes, and one in a shared database.

Two publishers could not fork the log, because the database remembers what was signed; they would
write one folder twice, and contradict each other on the health page.

>>> with only_publisher(folder) as still:
...     still()          # raises where the right was lost, as when the database went away
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from suffrage.adapters.durable import locked
from suffrage.adapters.postgres import Postgres
from suffrage.errors import Unavailable

__all__ = ["only_publisher"]

_NUMBER: Final = int.from_bytes(hashlib.sha256(b"suffrage publisher").digest()[:8], signed=True)
"""The advisory lock; none of a board has this number."""

Still = Callable[[], None]


@contextmanager
def only_publisher(folder: Path) -> Iterator[Still]:
    """The right to publish, until the block ends or the process does.

    Raises ``Unavailable``: ``private.busy`` while another process of this machine has it,
    ``publisher.another`` while one of another machine has. What comes raises
    ``Unavailable("store.failed")`` once the right is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        if connections["default"].vendor == "sqlite":
            yield lambda: None
            return
        # A connection of its own: a session's lock ends with its session.
        held = connections.create_connection("default")
        try:
            yield _claimed(held)
        finally:
            held.close()


def _claimed(held: BaseDatabaseWrapper) -> Still:
    held.ensure_connection()
    database = Postgres(held.connection)
    if database.execute("select pg_try_advisory_lock(?)", (_NUMBER,)) != [(True,)]:
        raise Unavailable("publisher.another")

    def still() -> None:
        database.execute("select 1")

    return still
