"""Two rounds for one person: an absolute majority, or else the first two stand again."""

from suffrage.model.contests import Contest, Linked
from suffrage.model.rule import Majority, Plurality
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import Evening, Parts
from suffrage.office.elections.templates.standing import TIES, options_of, title_of

__all__ = ["person_in_two_rounds"]


def person_in_two_rounds(
    answers: Answers, evenings: tuple[Evening, ...], french: str, english: str
) -> Parts:
    """More than half of the valid votes; then, between the first two, the most votes."""
    first, second = evenings
    return Parts(
        (
            Contest(
                id="first-round",
                title=title_of(f"{french}, premier tour", f"{english}, first round"),
                opens=first.opens,
                closes=first.closes,
                rule=Majority(of="valid", tie=TIES),
                options=options_of(answers, "c"),
            ),
            Contest(
                id="second-round",
                title=title_of(f"{french}, second tour", f"{english}, second round"),
                round=2,
                opens=second.opens,
                closes=second.closes,
                rule=Plurality(tie=TIES),
                options=Linked(source="first-round", take="option", held="without-majority"),
            ),
        )
    )
