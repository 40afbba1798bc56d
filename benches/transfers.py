"""Transfers of votes: 4 x 4 choices in 3,000 sections, with 200 resamples, beside scipy.

Beside one table stand the linear programme of Romero, Pavía, Martín and Romero (2020), which
minimises the absolute differences, by scipy's HiGHS, and the same least squares by its general
solver SLSQP; beside the whole estimate 200 such solutions of sums that are made already. Figure
to reach: 30 seconds. Run ``python benches/transfers.py [ROUNDS]``.
"""

import sys
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog, minimize
from scipy.sparse import eye, hstack, kron, vstack

from suffrage.night.second_round.estimates.simplex_fit import fit_tables
from suffrage.night.second_round.estimates.transfer_estimate import estimate_transfers
from suffrage.night.second_round.margins import ABSTAINED, BLANK_VOID, Margin, Margins
from timing import Line, median_ms, print_table

UNITS, FEDERATIONS, RESAMPLES, LIMIT_MS = 3_000, 100, 200, 30_000
TABLE = np.array(
    [[0.86, 0.04, 0.03, 0.07], [0.05, 0.80, 0.05, 0.10], [0.35, 0.30, 0.15, 0.20],
     [0.08, 0.07, 0.02, 0.83]]
)  # fmt: skip
Floats = NDArray[np.float64]


def sections() -> Margins:
    """The same sections in every run, with about 60 members in the middle."""
    chance = np.random.default_rng(1)
    roll = np.maximum(8, chance.lognormal(4.1, 1.0, UNITS)).astype(int)
    federation = chance.integers(0, FEDERATIONS, UNITS)
    lean = chance.dirichlet((6.0, 5.0, 3.0, 11.0), FEDERATIONS)[federation]
    before = chance.multinomial(roll, lean)
    after = np.add.reduce([chance.multinomial(before[:, j], TABLE[j]) for j in range(4)])
    rows = tuple(
        Margin(f"{i}", f"{federation[i]}", tuple(one), tuple(two), sum(one), (10, 10))
        for i, (one, two) in enumerate(zip(before.tolist(), after.tolist(), strict=True))
    )
    destinations = ("a", "b", BLANK_VOID, ABSTAINED)
    return Margins("second", ("a", "b", "c", ABSTAINED), destinations, rows, int(roll.sum()), 0)


def by_highs(before: Floats, after: Floats) -> Floats:
    """Least sum of absolute differences: a pair of slacks for every section and choice."""
    cells = len(before) * 4
    moves = kron(before, eye(4))
    slack = hstack((eye(cells), -eye(cells)))
    sums = hstack((kron(eye(4), np.ones((1, 4))), np.zeros((4, 2 * cells))))
    wanted = np.concatenate((after.ravel(), np.ones(4)))
    cost = np.concatenate((np.zeros(16), np.ones(2 * cells)))
    equal = vstack((hstack((moves, slack)), sums)).tocsc()
    found = linprog(cost, A_eq=equal, b_eq=wanted, bounds=(0, None), method="highs")
    assert found.success
    return np.asarray(found.x[:16].reshape(4, 4))


def by_slsqp(gram: Floats, cross: Floats) -> Floats:
    """The least squares of ``fit_tables`` by a solver that knows nothing of their shape."""
    scale, sums = gram.sum(), np.kron(np.eye(4), np.ones((1, 4)))

    def loss(flat: Floats) -> float:
        table = flat.reshape(4, 4)
        return float((0.5 * table * (gram @ table) - cross * table).sum() / scale)

    found = minimize(
        loss,
        np.full(16, 0.25),
        jac=lambda flat: (gram @ flat.reshape(4, 4) - cross).ravel() / scale,
        bounds=[(0.0, 1.0)] * 16,
        constraints={"type": "eq", "fun": lambda flat: sums @ flat - 1.0, "jac": lambda _: sums},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-12},
    )
    assert found.success
    return np.asarray(found.x.reshape(4, 4))


def main(rounds: int = 9) -> None:
    """Print the tables, whether both solvers agree, and whether the figure is reached."""
    told = sections()
    before = np.array([row.before for row in told.rows], float)
    after = np.array([row.after for row in told.rows], float)
    size = before.sum(axis=1)[:, None]
    gram, cross = before.T @ (before / size), before.T @ (after / size)
    none, every = np.zeros((4, 4)), np.ones((4, 4))

    def measure(work: Callable[[], object]) -> float:
        return median_ms(lambda: None, lambda _: work(), rounds)

    table = partial(fit_tables, gram[None], cross[None], none, every)
    slsqp = partial(by_slsqp, gram, cross)
    ours, general = measure(table), measure(slsqp)
    whole = measure(partial(estimate_transfers, told, 1, seed=1, resamples=RESAMPLES))
    absolutes = median_ms(lambda: None, lambda _: by_highs(before, after), 1)
    lines = [
        Line("one table", ours, "SLSQP, the same sums", general),
        Line("one table", ours, "HiGHS, least absolutes, once", absolutes),
        Line("table, intervals, bounds", whole, f"{RESAMPLES} of SLSQP", RESAMPLES * general),
    ]
    print_table(f"{UNITS} sections, 4 x 4, {RESAMPLES} resamples", rounds, lines)
    print(f"largest difference from SLSQP: {np.abs(table()[0] - slsqp()).max():.1e}")
    print(f"figure: {LIMIT_MS} ms, {'reached' if whole < LIMIT_MS else 'MISSED'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
