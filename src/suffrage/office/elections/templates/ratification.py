"""Delegates ratify in one room: for or against; who abstains casts a blank ballot.

It is an election of its own, with a ballot box and a tally sheet. Delegates who raise cards to
ratify a result that this system certified need none: that is one record, ``result.ratified``.
"""

from typing import Final

from suffrage.model.contests import Option
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.yes_or_no import yes_or_no

__all__ = ["RATIFICATION"]

_OPTIONS: Final = (Option("for", "Pour – For"), Option("against", "Contre – Against"))


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    return yes_or_no(answers, evenings, "ratification", _OPTIONS)


RATIFICATION: Final = Template(
    name="ratification",
    asks=(*EVERY, "room"),
    offers=("majority", "time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
)
"""Asked besides the common answers: how many delegates sit."""
