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

__all__ = ["catch_up", "forget_histories", "history_of", "published_history"]

_lock = threading.Lock()
_histories: dict[str, History] = {}
_published: dict[str, History] = {}


def history_of(board: str) -> History:
    """The history of all that is written on a board. Callers read, and never add."""
    with _lock:
        history = _histories.setdefault(board, History())
        catch_up(history, SqlStore(the_database(), board))
        return history


def published_history(board: str, size: int) -> History:
    """The history of what has been published of a board: of the first ``size`` records.

    It shares the states of the whole one. What was published once is not taken back: a smaller
    size than the last gives the same. Callers read, and never add.
    """
    with _lock:
        whole = _histories.setdefault(board, History())
        seen = _published.setdefault(board, History())
        if seen.size >= size:
            return seen
        store = SqlStore(the_database(), board)
        catch_up(whole, store)
        event = events_of(store)
        for entry in store.entries(seen.size)[: size - seen.size]:
            record = Record.parse(entry)
            body = body_of(record, store.blob, event)
            seen.add(record, body, whole.at(seen.size + 1))
        return seen


def forget_histories() -> None:
    """Begin anew: the office's database is another one now."""
    with _lock:
        _histories.clear()
        _published.clear()


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
