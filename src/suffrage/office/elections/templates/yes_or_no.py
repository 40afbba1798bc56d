"""Yes or no: two options, a share of the valid votes that one of them needs."""

from fractions import Fraction

from suffrage.model.contests import Contest, Option
from suffrage.model.rule import Majority, parse_share
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import Evening, Parts
from suffrage.office.elections.templates.standing import title_of

__all__ = ["yes_or_no"]


def yes_or_no(
    answers: Answers, evenings: tuple[Evening, ...], contest: str, options: tuple[Option, Option]
) -> Parts:
    """More than half decides; of a larger share, reaching it does. A tie decides nothing."""
    quota = parse_share(answers.majority)
    return Parts(
        (
            Contest(
                id=contest,
                title=title_of(answers.title_fr, answers.title_en),
                opens=evenings[0].opens,
                closes=evenings[0].closes,
                rule=Majority(of="valid", quota=quota, quota_exact=quota > Fraction(1, 2)),
                options=options,
            ),
        )
    )
