"""The nomination of one candidate by all members: a majority, or a second round a week later."""

from typing import Final

from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.two_rounds import person_in_two_rounds

__all__ = ["NOMINATION"]


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    return person_in_two_rounds(answers, evenings, "Désignation", "Nomination")


NOMINATION: Final = Template(
    name="nomination",
    asks=(*EVERY, "options"),
    offers=("time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
    evenings=2,
)
"""Asked besides the common answers: who stands."""
