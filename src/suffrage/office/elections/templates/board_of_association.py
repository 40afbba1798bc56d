"""The board of an association: lists that share its seats, or the persons with the most votes.

Where what stands has members, it is a list: seats go by highest averages, with the threshold
asked for. Otherwise a ballot bears one name, and the ``seats`` with the most votes are elected;
a statute that lets a voter mark several names on one ballot is not modelled, since the votes of
a tally sheet add up to its valid ballots.
"""

from typing import Final

from suffrage.model.bodies import Body
from suffrage.model.contests import Contest
from suffrage.model.rule import DHondt, Plurality, Top, parse_share
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.standing import TIES, options_of, title_of

__all__ = ["BOARD_OF_ASSOCIATION"]


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    lists = any(one.members for one in answers.options)
    title = title_of("Conseil d'administration", "Board")
    contest = Contest(
        id="directors",
        title=title,
        opens=evenings[0].opens,
        closes=evenings[0].closes,
        rule=Plurality(tie=TIES) if lists else Top(places=answers.seats, tie=TIES),
        options=options_of(answers, "list" if lists else "c"),
    )
    if not lists:
        return Parts((contest,))
    rule = DHondt(threshold=parse_share(answers.threshold), tie=("lot",))
    office = max(0, answers.ex_officio)
    body = Body(
        id="directors-board",
        title=title,
        contest="directors",
        seats=answers.seats,
        rule=rule,
        ex_officio=office,
    )
    return Parts((contest,), (body,))


BOARD_OF_ASSOCIATION: Final = Template(
    name="board-of-association",
    asks=(*EVERY, "options", "seats"),
    offers=("threshold", "ex_officio", "time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
)
"""Asked besides the common answers: lists or persons, and the seats of the board."""
