"""The methods for ranked and graded ballots, as an election declares or hints at them.

>>> hinted("STV", seats=3)
SingleTransferableVote(seats=3)
>>> hinted("MajorityJudgment", blank=False, grades=5)
MajorityJudgment(grades=5, blank=False)
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from suffrage.errors import Malformed

__all__ = [
    "Approval",
    "InstantRunoff",
    "MajorityJudgment",
    "Method",
    "Schulze",
    "SingleTransferableVote",
    "hinted",
]

MOST_GRADES: Final = 255
"""The largest number that a ballot can hold."""


@dataclass(frozen=True, slots=True)
class Schulze:
    """Condorcet's winner, or the strongest chains of preferences (``schulze``).

    With ``blank`` a ballot of zeros is blank; without, it ranks all options last together.
    """

    name: ClassVar[str] = "schulze"
    blank: bool = True


@dataclass(frozen=True, slots=True)
class MajorityJudgment:
    """The best median grade (``majority_judgment``); ``grades`` from 1, the best, to 255.

    With ``blank`` a ballot of zeros is blank; without, it is void.
    Raises ``Malformed("ranked.grades")`` for another number of grades.
    """

    name: ClassVar[str] = "majority-judgment"
    grades: int
    blank: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.grades <= MOST_GRADES:
            raise Malformed("ranked.grades", grades=self.grades)


@dataclass(frozen=True, slots=True)
class SingleTransferableVote:
    """Quotas, surpluses and eliminations (``single_transferable_vote``).

    Raises ``Malformed("ranked.seats")`` for a number of seats below 1.
    """

    name: ClassVar[str] = "stv"
    seats: int

    def __post_init__(self) -> None:
        if self.seats < 1:
            raise Malformed("ranked.seats", seats=self.seats)


@dataclass(frozen=True, slots=True)
class InstantRunoff:
    """A majority of the ballots still in the count (``instant_runoff``)."""

    name: ClassVar[str] = "instant-runoff"


@dataclass(frozen=True, slots=True)
class Approval:
    """The option that most ballots approve of (``approval``)."""

    name: ClassVar[str] = "approval"


Method = Schulze | MajorityJudgment | SingleTransferableVote | InstantRunoff | Approval


def hinted(method: str, *, blank: bool = True, grades: int = 0, seats: int = 0) -> Method:
    """The method that the counting hint of a question names, as Belenios writes it.

    ``STV`` counts a ballot of zeros as blank whatever ``blank`` says, as Belenios does. Raises
    ``Malformed("ranked.method")`` for any other name, and as the methods do.
    """
    match method:
        case "Schulze":
            return Schulze(blank)
        case "MajorityJudgment":
            return MajorityJudgment(grades, blank)
        case "STV":
            return SingleTransferableVote(seats)
        case _:
            raise Malformed("ranked.method", method=method)
