"""The course of each board in this process, for the pages that tell of a night.

A history grows with the board: it is caught up, by index, before it is given to anybody.
"""

import threading

from suffrage.acts.perform import events_of
from suffrage.adapters.sql_store import SqlStore
from suffrage.board.record import Record
from suffrage.board.store import Reader
from suffrage.conduct.replay import body_of
from suffrage.conduct.step import step
from suffrage.night.history import History
from suffrage.office.boards import the_database

__all__ = ["catch_up", "history_of"]

_lock = threading.Lock()
_histories: dict[str, History] = {}


def history_of(board: str) -> History:
    """The history of all that is written on a board. Callers read, and never add."""
    with _lock:
        history = _histories.setdefault(board, History())
        catch_up(history, SqlStore(the_database(), board))
        return history


def catch_up(history: History, reader: Reader, size: int | None = None) -> None:
    """Add what a store holds and a history does not, up to a size of the board."""
    state = history.now
    event = events_of(reader)
    new = reader.entries(history.size)
    for entry in new if size is None else new[: size - history.size]:
        record = Record.parse(entry)
        body = body_of(record, reader.blob, event)
        state = step(state, record, body)
        history.add(record, body, state)
