"""Where the voters of each option of the earlier round went: an estimate, with its doubts.

One table P of shares, the same in every section of a class of size, is fitted to all margins:
least ``Σ ‖xP - y‖²/n`` with rows that sum to 1 (Goodman 1953, with the bounds of Duncan and
Davis as constraints). Intervals come from drawing federations anew with replacement, since
sections of one federation are not independent; they are widened until nine in ten hold on the
made-up elections of ``tests/unit/night/test_transfer_quality.py``, and on either side by as much
as the bounds moved the table (``transfer_fit``), so that none closes on 0 or 1 by being there.

Departures: the sections of each class of size have their own table, and the classes are added
up. What no sheet can show, that voters of an option behave otherwise where it is strong, stays
in the estimate as a bias, outside the intervals (``docs/explanation/second-round.md``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

import msgspec
import numpy as np
from scipy.stats import norm
from scipy.stats import t as student

from suffrage.errors import Refused
from suffrage.model.definition import Definition
from suffrage.model.governance import TRANSFERS_FROM
from suffrage.night.second_round.estimates.transfer_fit import Fitted, fitted
from suffrage.night.second_round.estimates.transfer_sample import Fit, sample_of
from suffrage.night.second_round.margins import Margins
from suffrage.night.second_round.transfer_bounds import Bounds, transfer_bounds

__all__ = ["LEVEL", "TransferShare", "Transfers", "declared_size", "estimate_transfers"]

LEVEL: Final = 0.9
"""How many intervals in ten are made to hold."""

_WIDENED: Final = 1.2
_FEWEST_UNITS: Final = 60
_FEWEST_FEDERATIONS: Final = 10
_MOST_MISFIT: Final = 0.1


@dataclass(frozen=True, slots=True)
class TransferShare:
    """The share of an origin's members who went to a destination, from 0 to 1.

    ``low`` to ``high`` is the interval, within the exact ``least`` and ``most``.
    ``by_federation`` is what a fit to whole federations gives instead of ``share``.
    """

    share: float
    low: float
    high: float
    least: Fraction
    most: Fraction
    by_federation: float


@dataclass(frozen=True, slots=True)
class Transfers:
    """The table, by (origin, destination), over ``units`` sections in ``federations``.

    ``members`` are the origins' sizes; an origin without members has no row. ``apart`` is the
    share of the members that the fit to whole federations places elsewhere.
    """

    instance: str
    members: Mapping[str, int]
    table: Mapping[tuple[str, str], TransferShare]
    units: int
    federations: int
    left_out: int
    fit: Fit
    apart: float
    resamples: int
    seed: int


def declared_size(definition: Definition) -> int:
    """The fewest registered members for whom a definition allows an estimate."""
    publication = definition.publication
    if isinstance(publication, msgspec.UnsetType):
        return TRANSFERS_FROM
    return publication.transfers_from


def estimate_transfers(
    margins: Margins, fewest: int, *, seed: int, resamples: int = 200
) -> Transfers:
    """Estimate the table from the sections with figures in both rounds.

    ``fewest``: the size of the electorate from which one is made (``declared_size``). Raises
    ``Refused``: ``transfer.small`` below it, ``transfer.few`` with too few sections or
    federations, ``transfer.misfit`` where one table misplaces too many voters.
    """
    if margins.registered < fewest:
        raise Refused("transfer.small", registered=margins.registered, needed=fewest)
    sample = sample_of(margins)
    federations = len({row.federation for row in margins.rows})
    if len(sample.members) < _FEWEST_UNITS or federations < _FEWEST_FEDERATIONS:
        raise Refused("transfer.few", units=len(sample.members), federations=federations)
    found = fitted(sample, seed, resamples)
    if found.fit.beyond > _MOST_MISFIT:
        misfit, most = ceil(100 * found.fit.beyond), round(100 * _MOST_MISFIT)
        raise Refused("transfer.misfit", misfit=misfit, most=most)
    bounds = transfer_bounds(margins).nation
    went = sample.before.sum(axis=0)[:, None] * np.abs(found.table - found.whole)
    return Transfers(
        instance=margins.instance,
        members=bounds.members,
        table=_transfers(margins, bounds, found, _wider(federations)),
        units=len(sample.members),
        federations=federations,
        left_out=margins.left_out,
        fit=found.fit,
        apart=float(went.sum() / 2.0 / sample.members.sum()),
        resamples=resamples,
        seed=seed,
    )


def _wider(federations: int) -> float:
    """How much wider than the drawn tables intervals are: more, where federations are few.

    Student's quantile in place of the normal one, and the variance of a sample that the draws
    cannot see; ``_WIDENED`` besides.
    """
    few = student.ppf((1 + LEVEL) / 2, federations - 1) / norm.ppf((1 + LEVEL) / 2)
    return float(_WIDENED * few * (federations / (federations - 1)) ** 0.5)


def _transfers(
    margins: Margins, bounds: Bounds, found: Fitted, wider: float
) -> Mapping[tuple[str, str], TransferShare]:
    ends = np.quantile(found.drawn, ((1 - LEVEL) / 2, (1 + LEVEL) / 2), axis=0)
    low = found.table - wider * np.maximum(found.table - ends[0], 0.0) - found.moved
    high = found.table + wider * np.maximum(ends[1] - found.table, 0.0) + found.moved
    table = {}
    for j, origin in enumerate(margins.origins):
        for k, destination in enumerate(margins.destinations):
            exact = bounds.share(origin, destination)
            if exact is None:
                continue
            values = (found.table[j, k], low[j, k], high[j, k], found.whole[j, k])
            share, least, most, whole = np.clip(values, float(exact[0]), float(exact[1])).tolist()
            table[origin, destination] = TransferShare(share, least, most, *exact, whole)
    return table
