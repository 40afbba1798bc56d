"""The last committed state of each board, for all threads of a process."""

import threading
from collections import defaultdict

from suffrage.acts.perform import caught_up
from suffrage.adapters.sql_store import SqlStore
from suffrage.conduct.state import State

__all__ = ["CommittedStates"]


class CommittedStates:
    """States are immutable; what changes hands is the last one of each board."""

    def __init__(self) -> None:
        self._states: dict[str, State] = {}
        self._guard = threading.Lock()
        self._reading: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def get(self, board: str) -> State | None:
        """The last state known; ``None`` where nobody has asked for the board yet."""
        return self._states.get(board)

    def catch_up(self, store: SqlStore) -> State:
        """The state of all that ``store`` shows, which must be committed.

        One thread at a time replays a board; the others wait and find it done.
        """
        with self._guard:
            turn = self._reading[store.board]
        with turn:
            known = self._states.get(store.board)
            state = caught_up(known or State(), store)
            with self._guard:
                newer = self._states.get(store.board)
                if newer is known or newer is None:
                    self._states[store.board] = state
                    return state
            # The scribe has committed meanwhile, and this replay may or may not have seen it.
            return max(state, newer, key=lambda one: one.size)

    def put(self, board: str, state: State) -> None:
        """The state that a commit has made true."""
        with self._guard:
            self._states[board] = state
