"""Work shared out over processes of this machine, or over the machines of a Dask cluster.

Both take tasks as there is room and give results in order, so memory does not grow with the work.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import Final, Protocol, TypeVar

from suffrage.belenios.means import Spread

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

    Processes start anew instead of as copies of this one, whose threads a copy would not have. They
    start with the first task; leaving the context ends them.
    """
    wanted = number or len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(
        wanted, mp_context=get_context("spawn"), initializer=_one_thread
    ) as pool:

        def spread(function: Callable[[_T], _R], tasks: Iterable[_T], /) -> Iterator[_R]:
            return in_order(lambda task: pool.submit(function, task), tasks, _AHEAD * wanted)

        try:
            yield spread
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def in_order(submit: Callable[[_T], Due[_R]], tasks: Iterable[_T], most: int) -> Iterator[_R]:
    """The results of tasks in their order, with at most ``most`` of them under way."""
    waiting, rest = deque[Due[_R]](), iter(tasks)
    while True:
        waiting.extend(submit(task) for task in islice(rest, most - len(waiting)))
        if not waiting:
            return
        yield waiting.popleft().result()


def _one_thread() -> None:
    """Each process is one worker: without this each would use all cores for its arithmetic."""
    os.environ["RAYON_NUM_THREADS"] = "1"
