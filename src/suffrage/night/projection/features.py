"""What is known of a unit beforehand, as columns, with what may be believed of each.

Votes in this round are explained as moves of the previous round's voters (the regression of
Goodman, 1953): a column is a group of them as a fraction of the roll, its coefficient the
fraction of the group that votes for the option now. Such fractions lie between 0 and 1, which
is why their prior needs no data.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from suffrage.night.projection.units import Floats, Previous, Units

__all__ = ["Features", "features"]

_SMALL: Final = 0.02
"""Options of the previous round below this share are one group."""

_KEEP: Final = (0.9, 0.1)
"""How much of its voters an option that stands again keeps: mean and standard deviation."""

_MOVE: Final = (0.7, 0.3)
"""How many voters of an eliminated option choose another one, all of them together."""

_JOIN: Final = (0.1, 0.15)
"""How many who had abstained, or voted for nobody, vote now."""

_ELSEWHERE: Final = (0.1, 0.05)
"""By how much turnout may differ where the option does not stand: as parts of those who voted in
the previous round, and of those who did not."""

_TURNOUT: Final = (0.5, 0.3)
"""How many vote where nothing is known of the unit."""

_FIELD: Final = 0.05
"""By how much units differ where other options stand, as a fraction of their roll."""

_SIZE: Final = 0.0125
"""By how much a unit e times as large differs beyond the moves of its voters, as a fraction of
its roll: the largest such slope in the results of 2022, and three times that in those of 2017."""

_SIZE_ALONE: Final = 0.03
"""The same without a previous round, where nothing else tells town from country."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """Columns of one option, and the prior of their coefficients.

    ``columns``: one row a unit. ``votes``: prior mean of each coefficient for the option's votes,
    ``valid``: for all valid votes, both as fractions of the roll. ``spread``: prior standard
    deviation.
    """

    columns: Floats
    votes: Floats
    valid: Floats
    spread: Floats


@dataclass(slots=True)
class _Columns:
    """Columns as they gather."""

    columns: list[Floats]
    priors: list[tuple[float, float, float]]

    def add(self, column: Floats, votes: float, valid: float, spread: float) -> None:
        if np.any(column):
            self.columns.append(column)
            self.priors.append((votes, valid, spread))


def features(units: Units, option: int) -> Features:
    """The columns that explain one option's votes, and all valid votes, in each unit."""
    stands = units.stands[:, option].astype(np.float64)
    rivals = units.stands.sum(axis=1)
    even = float(np.mean(1.0 / np.maximum(1, rivals)))
    gathered = _Columns([], [])
    if units.previous is None:
        mean, spread = _TURNOUT
        gathered.add(stands, mean * even, mean, spread)
        gathered.add(1.0 - stands, 0.0, mean, spread)
    else:
        _moves(gathered, units, units.previous, option, even)
    _, field = np.unique(units.stands, axis=0, return_inverse=True)
    if field.any():
        for one in range(int(field.max()) + 1):
            gathered.add((field == one) * stands, 0.0, 0.0, _FIELD)
    size = np.log(units.registered)
    size -= np.average(size, weights=units.registered)
    slope = _SIZE if units.previous else _SIZE_ALONE
    gathered.add(size * stands, 0.0, 0.0, slope)
    gathered.add(size**2 * stands, 0.0, 0.0, slope / 4)
    priors = np.array(gathered.priors)
    return Features(np.stack(gathered.columns, axis=1), priors[:, 0], priors[:, 1], priors[:, 2])


def _moves(gathered: _Columns, units: Units, previous: Previous, option: int, even: float) -> None:
    """Each group of the previous round, apart by whether its option stands here again."""
    stands = units.stands[:, option].astype(np.float64)
    fractions = previous.votes / previous.registered[:, None]
    silent = 1.0 - fractions.sum(axis=1)
    large = previous.votes.sum(axis=0) >= _SMALL * previous.votes.sum()
    large |= previous.same_as == option
    others = fractions[:, ~large].sum(axis=1)
    keep, kept_spread = _KEEP
    move, moved_spread = _MOVE
    join, joined_spread = _JOIN
    for group in np.flatnonzero(large):
        same = int(previous.same_as[group])
        again = units.stands[:, same] if same >= 0 else np.zeros(stands.shape, bool)
        here = fractions[:, group] * stands
        gathered.add(here * again, keep if same == option else 0.0, keep, kept_spread)
        gathered.add(here * ~again, move * even, move, moved_spread)
    gathered.add(others * stands, move * even, move, moved_spread)
    gathered.add(silent * stands, join * even, join, joined_spread)
    voted_spread, silent_spread = _ELSEWHERE
    gathered.add((1.0 - silent) * (1.0 - stands), 0.0, _again(units, previous), voted_spread)
    gathered.add(silent * (1.0 - stands), 0.0, 0.0, silent_spread)


def _again(units: Units, previous: Previous) -> float:
    """How many vote for one who voted in the previous round, in the units that have reported.

    Where the option does not stand, votes are none of its own but part of the whole; and such
    units may all be outstanding, so that nothing else would say how many vote there.
    """
    known = units.reported
    before = (previous.votes[known].sum(axis=1) / previous.registered[known]).sum()
    now = (units.votes[known].sum(axis=1) / units.registered[known]).sum()
    return float(now / before) if before else _MOVE[0]
