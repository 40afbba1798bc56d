"""The certain bounds of a share: every outstanding member for an option, or for another one."""

from dataclasses import dataclass

import numpy as np

from suffrage.night.projection.units import Floats, Units

__all__ = ["Extremes", "share_extremes"]


@dataclass(frozen=True, slots=True, eq=False)
class Extremes:
    """The lowest and the highest possible share of all valid votes, one entry an option."""

    low: Floats
    high: Floats


def share_extremes(units: Units) -> Extremes:
    """What stays possible whatever the outstanding units bring, from reports and the roll alone.

    An option gains where it stands only, and loses where voters have another choice. Rounded
    to floats: the exact bounds of an official page come from integers.
    """
    reported = units.reported
    votes = units.votes[reported].sum(axis=0).astype(np.float64)
    outstanding = units.registered[~reported].astype(np.float64)
    stands = units.stands[~reported]
    rivals = stands.sum(axis=1, keepdims=True) - stands > 0
    total = votes.sum()
    can_gain = outstanding @ stands
    can_lose = outstanding @ rivals
    low = _ratio(votes, total + can_lose, 0.0)
    high = _ratio(votes + can_gain, total + can_gain, 1.0)
    return Extremes(low, np.maximum(low, high))


def _ratio(above: Floats, below: Floats, otherwise: float) -> Floats:
    known = below > 0
    return np.where(known, above / np.where(known, below, 1.0), otherwise)
