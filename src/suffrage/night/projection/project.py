"""The projection of one contest at one moment: an interval an option, or a refusal.

>>> import numpy as np
>>> from suffrage.night.projection.project import project
>>> project(units).options[0].low      # doctest: +SKIP
0.4713
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.stats import t as student

from suffrage.errors import Refused
from suffrage.night.projection.error import Error, share_error
from suffrage.night.projection.extremes import Extremes, share_extremes
from suffrage.night.projection.one_sided import one_sidedness
from suffrage.night.projection.units import Units

__all__ = ["FEWEST", "LEVEL", "Projected", "Projection", "project"]

LEVEL: Final = 0.9
"""How often an interval should hold the final share."""

FEWEST: Final = 10
"""Reported units below which nothing is projected."""

_MOST_ONE_SIDED: Final = 1.25
"""How far, in deviations between units, reported and outstanding ones may lie apart."""

_WIDEST: Final = 0.5
"""The width of a projection worth showing, as a part of that of the certain bounds."""

_MOST_CERTAIN: Final = 0.99
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Projected:
    """One option's share of all valid votes, from 0 to 1.

    ``low`` and ``high`` should hold the final share nine times in ten; ``certain_low`` and
    ``certain_high`` hold it whatever comes.
    """

    share: float
    low: float
    high: float
    certain_low: float
    certain_high: float

    @property
    def width(self) -> float:
        """How far apart the ends of the interval are."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Projection:
    """All options in the order given, and by what the intervals were made wider.

    ``inflation``: at least 1. ``ahead``: the chance that the option projected first ends before
    the one projected second; above 0.99 only where it is certain.
    """

    options: tuple[Projected, ...]
    inflation: float
    ahead: float


def project(units: Units) -> Projection:
    """Project each option's share of all valid votes.

    Raises ``Refused``: ``projection.few`` below ten reported units, ``projection.one-sided``
    below half of the units where one camp's strongholds came first, ``projection.wide`` where
    the intervals would say too little beyond the certain bounds.
    """
    reported = int(units.reported.sum())
    extremes = share_extremes(units)
    if reported == units.reported.size:
        return _complete(extremes)
    if reported < FEWEST:
        raise Refused("projection.few", units=reported, needed=FEWEST)
    if 2 * reported < units.reported.size and one_sidedness(units) > _MOST_ONE_SIDED:
        raise Refused("projection.one-sided", units=reported)
    errors = _errors(units)
    inflation = max(error.inflation for error in errors)
    options = tuple(_clipped(error, extremes, option) for option, error in enumerate(errors))
    allowed = _WIDEST * float((extremes.high - extremes.low).sum())
    if sum(one.width for one in options) > allowed:
        raise Refused("projection.wide", units=reported)
    return Projection(options, inflation, _ahead(options, errors))


def _errors(units: Units) -> list[Error]:
    """One option after another; of two that stand everywhere the second mirrors the first.

    An option is not believed to be foretold better than all options are together.
    """
    count = units.stands.shape[1]
    if count == _PAIR and units.stands.all():
        first = share_error(units, 0)
        return [first, first.mirrored()]
    errors = [share_error(units, option) for option in range(count)]
    pooled = math.sqrt(sum(error.inflation**2 for error in errors) / count)
    return [replace(error, inflation=max(error.inflation, pooled)) for error in errors]


def _complete(extremes: Extremes) -> Projection:
    shares = extremes.low.tolist()
    options = tuple(Projected(share, share, share, share, share) for share in shares)
    best = sorted(shares, reverse=True)
    return Projection(options, 1.0, 1.0 if len(best) < _PAIR or best[0] > best[1] else 0.5)


def _clipped(error: Error, extremes: Extremes, option: int) -> Projected:
    half = error.total * float(student.ppf((1 + LEVEL) / 2, error.freedom))
    low, high = float(extremes.low[option]), float(extremes.high[option])
    ends = np.clip((error.share - half, error.share, error.share + half), low, high)
    return Projected(float(ends[1]), float(ends[0]), float(ends[2]), low, high)


def _ahead(options: tuple[Projected, ...], errors: list[Error]) -> float:
    """The chance that the first stays before the second, their errors at worst opposed."""
    if len(options) < _PAIR:
        return 1.0
    first, second = sorted(range(len(options)), key=lambda k: -options[k].share)[:2]
    if options[first].certain_low > options[second].certain_high:
        return 1.0
    apart = options[first].share - options[second].share
    spread = sum(errors[k].total for k in (first, second))
    chance = float(student.cdf(apart / spread, min(errors[first].freedom, errors[second].freedom)))
    return min(_MOST_CERTAIN, chance)
