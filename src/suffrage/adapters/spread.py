"""Work shared out over processes of this machine; ``cluster`` does the same over several machines.

Tasks are taken as there is room and results given in order, so memory does not grow with the work.

>>> with over_processes() as spread:
...     report = verify_archive(data, means=Means(spread=spread))
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from multiprocessing import active_children, connection, get_context, parent_process
from typing import Final, Literal, Protocol, TypeVar

from suffrage.belenios.means import Spread
from suffrage.errors import Unavailable

__all__ = ["Due", "in_order", "over_processes"]

_T = TypeVar("_T")
_R = TypeVar("_R")
_R_co = TypeVar("_R_co", covariant=True)
# Tasks under way for each process: one at work, one ready, one being sent.
_AHEAD: Final = 3


class Due(Protocol[_R_co]):
    """A task under way."""

    def result(self) -> _R_co:
        """What it gives, once it is done; raises what it raises."""


@contextmanager
def over_processes(number: int | None = None) -> Iterator[Spread]:
    """A ``map`` over ``number`` processes, by default one for each core that may be used.

    They start at once and end with the block; an exception that leaves it, also that of an
    interruption, ends them without waiting for their work. Enter it before other threads start:
    processes are then copies of this one, which saves them all imports. A worker that is killed
    ends the work: ``Unavailable("process.ended")``.
    """
    wanted, others = number or _cores(), active_children()
    pool = ProcessPoolExecutor(wanted, mp_context=get_context(_method()), initializer=_begin)

    def spread(function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
        try:
            yield from in_order(lambda task: pool.submit(function, task), tasks, _AHEAD * wanted)
        except BrokenProcessPool as error:
            raise Unavailable("process.ended") from error

    try:
        for _ in range(wanted):
            pool.submit(int)
        yield spread
    except BaseException:
        for process in active_children():
            if process not in others:
                process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def in_order(submit: Callable[[_T], Due[_R]], tasks: Iterable[_T], most: int) -> Iterator[_R]:
    """The results of tasks in their order, with at most ``most`` of them under way."""
    waiting, rest = deque[Due[_R]](), iter(tasks)
    while True:
        waiting.extend(submit(task) for task in islice(rest, most - len(waiting)))
        if not waiting:
            return
        yield waiting.popleft().result()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _method() -> Literal["fork", "spawn"]:
    """A copy has only the thread that made it, and waits for ever for what another one held."""
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone else "spawn"


def _begin() -> None:
    """Makes of a new process one worker, that lives as long as the process that wants its work."""
    # An interruption goes to all processes of a terminal; what follows is the first one's matter.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Without this each worker would use all cores for its arithmetic.
    os.environ["RAYON_NUM_THREADS"] = "1"
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
