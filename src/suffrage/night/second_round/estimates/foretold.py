"""How many of a section's votes an option was to be expected to have, from the earlier round.

A section's earlier share is drawn to its federation's, by as much as chance alone moves it: the
mean of a beta prior whose dispersion the section's peers show. The federation's swing then moves
it in proportion: an option that gains takes the same part of what it had not, one that loses
keeps the same part of what it had, so that no share leaves 0 to 1.
"""

from dataclasses import dataclass

import numpy as np

from suffrage.night.second_round.estimates.beta_binomial import (
    Floats,
    Integers,
    others,
    peers_of,
    pooled,
    within,
)

__all__ = ["Foretold", "Votes", "foretold"]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """One option in sections: votes and valid votes then and now, and the federation's number."""

    then: Floats
    then_valid: Floats
    now: Floats
    now_valid: Floats
    federation: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """The expected share of each section now, the dispersion around it, and its freedom.

    ``count``: the other sections of the federation.
    """

    share: Floats
    dispersion: Floats
    freedom: Floats
    count: Floats


def foretold(votes: Votes) -> Foretold:
    """What the peers of each section and its own earlier round lead to expect."""
    before = peers_of(votes.then, votes.then_valid, votes.federation)
    prior = 1.0 / np.maximum(before.dispersion, 1e-4) - 1.0
    lean = (votes.then + prior * before.share) / (votes.then_valid + prior)
    slope, share = _moved(votes, lean)
    unsure = slope**2 * lean * (1.0 - lean) / (votes.then_valid + prior + 1.0)
    unsure = unsure / (share * (1.0 - share))
    dispersion, freedom = _residual(votes, share, unsure)
    return Foretold(share, unsure + dispersion, freedom, before.count)


def _moved(votes: Votes, lean: Floats) -> tuple[Floats, Floats]:
    """The federation's swing, from the section's peers, applied to a lean; with its slope."""
    then, now = (
        (others(hits, votes.federation) + 0.5) / (others(valid, votes.federation) + 1.0)
        for hits, valid in ((votes.then, votes.then_valid), (votes.now, votes.now_valid))
    )
    kept = np.where(now > then, (1.0 - now) / (1.0 - then), now / then)
    share = np.where(now > then, 1.0 - (1.0 - lean) * kept, lean * kept)
    return kept, np.clip(share, 0.001, 0.999)


def _residual(votes: Votes, share: Floats, unsure: Floats) -> tuple[Floats, Floats]:
    """The dispersion that the peers' residuals leave, the error of the swing in it; its freedom."""
    valid = votes.now_valid
    square = (votes.now / valid - share) ** 2 / (share * (1.0 - share))
    excess = valid * square - 1.0 - (valid - 1.0) * unsure
    values = (excess, valid - 1.0)
    peers = (others(values[0], votes.federation), others(values[1], votes.federation))
    whole = (within(values[0], votes.federation), within(values[1], votes.federation))
    return pooled(peers, whole, votes.federation)
