"""The margins as arrays: what a table of transfers is fitted to, and how well it fits.

Sections are fitted in classes of size, each with about as many members, and the classes' tables
are added up: where small and large sections behave differently, one table over all would be that
of neither. A class needs twenty sections.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from suffrage.night.second_round.estimates.simplex_fit import Floats
from suffrage.night.second_round.margins import Margins

__all__ = ["Fit", "Sample", "fit_of", "sample_of", "size_classes", "whole_federations"]

_CLASSES: Final = 3
_CLASS_UNITS: Final = 20


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One row a unit: members by origin and by destination, and the federation's number.

    ``after`` is as counted, ``people`` whoever was on either roll.
    """

    before: Floats
    after: Floats
    people: Floats
    federation: NDArray[np.int64]

    @property
    def members(self) -> Floats:
        """The earlier roll of each unit."""
        return np.asarray(self.before.sum(axis=1))

    @property
    def scaled(self) -> Floats:
        """``after``, scaled so that each row has as many members as before."""
        return np.asarray(self.after * (self.members / self.after.sum(axis=1))[:, None])

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """The exact bounds of each cell as shares of its origin: ``transfer_bounds`` in floats."""
        here, there = self.before[:, :, None], self.after[:, None, :]
        members = np.maximum(self.before.sum(axis=0), 1.0)[:, None]
        least = np.maximum(0.0, here + there - self.people[:, None, None]).sum(axis=0)
        return least / members, np.minimum(here, there).sum(axis=0) / members

    def part(self, taken: NDArray[np.bool_]) -> "Sample":
        """Some of the units, the federations numbered as before."""
        return Sample(
            self.before[taken], self.after[taken], self.people[taken], self.federation[taken]
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """How badly tables place voters, as shares of the members.

    ``misfit`` is the index HETe of Romero, Pavía, Martín and Romero (2020, Journal of Applied
    Statistics 47): the differences of all units and destinations, so that a voter in the wrong
    place counts twice. ``beyond`` is what is left of it once the chance of single voters, which
    alone misplaces many in small sections, is taken out: of the squares, which add up.
    """

    misfit: float
    beyond: float


def sample_of(margins: Margins) -> Sample:
    """The sections that had a member in both rounds."""
    rows = [row for row in margins.rows if sum(row.before) and sum(row.after)]
    names = {name: i for i, name in enumerate(dict.fromkeys(row.federation for row in rows))}
    return Sample(
        np.array([row.before for row in rows], float).reshape(len(rows), len(margins.origins)),
        np.array([row.after for row in rows], float).reshape(len(rows), len(margins.destinations)),
        np.array([row.people for row in rows], float),
        np.array([names[row.federation] for row in rows], np.int64),
    )


def size_classes(sample: Sample) -> list[Sample]:
    """The units in as many classes of size, at most three, as leave units enough in each."""
    order = np.argsort(sample.members, kind="stable")
    reached = np.cumsum(sample.members[order]) - sample.members[order] / 2.0
    for count in range(_CLASSES, 1, -1):
        number = np.empty(order.size, np.int64)
        number[order] = (count * reached / reached[-1]).astype(np.int64).clip(0, count - 1)
        if np.bincount(number, minlength=count).min() >= _CLASS_UNITS:
            return [sample.part(number == one) for one in range(count)]
    return [sample]


def whole_federations(sample: Sample) -> Sample:
    """Each federation as one unit."""
    count = int(sample.federation.max()) + 1
    before = np.zeros((count, sample.before.shape[1]))
    after = np.zeros((count, sample.after.shape[1]))
    np.add.at(before, sample.federation, sample.before)
    np.add.at(after, sample.federation, sample.after)
    people = np.zeros(count)
    np.add.at(people, sample.federation, sample.people)
    return Sample(before, after, people, np.arange(count))


def fit_of(parts: Iterable[tuple[Sample, Floats]]) -> Fit:
    """How well tables place the members of their samples."""
    off = squares = chance = members = 0.0
    for sample, table in parts:
        size = sample.members
        apart = sample.before @ table - sample.scaled
        alone = sample.before @ (table * (1.0 - table))
        off += float(np.abs(apart).sum())
        squares += float((apart**2 / size[:, None]).sum())
        chance += float((alone / size[:, None]).sum())
        members += float(size.sum())
    misfit = off / members
    left = max(0.0, 1.0 - chance / squares) if squares > 0 else 0.0
    return Fit(misfit, misfit * left**0.5)
