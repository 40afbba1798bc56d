"""The boards of this office in this process: one writer, one state for all readers."""

import threading
from collections.abc import Callable, Sequence

from django.db import connections, transaction

from suffrage.acts.perform import Act, Written
from suffrage.adapters.database import Database
from suffrage.adapters.postgres import Postgres
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sqlite import Sqlite
from suffrage.board.signature import Signer
from suffrage.conduct.state import State

__all__ = ["board_state", "close_boards", "the_database", "write"]

_lock = threading.Lock()
_scribe: Scribe | None = None


def board_state(board: str) -> State:
    """The state of all that is written on a board."""
    return _the_scribe().state(board)


def write(
    board: str,
    acts: Sequence[tuple[Act, Signer | None]],
    beside: Callable[[list[Written]], None] | None = None,
) -> list[Written]:
    """Write acts and, in the same transaction, what ``beside`` does to the office's own tables.

    It returns when all is durable; raises what the acts and ``beside`` raise, and then nothing is
    written.
    """
    return _the_scribe().write(board, acts, beside)


def close_boards() -> None:
    """End the writer; a later call begins with another one."""
    global _scribe  # noqa: PLW0603  (one writer a process)
    with _lock:
        if _scribe is not None:
            _scribe.close()
        _scribe = None


def _the_scribe() -> Scribe:
    global _scribe  # noqa: PLW0603  (one writer a process)
    with _lock:
        if _scribe is None:
            _scribe = Scribe(the_database)
        return _scribe


def the_database() -> Database:
    """The calling thread's connection, which Django's tables share."""
    connection = connections["default"]
    connection.ensure_connection()
    kind = Sqlite if connection.vendor == "sqlite" else Postgres
    return kind(connection.connection, transaction.atomic, connection.close)
