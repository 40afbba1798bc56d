"""What the ballots of a mixed question come to, by the method that the question hints at."""

from collections.abc import Sequence
from dataclasses import dataclass

from suffrage.belenios.questions.non_homomorphic import (
    Hint,
    MajorityJudgment,
    NonHomomorphic,
    Schulze,
    hint_of,
)
from suffrage.cli.box_labels import option_names
from suffrage.cli.verify_words import printable
from suffrage.errors import SuffrageError
from suffrage.rules.ranked.ballots import Vector
from suffrage.rules.ranked.methods import Method, hinted
from suffrage.rules.ranked.outcome import RankedOutcome
from suffrage.rules.ranked.table import count_ballots

__all__ = ["MixedOutcome", "outcome_of"]


@dataclass(frozen=True, slots=True)
class MixedOutcome:
    """The count of a mixed question, or why there is none: ``None`` without a hint.

    ``grades`` are the names of the grades where the hint gives them, the best first.
    """

    count: RankedOutcome | SuffrageError | None
    grades: tuple[str, ...] = ()


def outcome_of(question: NonHomomorphic, vectors: Sequence[Vector]) -> MixedOutcome:
    """The outcome of the ballots as published; ties stand, since no rule for them is declared."""
    hint = hint_of(question)
    if hint is None:
        return MixedOutcome(None)
    grades = tuple(map(printable, hint.grades)) if isinstance(hint, MajorityJudgment) else ()
    options = option_names(question.value.answers)
    try:
        return MixedOutcome(count_ballots(_method(hint), options, vectors), grades)
    except SuffrageError as error:
        return MixedOutcome(error, grades)


def _method(hint: Hint) -> Method:
    match hint:
        case MajorityJudgment():
            return hinted("MajorityJudgment", blank=hint.blank, grades=len(hint.grades))
        case Schulze():
            return hinted("Schulze", blank=hint.blank)
        case _:
            return hinted("STV", blank=hint.blank, seats=hint.seats)
