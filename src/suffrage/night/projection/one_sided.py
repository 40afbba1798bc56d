"""Whether the strongholds of one camp report first, as far as it is known beforehand."""

from typing import Final

import numpy as np

from suffrage.night.projection.units import Units

__all__ = ["one_sidedness"]

_LARGE: Final = 0.05
"""Options of the previous round from this share on have strongholds."""


def one_sidedness(units: Units) -> float:
    """How far reported and outstanding units lie apart in the previous round, in deviations.

    The largest distance over its options, between mean shares of units, beyond what the size of
    a unit explains: that small places come first is no camp's doing. Zero without a previous
    round, and where all or none have reported.
    """
    known = units.reported
    if units.previous is None or known.all() or not known.any():
        return 0.0
    votes = units.previous.votes
    shares = votes / np.maximum(1, votes.sum(axis=1, keepdims=True))
    shares = shares[:, votes.sum(axis=0) >= _LARGE * votes.sum()]
    size = np.log(units.registered)
    explaining = np.stack((np.ones_like(size), size, size**2), axis=1)
    beyond = shares - explaining @ np.linalg.lstsq(explaining, shares, rcond=None)[0]
    apart = np.abs(beyond[known].mean(axis=0) - beyond[~known].mean(axis=0))
    return float((apart / np.maximum(beyond.std(axis=0), 1e-9)).max(initial=0.0))
