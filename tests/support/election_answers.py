"""Answers of forms for every template, small enough to be played whole."""

from dataclasses import replace
from typing import Final

from suffrage.model.candidacy import ListMember
from suffrage.model.definition import Definition
from suffrage.office.elections.answers import Answers, Hours, Stands
from suffrage.office.elections.draft import draft
from suffrage.office.elections.templates.all_templates import TEMPLATES

__all__ = ["ANSWERS", "draft_of"]

UNITS: Final = (
    b"code;parent;name;registered\n"
    b"13-001;13;Vieux-Port;61\n13-002;13;Endoume;47\n75-001;75;Belleville;88\n75-002;75;;35\n"
)

_COMMON: Final = Answers(
    slug="vote-2026",
    host="vote.example.org",
    title_fr="Vote de décembre",
    title_en="December vote",
    evenings=(Hours("2026-12-03", "17:00", "22:00"),),
    commission=("chair", "dean", "clerk"),
)
_PERSONS: Final = (Stands("Ada"), Stands("Ben"), Stands("Cléo"))

ANSWERS: Final = {
    "congress": replace(
        _COMMON,
        units=UNITS,
        seats=10,
        options=tuple(
            Stands(f"Texte {n}", first_signatory=name, text=f"Pour {n}")
            for n, name in enumerate(("Ada", "Ben", "Cléo"), start=1)
        ),
    ),
    "single-round": replace(_COMMON, units=UNITS, options=_PERSONS),
    "parliamentary-group": replace(
        _COMMON, room=64, options=_PERSONS, evenings=(Hours("2026-12-03", "10:00", "10:30"),)
    ),
    "board-of-association": replace(_COMMON, room=120, seats=2, options=_PERSONS),
    "nomination": replace(_COMMON, units=UNITS, options=_PERSONS),
    "consultation": replace(_COMMON, units=UNITS),
    "ratification": replace(_COMMON, room=186, majority="2/3"),
}
"""By the name of the template; one entry more shows the lists of an association's board."""

LISTS: Final = replace(
    ANSWERS["board-of-association"],
    seats=7,
    options=(
        Stands("Ensemble", members=(ListMember("Ada"), ListMember("Ben"))),
        Stands("Demain", members=(ListMember("Cléo"),)),
    ),
)


def draft_of(name: str, answers: Answers | None = None) -> Definition:
    """The draft that a template makes of its answers, which have no fault."""
    made = draft(TEMPLATES[name], answers or ANSWERS[name])
    assert isinstance(made, Definition), made
    return made
