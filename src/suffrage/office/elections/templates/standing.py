"""The options of a form as a definition has them."""

from typing import Final

from suffrage.model.candidacy import OptionText
from suffrage.model.contests import Option
from suffrage.model.rule import TieRule
from suffrage.office.elections.answers import Answers

__all__ = ["TIES", "options_of", "title_of"]

TIES: Final[tuple[TieRule, ...]] = ("older", "lot")
"""The older goes first where all ages are known, else dice thrown in public."""


def options_of(answers: Answers, prefix: str) -> tuple[Option, ...]:
    """Everybody who stands, in the form's order; ids are the prefix and the place, from 1."""
    return tuple(
        Option(
            id=one.id or f"{prefix}{place}",
            label=one.label,
            first_signatory=one.first_signatory,
            age_rank=one.age_rank,
            text=OptionText(title=one.text),
            members=one.members,
        )
        for place, one in enumerate(answers.options, start=1)
    )


def title_of(french: str, english: str) -> dict[str, str]:
    """A title in both languages."""
    return {"fr": french, "en": english}
