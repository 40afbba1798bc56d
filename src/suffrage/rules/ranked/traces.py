"""The traces of ranked and graded counts: every figure that decided, by option."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from suffrage.rules.outcome import Tied

__all__ = [
    "Grades",
    "JudgmentTrace",
    "Portion",
    "Round",
    "RoundsTrace",
    "SchulzeTrace",
    "Split",
    "Step",
    "Strength",
    "Transfer",
]


@dataclass(frozen=True, slots=True)
class Strength:
    """A chain's weakest link: ``winning`` ballots prefer one way, ``losing`` the other."""

    winning: int
    losing: int


@dataclass(frozen=True, slots=True)
class SchulzeTrace:
    """Rows and columns are the options in declared order.

    ``preferred`` counts the ballots that rank the row's option before the column's;
    ``chains`` holds the strongest chain from one to the other, 0 and 0 where there is none.
    """

    preferred: tuple[tuple[int, ...], ...]
    chains: tuple[tuple[Strength, ...], ...]


@dataclass(frozen=True, slots=True)
class Grades:
    """The ``counts`` of an option's grades, the best grade first, and its ``median`` grade."""

    option: str
    counts: tuple[int, ...]
    median: int


@dataclass(frozen=True, slots=True)
class Split:
    """Why ``before`` comes before ``after``: after ``removed`` medians, these two differ."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    removed: int
    medians: tuple[int, int]


@dataclass(frozen=True, slots=True)
class JudgmentTrace:
    """The grades of each option in declared order, and what parts each tier from the next."""

    grades: tuple[Grades, ...]
    splits: tuple[Split, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """An option and a number of votes, in ballots and parts of ballots."""

    option: str
    votes: Fraction


@dataclass(frozen=True, slots=True)
class Transfer:
    """Where an option's ballots went, each with ``worth`` of what it was worth before.

    ``exhausted`` votes went to nobody: their ballots rank no option that is still in the count.
    """

    worth: Fraction
    gains: tuple[Portion, ...]
    exhausted: Fraction


Step = Literal["elected", "eliminated", "filled", "tied"]
"""``filled``: the options left are no more than the seats; ``tied``: the count stands."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the votes of the options in the count, and what followed for ``options``.

    ``needed`` votes elect; ``exhausted`` votes had gone to nobody before the round. ``tie`` is
    the tie met in this round, whether it was ended or not.
    """

    totals: tuple[Portion, ...]
    needed: int
    exhausted: Fraction
    step: Step
    options: tuple[str, ...]
    tie: Tied | None = None
    transfer: Transfer | None = None


@dataclass(frozen=True, slots=True)
class RoundsTrace:
    """Round by round; ``unranked`` options stand on no valid ballot and take no part."""

    unranked: tuple[str, ...]
    rounds: tuple[Round, ...]
