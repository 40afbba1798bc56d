"""One option's share and how far off it may be.

A share s of all valid votes is wrong by the sum over units of ``votes - s·valid``, divided by
all valid votes; that sum is what the model predicts. How well it does is tried on the night
itself: the units that reported first predict those that reported since (Dawid's prequential
principle, 1984), and the deviation is multiplied by how much worse that went than it said.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from suffrage.night.projection.features import Features, features
from suffrage.night.projection.mixed import GRID, Model, likelihoods, predict_sums, predict_units
from suffrage.night.projection.units import Bools, Floats, Units

__all__ = ["Error", "share_error"]

_TURNOUT: Final = 0.6
_CUTS: Final = (0.125, 0.25, 0.5, 0.75)
_BELIEF: Final = 2.0
"""How many trials the model's own deviation counts for."""

_FREEDOM: Final = 5.0
_UNSEEN: Final = 1.0
"""Without a previous round: by how many deviations between units an order may tell them apart."""

_FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Error:
    """A projected share, its deviation, the factor learnt from the night, degrees of freedom."""

    share: float
    deviation: float
    inflation: float
    slant: float
    freedom: float

    @property
    def total(self) -> float:
        """The deviation to reckon with: the model's, widened, and that of the order."""
        return math.hypot(self.deviation * self.inflation, self.slant)

    def mirrored(self) -> "Error":
        """The error of the only other option."""
        return replace(self, share=1.0 - self.share)


def share_error(units: Units, option: int) -> Error:
    """Project one option from the reported units; at least one must have valid votes."""
    known = units.reported
    told = features(units, option)
    start = _first_share(units, told, option)
    model = _model(units, told, option, start)
    weights = likelihoods(model, known)
    left, deviation = _predicted(model, told, start, known, ~known, weights)
    votes = units.votes * known[:, None]
    valid = votes.sum() + left[1]
    off = votes[:, option].sum() - start * votes.sum() + left[0]
    inflation = _inflation(units, model, weights)
    slant = _slant(units, model, told, start, weights) / valid
    share = float(start + off / valid)
    return Error(share, float(deviation / valid), inflation, float(slant), _FREEDOM)


def _first_share(units: Units, told: Features, option: int) -> float:
    known = units.reported
    share = float(units.votes[known][:, option].sum() / max(1, units.votes[known].sum()))
    weights = np.zeros(len(GRID))
    weights[GRID.index((0.03, 0.025))] = 1.0
    for _ in range(2):
        model = _model(units, told, option, share)
        left, _ = _predicted(model, told, share, known, ~known, weights)
        votes = units.votes[known]
        off = votes[:, option].sum() - share * votes.sum() + left[0]
        share = float(np.clip(share + off / (votes.sum() + left[1]), 0.0, 1.0))
    return share


def _model(units: Units, told: Features, option: int, share: float) -> Model:
    """The linearised error and all valid votes of each unit, less their prior means."""
    registered = units.registered.astype(np.float64)
    valid = units.votes.sum(axis=1) / registered
    error = units.votes[:, option] / registered - share * valid
    outcomes = np.stack((error, valid), axis=1)
    noise = _TURNOUT * max(share * (1.0 - share), 0.001) / registered
    return Model(
        told.columns * told.spread,
        outcomes - told.columns @ _means(told, share),
        units.federation,
        registered,
        noise,
    )


def _means(told: Features, share: float) -> Floats:
    return np.stack((told.votes - share * told.valid, told.valid), axis=1)


def _predicted(
    model: Model, told: Features, share: float, known: Bools, asked: Bools, weights: Floats
) -> tuple[Floats, float]:
    sums = predict_sums(model, known, asked, weights)
    prior = model.registered[asked] @ told.columns[asked] @ _means(told, share)
    valid = float(np.clip(sums.mean[1] + prior[1], 1.0, model.registered[asked].sum()))
    return np.array((sums.mean[0] + prior[0], valid)), sums.deviation


def _inflation(units: Units, model: Model, weights: Floats) -> float:
    """The factor by which the night so far was foretold worse than the model said."""
    arrival = np.flatnonzero(units.reported)
    arrival = arrival[np.argsort(units.arrival[arrival], kind="stable")]
    mass = np.cumsum(model.registered[arrival])
    mode = np.zeros_like(weights)
    mode[int(np.argmax(weights))] = 1.0
    squares = []
    for cut in _CUTS:
        first = int(np.searchsorted(mass, cut * mass[-1]))
        if first < _FEWEST or first >= arrival.size:
            continue
        known = np.zeros(units.reported.shape, bool)
        known[arrival[:first]] = True
        asked = units.reported & ~known
        sums = predict_sums(model, known, asked, mode)
        came = float(model.registered[asked] @ model.outcomes[asked, 0])
        squares.append(((came - sums.mean[0]) / sums.deviation) ** 2)
    return float(max(1.0, np.sqrt((_BELIEF + sum(squares)) / (_BELIEF + len(squares)))))


def _slant(units: Units, model: Model, told: Features, share: float, weights: Floats) -> float:
    """By how many votes the model would be off had the units come in the order of the result.

    Where u is what the model leaves unexplained and m what it explains, units ordered by m + u
    differ in u by var(u)/var(m) of what they differ in m; and that difference, between reported
    and outstanding units, is known. What chance alone makes of it is taken out, as of a normal
    figure: where m explains next to nothing it says next to nothing of the order. Without a
    previous round nothing does, and such an order has to be reckoned with.
    """
    known = units.reported
    within, between = mode = GRID[int(np.argmax(weights))]
    explained = predict_units(model, known, mode) + told.columns @ _means(told, share)[:, 0]
    unexplained = within**2 + between**2 + float(model.noise.mean())
    variance = max(float(explained.var()), 1e-12)
    reliable = variance / (variance + unexplained)
    chance = 1.0 / known.sum() + 1.0 / (~known).sum()
    apart = explained[~known].mean() - explained[known].mean()
    ratio = unexplained / variance * reliable / (reliable + chance)
    unseen = 0.0 if units.previous else _UNSEEN * math.sqrt(unexplained)
    return math.hypot(ratio * apart, unseen) * float(model.registered[~known].sum())
