"""A congress in two rounds: texts, then the first signatories of the two that come first.

Statutes: those of the Parti socialiste as voted on in 2018, 2021, 2023 and 2025. The second
round is held whatever the first one gave, since the two do different things: the first shares
out the national council, the second names a person. The council is D'Hondt with a threshold of
5 % measured nationally (statutes of Brest, 1997, and Le Mans, 2005), beside the first
secretaries of the federations, who sit by office.
"""

from typing import Final

from suffrage.model.bodies import Body
from suffrage.model.contests import Contest, Linked
from suffrage.model.csv_table import read_table
from suffrage.model.rule import DHondt, Majority, Top, parse_share
from suffrage.office.elections.answers import Answers
from suffrage.office.elections.template import EVERY, Evening, Parts, Template
from suffrage.office.elections.templates.standing import TIES, options_of, title_of

__all__ = ["CONGRESS"]


def _make(answers: Answers, evenings: tuple[Evening, ...]) -> Parts:
    first, second = evenings
    text = Contest(
        id="text",
        title=title_of("Texte d'orientation", "Orientation text"),
        opens=first.opens,
        closes=first.closes,
        rule=Top(places=2, tie=TIES),
        options=options_of(answers, "to"),
    )
    person = Contest(
        id="first-secretary",
        title=title_of("Premier secrétaire", "First secretary"),
        round=2,
        opens=second.opens,
        closes=second.closes,
        rule=Majority(of="valid", tie=TIES),
        options=Linked(source="text", take="first_signatory", held="always"),
    )
    council = Body(
        id="national-council",
        title=title_of("Conseil national", "National council"),
        contest="text",
        seats=answers.seats,
        rule=DHondt(threshold=parse_share(answers.threshold), tie=("lot",)),
        ex_officio=_federations(answers) if answers.ex_officio < 0 else answers.ex_officio,
    )
    return Parts((text, person), (council,))


def _federations(answers: Answers) -> int:
    """One member by office for each federation, where the form says nothing else."""
    if not answers.units:
        return 0
    rows = read_table(answers.units).rows
    return len({row.cells.get("parent", "").strip() for row in rows} - {""})


CONGRESS: Final = Template(
    name="congress",
    asks=(*EVERY, "options", "seats"),
    offers=("threshold", "ex_officio", "time_zone", "quorum", "witnesses", "grounds"),
    make=_make,
    evenings=2,
    signatories=True,
)
"""Asked besides the common answers: texts with their first signatories, seats of the council."""
