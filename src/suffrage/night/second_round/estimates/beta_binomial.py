"""How far a section is from its peers: beta-binomial tails with a dispersion that peers show.

Sections differ by more than the chance of single voters. With share m and dispersion r (the
correlation of two members of one section) a section of n has variance ``m(1-m)(1+(n-1)r)/n``;
m and r come from the other sections of its federation, never from itself (Kleinman 1973, Journal
of the American Statistical Association 68: moments). The rest of the nation counts for r as
``_NATION`` sections, so that small federations have one too.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, gammaln
from scipy.stats import norm
from scipy.stats import t as student

__all__ = ["Floats", "Integers", "Peers", "chances", "others", "peers_of", "pooled", "within"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_NATION: Final = 30.0
_LEAST: Final = 1e-6
_MOST: Final = 0.999


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """For each section, what the others of its federation show.

    ``count`` of them, their ``share``, the ``dispersion``, the variance of ``share`` as an
    estimate in units of m(1-m), and how many sections the dispersion rests on.
    """

    count: Floats
    share: Floats
    dispersion: Floats
    unsure: Floats
    freedom: Floats


def within(values: Floats, federation: Integers) -> Floats:
    """The sum of each federation."""
    return np.bincount(federation, values).astype(np.float64)


def others(values: Floats, federation: Integers) -> Floats:
    """The sum of each section's federation without itself."""
    return np.asarray(within(values, federation)[federation] - values)


def pooled(
    peers: tuple[Floats, Floats], whole: tuple[Floats, Floats], federation: Integers
) -> tuple[Floats, Floats]:
    """The dispersion of each section's peers, and how many sections it rests on.

    Both pairs are the numerator and the denominator of a moment estimate: ``peers`` over the
    others of each section's federation, ``whole`` over all of each federation.
    """
    sections = within(np.ones(federation.size), federation)
    away = federation.size - sections
    weight = np.minimum(1.0, _NATION / np.maximum(away, 1.0))
    above, below = (
        own + (weight * (sums.sum() - sums))[federation]
        for own, sums in zip(peers, whole, strict=True)
    )
    dispersion = np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0)
    rests_on = sections[federation] - 2.0 + np.minimum(_NATION, away)[federation]
    return np.clip(dispersion, _LEAST, _MOST), np.maximum(rests_on, 1.0)


def peers_of(hits: Floats, sizes: Floats, federation: Integers) -> Peers:
    """What the peers of each section show of a share ``hits / sizes``; sizes are positive."""
    values = (np.ones(hits.size), hits, sizes, hits**2 / sizes, sizes**2)
    peers = [others(one, federation) for one in values]
    whole = [within(one, federation) for one in values]
    count, _, size, _, squares = peers
    share, *moments = _moments(*peers)
    dispersion, freedom = pooled((moments[0], moments[1]), _moments(*whole)[1:], federation)
    size = np.maximum(size, 1.0)
    unsure = (1.0 + dispersion * np.maximum(squares / size - 1.0, 0.0)) / size
    return Peers(count, share, dispersion, unsure, freedom)


def _moments(
    count: Floats, hits: Floats, sizes: Floats, ratios: Floats, squares: Floats
) -> tuple[Floats, Floats, Floats]:
    """The share of some sections, and numerator and denominator of their dispersion, from sums."""
    size = np.maximum(sizes, 1.0)
    share = (hits + 0.5) / (sizes + 1.0)
    spread = ratios - hits**2 / size
    excess = spread / (share * (1.0 - share)) - np.maximum(count - 1.0, 0.0)
    return share, excess, np.maximum(sizes - count - squares / size + 1.0, 0.0)


def chances(
    hits: Floats, sizes: Floats, share: Floats, dispersion: Floats, freedom: Floats
) -> Floats:
    """Two-sided tail probabilities, one a section.

    Twice the smaller tail, both with what was seen. The dispersion is itself an estimate: the
    normal deviate of that tail is read with Student's distribution instead, at its freedom.
    """
    spread = np.clip(dispersion, _LEAST, _MOST)
    first = share * (1.0 / spread - 1.0)
    second = (1.0 - share) * (1.0 / spread - 1.0)
    rows = zip(hits, sizes, first, second, strict=True)
    tails = np.array([_tail(int(k), int(n), a, b) for k, n, a, b in rows])
    deviate = norm.isf(np.clip(tails, 1e-300, 0.5))
    return np.asarray(np.minimum(1.0, 2.0 * student.sf(deviate, freedom)))


def _tail(hits: int, size: int, first: float, second: float) -> float:
    """The smaller of the two tails of a beta-binomial count, the seen one included."""
    numbers = np.arange(size + 1.0)
    ways = gammaln(size + 1.0) - gammaln(numbers + 1.0) - gammaln(size - numbers + 1.0)
    logs = ways + betaln(numbers + first, size - numbers + second) - betaln(first, second)
    parts = np.exp(logs)
    return float(min(parts[: hits + 1].sum(), parts[hits:].sum(), 0.5))
