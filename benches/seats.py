"""Seats of 30 lists x 300 seats, with trace, beside votelib in the same run.

Figure to reach: 20 ms. Run ``python benches/seats.py [ROUNDS]``.
"""

import sys
from collections.abc import Callable

from votelib.evaluate.proportional import HighestAverages, LargestRemainder

from suffrage.model.rule import DHondt, Droop, Hare, SainteLague, SeatRule
from suffrage.rules import award
from timing import Line, median_ms, print_table

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


def _ours(rule: SeatRule, given: dict[str, int]) -> Callable[[], object]:
    return lambda: award(rule, given, SEATS)


def _theirs(rule: SeatRule, given: dict[str, int]) -> Callable[[], object]:
    return lambda: ORACLES[rule.name].evaluate(given, SEATS)


def _measure(work: Callable[[], object], rounds: int) -> float:
    return median_ms(lambda: None, lambda _: work(), rounds)


def main(rounds: int = 25) -> None:
    """Print the medians of both, and whether the figure is reached."""
    given = votes()
    peer = "votelib, without trace"
    lines = [
        Line(
            rule.name,
            _measure(_ours(rule, given), rounds),
            peer,
            _measure(_theirs(rule, given), rounds),
        )
        for rule in RULES
    ]
    print_table(f"{LISTS} lists x {SEATS} seats, with trace", rounds, lines)
    slowest = max(line.ours for line in lines)
    reached = "reached" if slowest < LIMIT_MS else "MISSED"
    print(f"figure: {LIMIT_MS} ms, {reached} ({slowest:.2f} ms)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
