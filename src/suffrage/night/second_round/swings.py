"""How each option's share, and turnout, changed from one round to the next: exact.

A share is of the valid votes. A section of fewer than ten valid votes in either round is part of
its federation's figures only, and a federation as small of the nation's.

>>> found = swings(pairs_of(state, "first-secretary", {}))
>>> found.nation.options["to1"].change
Fraction(31, 1500)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from suffrage.night.second_round.pairs import FEWEST, Pair, Pairs

__all__ = ["Change", "Swing", "Swings", "swings"]


@dataclass(frozen=True, slots=True)
class Change:
    """A share in the earlier round and in the later one."""

    then: Fraction
    now: Fraction

    @property
    def change(self) -> Fraction:
        """By how much it grew; negative where it fell."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class Swing:
    """The changes of one place over its ``units`` with figures in both rounds.

    ``valid`` are the valid votes (then, now). ``options`` are those that stand in both rounds;
    ``turnout`` is of ballots out of registered.
    """

    units: int
    valid: tuple[int, int]
    options: Mapping[str, Change]
    turnout: Change


@dataclass(frozen=True, slots=True)
class Swings:
    """The nation, the federations and the sections that are large enough.

    ``nation`` is ``None`` until ten valid votes of both rounds can be compared.
    """

    instance: str
    nation: Swing | None
    federations: Mapping[str, Swing]
    units: Mapping[str, Swing]
    left_out: int


def swings(pairs: Pairs) -> Swings:
    """The swing of each option by place; ``left_out`` are sections without figures in both."""
    federations: dict[str, list[Pair]] = {}
    for pair in pairs.rows:
        federations.setdefault(pair.federation, []).append(pair)
    return Swings(
        instance=pairs.instance,
        nation=_swing(pairs.rows, pairs),
        federations=_large((name, _swing(rows, pairs)) for name, rows in federations.items()),
        units=_large((pair.unit, _swing((pair,), pairs)) for pair in pairs.rows),
        left_out=pairs.left_out,
    )


def _large(found: Iterable[tuple[str, Swing | None]]) -> Mapping[str, Swing]:
    return {place: swing for place, swing in found if swing is not None}


def _swing(rows: Iterable[Pair], pairs: Pairs) -> Swing | None:
    """The sums over some sections; ``None`` where they are fewer than ten valid votes."""
    taken = tuple(rows)
    then = sum(pair.before.valid for pair in taken)
    now = sum(pair.after.valid for pair in taken)
    if min(then, now) < FEWEST:
        return None
    return Swing(
        units=len(taken),
        valid=(then, now),
        options={
            option: Change(
                Fraction(sum(pair.before.votes.get(option, 0) for pair in taken), then),
                Fraction(sum(pair.after.votes.get(option, 0) for pair in taken), now),
            )
            for option in pairs.after
            if option in pairs.before
        },
        turnout=Change(
            Fraction(
                sum(pair.before.ballots for pair in taken), sum(pair.roll_before for pair in taken)
            ),
            Fraction(
                sum(pair.after.ballots for pair in taken), sum(pair.roll_after for pair in taken)
            ),
        ),
    )
