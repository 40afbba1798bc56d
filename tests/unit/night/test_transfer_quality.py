"""How right the estimate is where the truth is known: bias, and intervals that hold.

Nominal nine in ten. The figures of the page ``docs/explanation/second-round.md`` are those of the
full counts.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from tests.support.counts import count
from tests.support.transfers import Behaviour, made_up

from suffrage.errors import Refused
from suffrage.night.second_round.estimates.transfer_estimate import estimate_transfers

pytestmark = pytest.mark.long

RUNS = count(16, 100)


@dataclass(frozen=True)
class Quality:
    """Over the runs that were not refused: bias and coverage of each cell, and means."""

    bias: Any
    coverage: Any
    width: float
    beyond: float
    apart: float


@cache
def quality(
    behaviour: Behaviour, units: int = 600, federations: int = 40, median: int = 40
) -> Quality:
    off, held, widths, beyond, apart = [], [], [], [], []
    for seed in range(RUNS):
        told, went = made_up(seed, behaviour, units=units, federations=federations, median=median)
        truth = went / went.sum(axis=1, keepdims=True)
        try:
            found = estimate_transfers(told, 1, seed=seed, resamples=80)
        except Refused:
            continue
        cells = [found.table[o, d] for o in told.origins for d in told.destinations]
        off.append([cell.share for cell in cells] - truth.ravel())
        held.append([c.low <= t <= c.high for c, t in zip(cells, truth.ravel(), strict=True)])
        widths.append(np.mean([cell.high - cell.low for cell in cells]))
        beyond.append(found.fit.beyond)
        apart.append(found.apart)
    assert len(off) >= 0.8 * RUNS
    return Quality(
        np.mean(off, axis=0),
        np.mean(held, axis=0),
        float(np.mean(widths)),
        float(np.mean(beyond)),
        float(np.mean(apart)),
    )


@pytest.mark.parametrize(
    ("behaviour", "bias"), [("same", 0.015), ("federations", 0.03), ("size", 0.025)]
)
def test_the_table_is_not_off_on_average(behaviour: Behaviour, bias: float) -> None:
    assert np.abs(quality(behaviour).bias).max() < bias


@pytest.mark.parametrize("behaviour", ["same", "federations", "size"])
def test_nine_intervals_in_ten_hold_the_truth(behaviour: Behaviour) -> None:
    found = quality(behaviour)
    assert found.coverage.mean() >= 0.9
    assert found.coverage.min() >= 0.75


def test_intervals_hold_with_tiny_sections_and_with_few_federations() -> None:
    assert quality("same", 1500, 40, 10).coverage.mean() >= 0.9
    assert quality("federations", 300, 12).coverage.mean() >= 0.88


def test_intervals_say_something() -> None:
    assert quality("same").width < 0.06
    assert quality("same").width < quality("federations").width < 0.15


def test_what_runs_into_the_bounds_widens_the_intervals() -> None:
    """A straight line through such sections leaves 0 to 1, and shows by how much it is wrong."""
    found = quality("strongholds")
    assert found.bias[0] > 0.08
    assert found.coverage.mean() >= 0.8
    assert found.coverage[0] >= 0.8


def test_what_no_sheet_shows_stays_a_bias_outside_the_intervals() -> None:
    """The limit that the page states: if more choose a where a is strong, a keeps too many."""
    found = quality("hidden")
    assert 0.05 < found.bias[0] < 0.1
    assert found.coverage[0] < 0.1


def test_wild_federations_are_refused_and_one_table_is_not() -> None:
    refused = 0
    for seed in range(RUNS):
        try:
            estimate_transfers(made_up(seed, "wild")[0], 1, seed=seed, resamples=2)
        except Refused as no:
            refused += no.code == "transfer.misfit"
    assert refused >= 0.95 * RUNS
    assert quality("same").beyond < 0.05
