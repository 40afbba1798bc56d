"""What a projection starts from: one row a unit, as arrays.

>>> units = Units(
...     federation=np.array([0, 0]), registered=np.array([100, 90]),
...     stands=np.ones((2, 2), bool), votes=np.array([[30, 20], [0, 0]]),
...     arrival=np.array([0, -1]), previous=None)
>>> units.reported.tolist()
[True, False]
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from suffrage.errors import Malformed

__all__ = ["Bools", "Floats", "Integers", "Previous", "Units"]

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Previous:
    """The baseline: the previous round or election in the same units.

    ``registered``: members of the roll then, one a unit. ``votes``: one row a unit, one column
    an option of that round. ``same_as``: for each of those columns the option of this round
    that it is, or -1 where it was eliminated.
    """

    registered: Integers
    votes: Integers
    same_as: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """All expected units of one contest at one moment of the night.

    ``federation``: a number from 0 for each unit. ``registered``: the most that can vote there.
    ``stands``: which options a voter of the unit can choose, one column an option; known before
    the vote. ``votes``: what was reported; rows of outstanding units are not read. ``arrival``:
    the rank in which a unit reported, -1 where it is outstanding.

    Raises ``Malformed("projection.units")`` where shapes differ or figures cannot be.
    """

    federation: Integers
    registered: Integers
    stands: Bools
    votes: Integers
    arrival: Integers
    previous: Previous | None

    def __post_init__(self) -> None:
        count, options = self.stands.shape
        columns = (self.federation, self.registered, self.arrival)
        right = all(column.shape == (count,) for column in columns)
        right = right and self.votes.shape == (count, options) and count > 0
        right = right and bool((self.federation >= 0).all() and (self.registered > 0).all())
        if right and self.previous is not None:
            width = self.previous.same_as.size
            right = self.previous.registered.shape == (count,)
            right = right and self.previous.votes.shape == (count, width)
            right = right and bool((self.previous.registered > 0).all())
        if not right or not _possible(self):
            raise Malformed("projection.units", units=count)

    @property
    def reported(self) -> Bools:
        """Which units have reported."""
        return self.arrival >= 0


def _possible(units: Units) -> bool:
    """Whether each reported unit has votes from its own members, for its own options only."""
    votes = units.votes[units.reported]
    stands = units.stands[units.reported]
    within = votes.sum(axis=1) <= units.registered[units.reported]
    return bool((votes >= 0).all() and within.all() and (votes[~stands] == 0).all())
