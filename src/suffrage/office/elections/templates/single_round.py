"""A single round: who has the most votes is elected."""

from typing import Final

from suffrage.model.contests import Contest
from suffrage.model.rule import Plurality
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.standing import TIES, options_of, title_of

__all__ = ["SINGLE_ROUND"]


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    contest = Contest(
        id="election",
        title=title_of(answers.title_fr, answers.title_en),
        opens=evenings[0].opens,
        closes=evenings[0].closes,
        rule=Plurality(tie=TIES),
        options=options_of(answers, "c"),
    )
    return Parts((contest,))


SINGLE_ROUND: Final = Template(
    name="single-round",
    asks=(*EVERY, "options"),
    offers=("time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
)
"""Asked besides the common answers: who stands."""
