"""Tables fitted to classes of size and added up: the one of all federations, and those of draws.

Beside them stand a table fitted to whole federations, and by how much the bounds *moved* the
table from Goodman's (1953) regression, the same least squares without any bound. Where one table
for all is true that is next to nothing; what a straight line has beyond the possible shows by how
much it is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from suffrage.night.second_round.estimates.simplex_fit import Floats, fit_tables
from suffrage.night.second_round.estimates.transfer_sample import (
    Fit,
    Sample,
    fit_of,
    size_classes,
    whole_federations,
)

__all__ = ["Fitted", "fitted"]


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Shares, one row an origin: ``table``, those ``drawn`` (draw, origin, destination), ``whole``.

    ``moved``: one figure an entry. ``fit``: how badly ``table`` places the members.
    """

    table: Floats
    drawn: Floats
    whole: Floats
    moved: Floats
    fit: Fit


def fitted(sample: Sample, seed: int, resamples: int) -> Fitted:
    """Fit all of them; federations are drawn with replacement from a generator of this seed."""
    federations = int(sample.federation.max()) + 1
    drawn = (
        np.random.default_rng(seed)
        .multinomial(federations, np.full(federations, 1.0 / federations), resamples)
        .astype(np.float64)
    )
    parts = size_classes(sample)
    sums = [_sums(part, federations) for part in parts]
    every = np.ones((1, federations))
    tables = [_tables(part, one, every) for part, one in zip(parts, sums, strict=True)]
    others = [_tables(part, one, drawn) for part, one in zip(parts, sums, strict=True)]
    free = [_straight(one.sum(axis=0)) for one in sums]
    table, straight = _added(parts, tables)[0], _added(parts, free)[0]
    return Fitted(
        table=table,
        drawn=_added(parts, others),
        whole=_tables(*_whole(sample))[0],
        moved=np.abs(table - straight),
        fit=fit_of((part, one[0]) for part, one in zip(parts, tables, strict=True)),
    )


def _sums(sample: Sample, federations: int) -> Floats:
    """Each federation's weighted products of origins with origins and with destinations."""
    both = np.hstack((sample.before, sample.scaled)) / sample.members[:, None]
    products = sample.before[:, :, None] * both[:, None, :]
    sums = np.zeros((federations, *products.shape[1:]))
    np.add.at(sums, sample.federation, products)
    return sums


def _split(sums: Floats) -> tuple[Floats, Floats]:
    """Products of origins with origins, and of origins with destinations."""
    origins = sums.shape[-2]
    return sums[..., :origins], sums[..., origins:]


def _tables(sample: Sample, sums: Floats, weights: Floats) -> Floats:
    """The fitted table of each row of weights of the federations."""
    return fit_tables(*_split(np.tensordot(weights, sums, axes=1)), *sample.bounds)


def _straight(sums: Floats) -> Floats:
    """The least squares that nothing bounds, as if it were one of several tables."""
    table, *_ = np.linalg.lstsq(*_split(sums), rcond=None)
    return np.asarray(table[None], np.float64)


def _whole(sample: Sample) -> tuple[Sample, Floats, Floats]:
    """Whole federations, within the bounds of their sections."""
    one = whole_federations(sample)
    return sample, _sums(one, len(one.members)), np.ones((1, len(one.members)))


def _added(parts: Sequence[Sample], tables: Sequence[Floats]) -> Floats:
    """The classes' tables, each with the weight of its members of every origin."""
    members = [part.before.sum(axis=0)[:, None] for part in parts]
    added = sum(size * table for size, table in zip(members, tables, strict=True))
    return np.asarray(added / np.maximum(sum(members), 1.0))
