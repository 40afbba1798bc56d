"""What a contest came to, and the trace that shows why.

An outcome never hides a choice: where votes are equal and places are not enough, it is
``Tied`` and stays so until ``suffrage.rules.tie`` resolves it.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from suffrage.model.rule import Denominator

__all__ = [
    "Decision",
    "Elected",
    "MajorityTrace",
    "NoMajority",
    "Outcome",
    "Qualified",
    "Ranked",
    "RankingTrace",
    "Tied",
]


@dataclass(frozen=True, slots=True)
class Elected:
    """One option has won."""

    option: str


@dataclass(frozen=True, slots=True)
class Qualified:
    """These options go on, in the declared order; any that a tie rule chose come last."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoMajority:
    """No option has the votes that the rule asks for."""


@dataclass(frozen=True, slots=True)
class Tied:
    """``options`` have equal votes for fewer ``places``; those in ``sure`` are in whatever comes.

    ``goal`` says what a place is: being elected or being qualified.
    """

    options: tuple[str, ...]
    places: int
    goal: Literal["elected", "qualified"]
    sure: tuple[str, ...] = ()


Outcome = Elected | Qualified | NoMajority | Tied


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of a ranking; equal votes share a rank, and the next rank is then left out."""

    rank: int
    option: str
    votes: int


@dataclass(frozen=True, slots=True)
class RankingTrace:
    """All options by votes, and the ``denominator`` (in ballots or members) of their shares."""

    ranking: tuple[Ranked, ...]
    denominator: int

    def share(self, option: str) -> Fraction:
        """An option's votes out of the denominator; ``KeyError`` for an unknown option."""
        votes = {line.option: line.votes for line in self.ranking}
        return Fraction(votes[option], max(self.denominator, 1))


@dataclass(frozen=True, slots=True)
class MajorityTrace:
    """``needed`` votes for a majority of ``denominator``; who reached them.

    ``needed_of_roll`` is the number of votes that the minimum share of the roll asks for, zero
    where the rule has none.
    """

    ranking: tuple[Ranked, ...]
    of: Denominator
    denominator: int
    needed: int
    needed_of_roll: int
    reached: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome with its trace."""

    outcome: Outcome
    trace: RankingTrace | MajorityTrace
