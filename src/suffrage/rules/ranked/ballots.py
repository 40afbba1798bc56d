"""Ballots that rank or grade options, told apart and put together: valid, blank and void.

The numbers of a ballot are ranks or grades, 1 for the best; zero leaves the option out. The
order of the ballots never matters, so equal ones are kept once, with how many they are.

>>> found = sort_ballots(("a", "b"), [(1, 2), (0, 0), (1, 2), (1, 1)], judge_ranking)
>>> dict(found.counted), found.blank, dict(found.refused), found.distinct
({(1, 2): 2}, 1, {(1, 1): 1}, 1)
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from suffrage.errors import Malformed, Refused

__all__ = ["Ballots", "Vector", "Verdict", "judge_ranking", "ranking", "sort_ballots"]

Vector: TypeAlias = tuple[int, ...]
"""One number an option, in declared order."""

Verdict = Literal["valid", "blank", "void"]


@dataclass(frozen=True, slots=True)
class Ballots:
    """The ballots of one question, equal ones together, in the order of their numbers.

    ``counted`` are the valid ballots and ``refused`` the void ones, each with its number.
    """

    counted: Mapping[Vector, int] = field(repr=False)
    blank: int
    refused: Mapping[Vector, int] = field(repr=False)

    @property
    def valid(self) -> int:
        """The number of valid ballots; blank ones are counted apart."""
        return sum(self.counted.values())

    @property
    def void(self) -> int:
        """The number of void ballots."""
        return sum(self.refused.values())

    @property
    def distinct(self) -> int:
        """How many different valid ballots there are.

        The more of them among few ballots, the more voters can be told by theirs: with ten
        options there are 3,628,800 full rankings, and a buyer can ask for a rare one.
        """
        return len(self.counted)


def sort_ballots(
    options: Sequence[str], vectors: Iterable[Vector], judge: Callable[[Vector], Verdict]
) -> Ballots:
    """All ballots by what ``judge`` says of each.

    Raises ``Malformed``: ``rule.no-option``, ``ranked.option-twice``, ``ranked.width`` for a
    ballot with more or fewer numbers than options, ``ranked.below-zero``; and
    ``Refused("rule.no-votes")`` if no ballot is valid.
    """
    _check_options(options)
    found: dict[Verdict, dict[Vector, int]] = {"valid": {}, "blank": {}, "void": {}}
    for vector, number in sorted(Counter(_checked(vectors, len(options))).items()):
        found[judge(vector)][vector] = number
    if not found["valid"]:
        raise Refused("rule.no-votes")
    return Ballots(
        MappingProxyType(found["valid"]),
        sum(found["blank"].values()),
        MappingProxyType(found["void"]),
    )


def judge_ranking(vector: Vector) -> Verdict:
    """Valid with ranks from 1 on, each once; blank without any rank; void with gap or repeat."""
    ranks = sorted(filter(None, vector))
    if not ranks:
        return "blank"
    return "valid" if ranks == list(range(1, len(ranks) + 1)) else "void"


def ranking(options: Sequence[str], vector: Vector) -> tuple[str, ...]:
    """The options that a valid ballot ranks, the first one first.

    >>> ranking(("a", "b", "c"), (2, 0, 1))
    ('c', 'a')
    """
    ranked = sorted((rank, place) for place, rank in enumerate(vector) if rank)
    return tuple(options[place] for _, place in ranked)


def _check_options(options: Sequence[str]) -> None:
    if not options:
        raise Malformed("rule.no-option")
    twice = next((option for option, number in Counter(options).items() if number > 1), None)
    if twice is not None:
        raise Malformed("ranked.option-twice", option=twice)


def _checked(vectors: Iterable[Vector], width: int) -> Iterable[Vector]:
    for index, vector in enumerate(vectors):
        if len(vector) != width:
            raise Malformed("ranked.width", index=index, numbers=len(vector), options=width)
        if min(vector) < 0:
            raise Malformed("ranked.below-zero", index=index)
        yield tuple(vector)
