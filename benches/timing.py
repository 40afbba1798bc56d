"""What the benches share: medians, and a table with the peer of each figure beside it.

A module, not a bench: run by itself it does nothing.
"""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Line", "median_ms", "print_table"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure and its peer, in milliseconds."""

    what: str
    ours: float
    peer: str
    theirs: float


def median_ms(
    prepare: Callable[[], T],
    work: Callable[[T], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """The median time of ``work`` in milliseconds; what ``prepare`` takes is not counted.

    With ``time.process_time`` for a clock it is processor time, which others' work leaves alone.
    """
    times = []
    for _ in range(rounds):
        given = prepare()
        start = clock()
        work(given)
        times.append(1_000 * (clock() - start))
    return statistics.median(times)


def print_table(title: str, rounds: int, lines: Iterable[Line]) -> None:
    """Print each figure, its peer, and how many times the peer's time ours is."""
    rows = list(lines)
    wide = max(len(line.what) for line in rows) + 2
    peer = max(len(line.peer) for line in rows) + 2
    print(f"{title}, median of {rounds} runs")
    print(f"{'':<{wide}}{'suffrage':>12}  {'beside it':<{peer}}{'time':>12}{'ratio':>8}")
    for line in rows:
        print(
            f"{line.what:<{wide}}{line.ours:>9.1f} ms  "
            f"{line.peer:<{peer}}{line.theirs:>9.1f} ms{line.ours / line.theirs:>7.2f}x"
        )
