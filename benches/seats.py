"""Seats of 30 lists x 300 seats, with trace, beside votelib in the same run.

Figure to reach: 20 ms. Run ``python benches/seats.py [ROUNDS]``.
"""

import statistics
import sys
import time
from collections.abc import Callable

from votelib.evaluate.proportional import HighestAverages, LargestRemainder

from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule
from suffrage.rules import award

LISTS, SEATS, LIMIT_MS = 30, 300, 20
ORACLES = {
    "dhondt": HighestAverages("d_hondt"),
    "sainte-lague": HighestAverages("sainte_lague"),
    "hare": LargestRemainder("hare"),
    "droop": LargestRemainder("droop"),
}
RULES: list[SeatRule] = [DHondt(), SainteLague(), Hare(), Droop()]


def votes() -> dict[str, int]:
    """Thirty numbers of votes, from 41 to some 150,000, the same in every run."""
    return {f"list {i:02}": 41 + (i * i * 7_919 + i * 104_729) % 150_001 for i in range(LISTS)}


def median_ms(work: Callable[[], object], rounds: int) -> float:
    """The median time of one call, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(1_000 * (time.perf_counter() - start))
    return statistics.median(times)


def main(rounds: int = 25) -> None:
    """Print the medians of both, and whether the figure is reached."""
    given = votes()
    print(f"{LISTS} lists x {SEATS} seats, median of {rounds} runs")
    print(f"{'rule':<14}{'suffrage, trace':>18}{'votelib':>12}{'ratio':>8}")
    slowest = 0.0
    for rule in RULES:
        ours = median_ms(lambda rule=rule: award(rule, given, SEATS), rounds)  # type: ignore[misc]
        theirs = median_ms(
            lambda name=rule.name: ORACLES[name].evaluate(given, SEATS),  # type: ignore[misc]
            rounds,
        )
        slowest = max(slowest, ours)
        print(f"{rule.name:<14}{ours:>15.2f} ms{theirs:>9.2f} ms{theirs / ours:>7.1f}x")
    reached = "reached" if slowest < LIMIT_MS else "MISSED"
    print(f"figure: {LIMIT_MS} ms, {reached} ({slowest:.2f} ms)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
