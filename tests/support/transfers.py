"""Made-up elections whose table of transfers is known: margins, and who really went where."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from suffrage.night.second_round.margins import ABSTAINED, BLANK_VOID, Margin, Margins

__all__ = ["DESTINATIONS", "ORIGINS", "TABLE", "Behaviour", "made_up"]

ORIGINS = ("a", "b", "c", ABSTAINED)
DESTINATIONS = ("a", "b", BLANK_VOID, ABSTAINED)
TABLE = np.array(
    [[0.86, 0.04, 0.03, 0.07], [0.05, 0.80, 0.05, 0.10], [0.35, 0.30, 0.15, 0.20],
     [0.08, 0.07, 0.02, 0.83]]
)  # fmt: skip
SHARES = np.array([0.25, 0.22, 0.10, 0.43])

Behaviour = Literal["same", "federations", "wild", "size", "strongholds", "hidden"]
"""``same``: one table everywhere. ``federations``: each has its own around it; ``wild``: far from
it. ``size``: small and large sections differ. ``strongholds``: where a is strong, more of every
origin choose a; so much that a straight line leaves the possible. ``hidden``: a little so."""

_BENT = {"strongholds": 3.0, "hidden": 1.0}
_AROUND = {"federations": 40.0, "wild": 6.0}


def made_up(
    seed: int,
    behaviour: Behaviour = "same",
    *,
    units: int = 600,
    federations: int = 40,
    median: int = 40,
) -> tuple[Margins, NDArray[np.int64]]:
    """Margins, and the members of each origin (row) who went to each destination (column)."""
    chance = np.random.default_rng(seed)
    roll = np.maximum(8, chance.lognormal(np.log(median), 1.0, units)).astype(int)
    where = chance.integers(0, federations, units)
    size = (np.log(roll) - np.log(roll).mean()) / np.log(roll).std()
    lean = np.maximum(chance.dirichlet(SHARES * 25, federations)[where], 0.003)
    if behaviour == "size":
        lean = lean * np.exp(np.outer(size, (0.15, -0.1, 0.0, 0.05)))
    tables = _tables(chance, behaviour, federations)
    rows, went = [], np.zeros((4, 4), np.int64)
    for i in range(units):
        before = chance.multinomial(roll[i], chance.dirichlet(lean[i] / lean[i].sum() * 60))
        bent = 0.25 * size[i] * (behaviour == "size")
        bent += _BENT.get(behaviour, 0.0) * (before[0] / roll[i] - SHARES[0])
        table = tables[where[i]] * np.exp((bent, -bent, 0.0, 0.0))
        table = table / table.sum(axis=1, keepdims=True)
        moved = np.array([chance.multinomial(before[j], table[j]) for j in range(4)])
        went += moved
        rows.append(_row(f"{where[i]:02}-{i:04}", before, moved.sum(axis=0)))
    return Margins("second", ORIGINS, DESTINATIONS, tuple(rows), int(roll.sum()), 0), went


def _tables(
    chance: np.random.Generator, behaviour: Behaviour, federations: int
) -> list[NDArray[np.float64]]:
    around = _AROUND.get(behaviour)
    if around is None:
        return [TABLE] * federations
    return [np.array([chance.dirichlet(row * around) for row in TABLE]) for _ in range(federations)]


def _row(unit: str, before: NDArray[np.int64], after: NDArray[np.int64]) -> Margin:
    people = int(before.sum())
    ballots = (people - int(before[3]), people - int(after[3]))
    federation = unit.partition("-")[0]
    return Margin(unit, federation, tuple(before.tolist()), tuple(after.tolist()), people, ballots)
