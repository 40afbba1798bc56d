"""The scribe: the one thread of a process that writes to its boards, many acts in one commit.

Group commit: all jobs that wait are written in one transaction, each in a savepoint of its own,
and nobody hears an answer before the commit is on the disk. A job that fails is undone with the
private rows written beside it, and leaves the others alone. States that readers get are those of
committed boards; the state of a transaction is thrown away with it.

A process makes its scribe after it has been forked.

>>> scribe = Scribe(connect)
>>> scribe.write("congress-2023", [(act, sign)], lambda written: note_who_called(written))
>>> scribe.state("congress-2023").size
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field

from suffrage.acts.perform import Signed, Written, write_acts
from suffrage.adapters.committed_states import CommittedStates
from suffrage.adapters.database import Database
from suffrage.adapters.sql_store import SqlStore
from suffrage.conduct.state import State
from suffrage.errors import Unavailable

__all__ = ["Beside", "Scribe"]

_Outcome = list[Written] | BaseException

Beside = Callable[[list[Written]], None]
"""Writes private rows on the scribe's own connection; what it raises undoes the acts too.

It may be called again, where the first transaction could not be committed.
"""

BATCH = 64
"""How many jobs share a commit at most, so that the first of them does not wait for long."""

WAITING = 4096
"""How many jobs may wait: two thousand sections at once, and the agents who watch them."""


@dataclass(frozen=True, slots=True)
class _Job:
    board: str
    acts: Sequence[Signed]
    beside: Beside | None
    done: Future[list[Written]] = field(default_factory=Future)


class Scribe:
    """Writes for a process and tells it what has been written.

    ``connect`` gives the calling thread's own database, whose ``atomic`` nests; it is called in
    the scribe's thread for each commit, and in every thread that asks for a state. The scribe
    closes its own thread's database when it has failed and when the scribe ends.
    """

    def __init__(
        self, connect: Callable[[], Database], *, waiting: int = WAITING, batch: int = BATCH
    ) -> None:
        self._connect, self._waiting, self._batch = connect, waiting, batch
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._states = CommittedStates()
        self._thread = threading.Thread(target=self._run, name="scribe", daemon=True)
        self._thread.start()

    def write(
        self, board: str, acts: Sequence[Signed], beside: Beside | None = None
    ) -> list[Written]:
        """Write acts together, and what ``beside`` writes; returns when all of it is durable.

        Raises what the acts and ``beside`` raise, and then nothing is written. Raises
        ``Unavailable("office.busy")`` when too many wait already, and
        ``Unavailable("office.closed")`` or ``Unavailable("store.failed")`` when nobody can tell
        any more whether it was written.
        """
        return self.submit(board, acts, beside).result()

    def submit(
        self, board: str, acts: Sequence[Signed], beside: Beside | None = None
    ) -> Future[list[Written]]:
        """The same without waiting for the answer. Cancelling works until the scribe begins it."""
        if threading.current_thread() is self._thread:
            raise RuntimeError("a job that waits for another waits for ever")
        if not self._thread.is_alive():
            raise Unavailable("office.closed")
        job = _Job(board, tuple(acts), beside)
        with self._changed:
            if self._closing:
                raise Unavailable("office.closed")
            if len(self._jobs) >= self._waiting:
                raise Unavailable("office.busy")
            self._jobs.append(job)
            self._changed.notify()
        return job.done

    def state(self, board: str) -> State:
        """The state of all that is committed, by this process or another; for any thread.

        Inside a job, acts are given the state that they meet; this is the one from before it.
        """
        if threading.current_thread() is self._thread:
            known = self._states.get(board)
            if known is not None:
                return known
        return self._states.catch_up(SqlStore(self._database(), board))

    def close(self) -> None:
        """Write what waits, then end; whoever comes later is refused."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join()

    # -- in the scribe's thread ------------------------------------------------------------------

    def _run(self) -> None:
        jobs: list[_Job] = []
        try:
            while jobs := self._take():
                self._commit(jobs)
        finally:
            with self._changed:
                self._closing = True
            for job in (*jobs, *self._jobs):
                _answer(job, Unavailable("office.closed"))
            with suppress(Exception):
                self._connect().close()

    def _take(self) -> list[_Job]:
        """The jobs of the next commit, in the order of their boards; none at the end.

        All processes claim the boards in that order, so that none waits for another in a ring.
        """
        with self._changed:
            while not self._jobs and not self._closing:
                self._changed.wait()
            taken = [self._jobs.popleft() for _ in range(min(self._batch, len(self._jobs)))]
        return sorted(taken, key=lambda job: job.board)

    def _commit(self, jobs: list[_Job]) -> None:
        """Write jobs and answer them, once all is durable."""
        taken = [job for job in jobs if job.done.set_running_or_notify_cancel()]
        outcomes: list[_Outcome]
        try:
            outcomes = self._write(taken)
        except BaseException as error:  # noqa: BLE001  (every caller hears of it)
            if _is_integrity(error) and len(taken) > 1:
                # Some row contradicts another only at the commit: which job's, each shows alone.
                outcomes = [self._write_alone(job) for job in taken]
            else:
                outcomes = [self._failed(error)] * len(taken)
        for job, outcome in zip(taken, outcomes, strict=True):
            _answer(job, outcome)

    def _write_alone(self, job: _Job) -> _Outcome:
        try:
            return self._write([job])[0]
        except BaseException as error:  # noqa: BLE001  (its caller hears of it)
            return self._failed(error)

    def _write(self, jobs: list[_Job]) -> list[_Outcome]:
        """What comes of each job, after one commit for all."""
        states: dict[str, State] = {}
        outcomes: list[_Outcome] = []
        database = self._database()
        with database.atomic():
            for job in jobs:
                outcomes.append(self._attempt(job, database, states))
                if not database.inside:
                    raise Unavailable("store.failed")
        for board, state in states.items():
            self._states.put(board, state)
        return outcomes

    def _attempt(self, job: _Job, database: Database, states: dict[str, State]) -> _Outcome:
        """One job in its savepoint; ``states`` are those of this transaction."""
        store = SqlStore(database, job.board)
        try:
            with database.atomic():
                store.claim()
                if job.board not in states:
                    # Nothing of this transaction is on the board yet, so readers may know it.
                    states[job.board] = self._states.catch_up(store)
                state, written = write_acts(states[job.board], store, job.acts)
                if job.beside is not None:
                    job.beside(written)
        except BaseException as error:  # noqa: BLE001  (its caller hears of it)
            return error
        states[job.board] = state
        return written

    def _failed(self, error: BaseException) -> BaseException:
        """What callers hear of a transaction that failed as a whole; the connection is new then."""
        with suppress(Exception):
            self._connect().close()
        if isinstance(error, Unavailable) or _is_integrity(error):
            return error
        failed = Unavailable("store.failed")
        failed.__cause__ = error
        return failed

    def _database(self) -> Database:
        try:
            return self._connect()
        except Exception as error:
            raise Unavailable("store.failed") from error


def _is_integrity(error: BaseException) -> bool:
    """Whether the database has refused to commit for certain, by the name of PEP 249."""
    return any(one.__name__ == "IntegrityError" for one in type(error).__mro__)


def _answer(job: _Job, outcome: _Outcome) -> None:
    with suppress(InvalidStateError):  # answered already, or cancelled
        if isinstance(outcome, BaseException):
            job.done.set_exception(outcome)
        else:
            job.done.set_result(outcome)
