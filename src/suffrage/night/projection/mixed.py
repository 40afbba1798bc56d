"""Units in federations: a linear model whose uncertainty adds up to that of a sum over units.

For unit i in federation f, with known columns x and outcome y, both as fractions of the roll:
``y = x·β + b + e``, β with a normal prior, b normal with deviation ``between`` and common to the
federation, e with variance ``within² + noise``. The mixed model of Henderson (1975) in its
Bayesian form; the two deviations are weighed by their marginal likelihood on a grid, so that
few federations give wide intervals.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from suffrage.night.projection.units import Bools, Floats, Integers

__all__ = ["GRID", "Model", "Sums", "likelihoods", "predict_sums", "predict_units"]

GRID: Final = tuple(
    (within, between)
    for within in (0.004, 0.008, 0.015, 0.03, 0.06, 0.12)
    for between in (0.001, 0.003, 0.006, 0.012, 0.025, 0.05, 0.1)
)
"""Deviations within and between federations, as fractions of a unit's roll."""


_LIGHT: Final = 0.01
"""Points of the grid with less of the weight are left out of a prediction."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Columns with unit prior, outcomes less their prior mean, and what is known of each unit.

    ``outcomes``: one column each; a model may explain several with the same variances.
    ``noise``: the variance that chance alone gives a unit of that size.
    """

    columns: Floats
    outcomes: Floats
    federation: Integers
    registered: Floats
    noise: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """The predicted sum of each outcome over the asked units, in votes, and its deviation."""

    mean: Floats
    deviation: float


@dataclass(frozen=True, slots=True, eq=False)
class _Weighed:
    """Sums over the known units for one deviation within."""

    precision: Floats
    moment: Floats
    square: Floats
    log_variance: float
    mass: Floats
    columns: Floats
    outcomes: Floats


def _weigh(model: Model, known: Bools, within: float) -> _Weighed:
    weight = 1.0 / (within**2 + model.noise[known])
    columns = model.columns[known]
    outcomes = model.outcomes[known]
    federation = model.federation[known]
    count = int(model.federation.max()) + 1
    weighted = columns * weight[:, None]
    both = np.hstack((weight[:, None], weighted, outcomes * weight[:, None]))
    sums = np.zeros((count, both.shape[1]))
    for column, part in enumerate(both.T):
        sums[:, column] = np.bincount(federation, part, minlength=count)
    width = columns.shape[1]
    return _Weighed(
        precision=weighted.T @ columns,
        moment=weighted.T @ outcomes,
        square=np.einsum("i,ij,ij->j", weight, outcomes, outcomes),
        log_variance=-float(np.log(weight).sum()),
        mass=sums[:, 0],
        columns=sums[:, 1 : 1 + width],
        outcomes=sums[:, 1 + width :],
    )


def _posterior(weighed: _Weighed, between: float) -> tuple[Floats, Floats, Floats, float]:
    """Each federation's shrinkage, the coefficients' precision and moment, log-likelihood."""
    shrink = between**2 / (1.0 + between**2 * weighed.mass)
    shrunk = weighed.columns * shrink[:, None]
    precision = weighed.precision - shrunk.T @ weighed.columns
    precision[np.diag_indices_from(precision)] += 1.0
    moment = weighed.moment - shrunk.T @ weighed.outcomes
    log_determinant = float(np.linalg.slogdet(precision)[1])
    explained = float(moment[:, 0] @ np.linalg.solve(precision, moment[:, 0]))
    square = weighed.square[0] - float(shrink @ weighed.outcomes[:, 0] ** 2) - explained
    spread = weighed.log_variance + float(np.log1p(between**2 * weighed.mass).sum())
    return shrink, precision, moment, -0.5 * (spread + log_determinant + square)


def likelihoods(model: Model, known: Bools) -> Floats:
    """How well each point of ``GRID`` explains the first outcome; they add up to one."""
    logs = []
    last = -1.0
    for within, between in GRID:
        if within != last:
            weighed, last = _weigh(model, known, within), within
        logs.append(_posterior(weighed, between)[3])
    weights = np.exp(np.array(logs) - max(logs))
    return np.asarray(weights / weights.sum())


def predict_sums(model: Model, known: Bools, asked: Bools, weights: Floats) -> Sums:
    """The sum of each outcome over the asked units, given those known.

    The deviation is that of the first outcome.
    """
    registered = model.registered[asked]
    total = registered @ model.columns[asked]
    count = int(model.federation.max()) + 1
    by_federation = np.bincount(model.federation[asked], registered, minlength=count)
    means, variances, kept = [], [], []
    last = -1.0
    for (within, between), weight in zip(GRID, weights, strict=True):
        if weight < _LIGHT:
            continue
        if within != last:
            weighed, last = _weigh(model, known, within), within
        shrink, precision, moment, _ = _posterior(weighed, between)
        factor = cho_factor(precision)
        pull = by_federation * shrink
        direction = total - pull @ weighed.columns
        means.append(direction @ cho_solve(factor, moment) + pull @ weighed.outcomes)
        alone = float(registered**2 @ (within**2 + model.noise[asked]))
        effects = float(by_federation**2 @ shrink)
        variances.append(direction @ cho_solve(factor, direction) + effects + alone)
        kept.append(weight)
    share = np.array(kept) / sum(kept)
    mean = share @ np.array(means)
    spread = share @ (np.array(means)[:, 0] - mean[0]) ** 2
    return Sums(mean, float(np.sqrt(share @ np.array(variances) + spread)))


def predict_units(model: Model, known: Bools, point: tuple[float, float]) -> Floats:
    """The first outcome of every unit as the columns explain it, without federations."""
    weighed = _weigh(model, known, point[0])
    _, precision, moment, _ = _posterior(weighed, point[1])
    return np.asarray(model.columns @ np.linalg.solve(precision, moment[:, 0]))
