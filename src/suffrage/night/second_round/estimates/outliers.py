"""Sections whose turnout or swing stands out from their peers: hints with a chance beside them.

*Turnout*: ballots out of registered, against the other sections of the federation. *Swing*: an
option's votes, against what its share in the earlier round and the federation's swing foretell; a
small section's earlier share is drawn to its federation's, by as much as chance alone moves it.

Many sections are looked at, so that some stand out by chance alone. Benjamini and Hochberg's
(1995) rule keeps the expected part of such hints among all at the stated rate; the number of
tests is stated beside it. ``tests/unit/night/test_outliers.py`` tries clean elections.

>>> found = outliers(state, "first-secretary", pairs)
>>> found.tests, found.rate, [(hint.kind, hint.unit) for hint in found.hints]
(3107, 0.05, [('turnout', '75-012')])
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np

from suffrage.conduct.state import State
from suffrage.night.second_round.estimates.beta_binomial import Integers, chances, others, peers_of
from suffrage.night.second_round.estimates.foretold import Votes, foretold
from suffrage.night.second_round.hints import Hint
from suffrage.night.second_round.pairs import FEWEST, Pair, Pairs, federation_of, in_force

__all__ = ["RATE", "Outliers", "outliers"]

RATE: Final = 0.05
"""The expected part of hints that chance alone made, among all hints shown."""

_FEWEST_PEERS: Final = 5
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Outliers:
    """The hints, the seldomest first; ``tests`` sections and options were looked at for them.

    ``untested`` counts the sections with figures that were too small, or had too few peers.
    """

    hints: tuple[Hint, ...]
    tests: int
    untested: int
    rate: float


@dataclass(frozen=True, slots=True)
class _Row:
    """One section for the test of turnout, its roll never below its ballots."""

    unit: str
    federation: str
    ballots: int
    registered: int


def outliers(
    state: State, instance: str, pairs: Pairs | None = None, rate: float = RATE
) -> Outliers:
    """Sections that stand out in an instance; swings only where ``pairs`` has an earlier round."""
    turnout, small = _turnout(state, instance)
    swing = [] if pairs is None else _swings(pairs)
    tested = sorted((*turnout, *swing), key=lambda hint: hint.chance or 0.0)
    return Outliers(tuple(tested[: _kept(tested, rate)]), len(tested), small, rate)


def _kept(hints: Sequence[Hint], rate: float) -> int:
    """How many of the seldomest to show: Benjamini and Hochberg's step."""
    number = len(hints)
    ranked = enumerate((hint.chance or 0.0 for hint in hints), start=1)
    return max((rank for rank, chance in ranked if chance <= rate * rank / number), default=0)


def _turnout(state: State, instance: str) -> tuple[list[Hint], int]:
    """A test for each section of ten members with peers; and how many sections have none."""
    figures = in_force(state, instance)
    rows = [
        _Row(unit, federation_of(state, unit), one.ballots, max(one.registered, one.ballots))
        for unit, one in figures.items()
        if max(one.registered, one.ballots)
    ]
    hints = list(_against_peers(rows)) if rows else []
    return hints, len(figures) - len(hints)


def _against_peers(rows: Sequence[_Row]) -> Iterator[Hint]:
    federation = _numbers([row.federation for row in rows])
    ballots = np.array([row.ballots for row in rows], float)
    roll = np.array([row.registered for row in rows], float)
    peers = peers_of(ballots, roll, federation)
    chance = chances(ballots, roll, peers.share, peers.dispersion + peers.unsure, peers.freedom)
    cast, members = others(ballots, federation), others(roll, federation)
    for i, row in enumerate(rows):
        if row.registered < FEWEST or peers.count[i] < _FEWEST_PEERS:
            continue
        yield Hint(
            kind="turnout",
            unit=row.unit,
            federation=row.federation,
            code="hint.turnout",
            look="hint.look.turnout",
            fields={
                "unit": row.unit,
                "ballots": row.ballots,
                "registered": row.registered,
                "turnout": Fraction(row.ballots, row.registered),
                "federation": row.federation,
                "peers": Fraction(int(cast[i]), int(members[i])),
            },
            chance=float(chance[i]),
        )


def _numbers(names: Sequence[str]) -> Integers:
    return np.unique(np.array(names), return_inverse=True)[1].astype(np.int64)


def _swings(pairs: Pairs) -> list[Hint]:
    """A test for each section and option in both rounds; of two options the second mirrors."""
    rows = [pair for pair in pairs.rows if pair.before.valid and pair.after.valid]
    options = [option for option in pairs.after if option in pairs.before]
    if not rows:
        return []
    if len(pairs.after) == _PAIR:
        options = options[:1]
    return [hint for option in options for hint in _swing(rows, option)]


def _swing(rows: Sequence[Pair], option: str) -> Iterator[Hint]:
    votes = Votes(
        then=np.array([p.before.votes.get(option, 0) for p in rows], float),
        then_valid=np.array([p.before.valid for p in rows], float),
        now=np.array([p.after.votes.get(option, 0) for p in rows], float),
        now_valid=np.array([p.after.valid for p in rows], float),
        federation=_numbers([p.federation for p in rows]),
    )
    told = foretold(votes)
    chance = chances(votes.now, votes.now_valid, told.share, told.dispersion, told.freedom)
    peers = [
        others(one, votes.federation)
        for one in (votes.then, votes.then_valid, votes.now, votes.now_valid)
    ]
    for i, pair in enumerate(rows):
        small = min(pair.before.valid, pair.after.valid) < FEWEST
        if small or told.count[i] < _FEWEST_PEERS:
            continue
        then, then_valid, now, now_valid = (int(one[i]) for one in peers)
        yield Hint(
            kind="swing",
            unit=pair.unit,
            federation=pair.federation,
            code="hint.swing",
            look="hint.look.swing",
            fields={
                "unit": pair.unit,
                "option": option,
                "then": Fraction(pair.before.votes.get(option, 0), pair.before.valid),
                "now": Fraction(pair.after.votes.get(option, 0), pair.after.valid),
                "valid": pair.after.valid,
                "federation": pair.federation,
                "peers_then": Fraction(then, then_valid),
                "peers_now": Fraction(now, now_valid),
            },
            chance=float(chance[i]),
        )
