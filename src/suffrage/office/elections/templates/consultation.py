"""A consultation of all members: yes or no to one question, which is the title."""

from typing import Final

from suffrage.model.contests import Option
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.yes_or_no import yes_or_no

__all__ = ["CONSULTATION"]

_OPTIONS: Final = (Option("yes", "Oui – Yes"), Option("no", "Non – No"))


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    return yes_or_no(answers, evenings, "question", _OPTIONS)


CONSULTATION: Final = Template(
    name="consultation",
    asks=EVERY,
    offers=("majority", "time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
)
"""Asked: the common answers only; ``majority`` for a question that needs two thirds."""
