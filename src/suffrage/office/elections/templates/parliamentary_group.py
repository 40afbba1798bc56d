"""The president of a parliamentary group: one room, set up in five minutes.

Model: the Senate's socialist group in 2023, 64 members, 38 to 25 and one void. Half of the
valid votes and one, else a second round half an hour later between the first two, relative
majority. One section is one total: nothing of it is published before the whole count, so that
an electorate this small has no progress from which a vote could be told.
"""

from datetime import timedelta
from typing import Final

from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.two_rounds import person_in_two_rounds

__all__ = ["PARLIAMENTARY_GROUP"]


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    return person_in_two_rounds(answers, evenings, "Présidence du groupe", "Chair of the group")


PARLIAMENTARY_GROUP: Final = Template(
    name="parliamentary-group",
    asks=(*EVERY, "options", "room"),
    offers=("time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
    evenings=2,
    apart=timedelta(minutes=30),
)
"""Asked besides the common answers: who stands, and how many members the group has."""
