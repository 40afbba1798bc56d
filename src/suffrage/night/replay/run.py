"""Many replayed nights, and what the projection was worth in each cell: order and share."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from suffrage.errors import Refused
from suffrage.night.projection.project import Projection, project
from suffrage.night.projection.units import Floats, Integers, Units
from suffrage.night.replay.orders import Order, arrange
from suffrage.night.replay.read import Rounds

__all__ = ["SHARES", "Cell", "replay_cells"]

SHARES: Final = (0.05, 0.10, 0.25, 0.50, 0.75)
"""Parts of the units that have reported."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What became of the replays of one order at one share reported.

    ``coverage``: how often an interval held the final share, over options and replays. ``bias``:
    the mean error of the option where it is largest; where strongholds report first, of their
    camp. ``width``: the median width, and ``certain`` that of the certain bounds in the same
    replays. All as fractions of the valid votes, ``None`` where every replay was refused.
    ``refused``: the part of the replays without a projection.
    """

    order: Order
    share: float
    coverage: float | None
    bias: float | None
    width: float | None
    refused: float
    certain: float | None


def replay_cells(rounds: Rounds, repeat: int, seed: int) -> Iterator[Cell]:
    """Each cell after ``repeat`` replays; the same seed gives the same cells."""
    truth = rounds.votes.sum(axis=0) / rounds.votes.sum()
    leading = np.argsort(-truth, kind="stable")[:2]
    for number, order in enumerate(Order):
        chance = np.random.default_rng((seed, number))
        camps = leading[np.arange(repeat) % leading.size]
        arrivals = [arrange(rounds, order, camp, chance) for camp in camps.tolist()]
        for share in SHARES:
            runs = [_projected(rounds, arrival, share) for arrival in arrivals]
            yield _cell(order, share, runs, truth, camps)


def _projected(rounds: Rounds, arrival: Integers, share: float) -> Projection | None:
    """The projection of one night, which is given no figure of an outstanding unit."""
    count = arrival.size
    reported = arrival[: math.ceil(share * count)]
    ranks = np.full(count, -1)
    ranks[reported] = np.arange(reported.size)
    votes = np.zeros_like(rounds.votes)
    votes[reported] = rounds.votes[reported]
    try:
        return project(
            Units(
                rounds.federation, rounds.registered, rounds.stands, votes, ranks, rounds.previous
            )
        )
    except Refused:
        return None


def _cell(
    order: Order, share: float, runs: list[Projection | None], truth: Floats, camps: Integers
) -> Cell:
    shown = [run.options for run in runs if run is not None]
    refused = 1.0 - len(shown) / len(runs)
    if not shown:
        return Cell(order, share, None, None, None, refused, None)
    low, high, point, least, most = (
        np.array([[getattr(one, name) for one in options] for options in shown])
        for name in ("low", "high", "share", "certain_low", "certain_high")
    )
    within = (low - _ROUNDING <= truth) & (truth <= high + _ROUNDING)
    errors = point - truth
    if order is Order.STRONGHOLDS_FIRST:
        camp = camps[[run is not None for run in runs]]
        errors = np.take_along_axis(errors, camp[:, None], axis=1)
    bias = errors.mean(axis=0)
    return Cell(
        order,
        share,
        coverage=float(within.mean()),
        bias=float(bias[np.argmax(np.abs(bias))]),
        width=float(np.median(high - low)),
        refused=refused,
        certain=float(np.median(most - least)),
    )


_ROUNDING: Final = 1e-12
"""An interval that has shrunk to the final share holds it."""
