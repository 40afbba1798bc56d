"""The orders in which a replayed night reports.

``random``: any unit next. ``small-first``: by the size of the roll. ``federations``: one
federation after another, each in any order inside. ``strongholds-first``: by the final share
of one camp. The two ordered ones are blurred, by half
of their deviation, so that replays differ.
"""

from enum import StrEnum

import numpy as np

from suffrage.night.projection.units import Floats, Integers
from suffrage.night.replay.read import Rounds

__all__ = ["Order", "arrange"]

_BLUR = 0.5


class Order(StrEnum):
    """The orders by name, from the harmless to the worst."""

    RANDOM = "random"
    SMALL_FIRST = "small-first"
    FEDERATIONS = "federations"
    STRONGHOLDS_FIRST = "strongholds-first"


def arrange(rounds: Rounds, order: Order, camp: int, chance: np.random.Generator) -> Integers:
    """The indices of all units in the order of their arrival; ``camp`` is an option."""
    count = rounds.registered.size
    if order is Order.RANDOM:
        return chance.permutation(count)
    if order is Order.FEDERATIONS:
        turn = chance.permutation(int(rounds.federation.max()) + 1)[rounds.federation]
        return np.lexsort((chance.random(count), turn))
    if order is Order.SMALL_FIRST:
        return np.argsort(_blurred(np.log(rounds.registered), chance))
    shares = rounds.votes[:, camp] / np.maximum(1, rounds.votes.sum(axis=1))
    return np.argsort(_blurred(-shares, chance))


def _blurred(key: Floats, chance: np.random.Generator) -> Floats:
    return np.asarray(key + chance.normal(0.0, _BLUR * float(key.std()), key.size))
