"""Six sections with lists, parties and promises: an allied list, a list alone, two labels."""

from collections.abc import Mapping
from typing import Any

from tests.support.definitions import plain_six_sections
from tests.support.night import night_state, sheet_of

from suffrage.conduct.state import State
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain

__all__ = ["PARTIES", "allied", "allied_night", "person"]

PARTIES = [
    {"id": "red", "label": "Reds"},
    {"id": "green", "label": "Greens"},
    {"id": "blue", "label": "Blues"},
]
_LISTS: list[dict[str, Any]] = [
    {
        "parties": ["red", "green"],
        "members": [
            {"name": f"A{n}", "sex": "FM"[n % 2], "party": ("red", "green")[n % 2]}
            for n in range(6)
        ],
    },
    {"parties": ["red"], "members": [{"name": "B0", "sex": "F"}]},
    {"parties": ["blue", "green"]},
]


def person(name: str, sex: str = "", party: str = "") -> dict[str, str]:
    """A plain member of a list."""
    given = {"name": name, "sex": sex, "party": party}
    return {field: value for field, value in given.items() if value}


def allied(body: Mapping[str, Any], *promises: Mapping[str, Any]) -> Definition:
    """Reds and Greens share the first list, six persons in turn; Reds alone have the second.

    The third bears two labels and has no list, so that nobody can say whose its seats are. The
    same evening each federation elects a deputy: in 13 a Red stands, in 75 a Red and a Green.
    """
    plain = plain_six_sections()
    text = plain["contests"][0]
    for option, more in zip(text["options"], _LISTS, strict=True):
        option.update(more)
    deputies = [
        {"id": "rose", "label": "Rose", "parties": ["red", "green"], "within": "13"},
        {"id": "rose", "label": "Rosa", "parties": ["red"], "within": "75"},
        {"id": "vert", "label": "Vert", "parties": ["green"], "within": "75"},
        {"id": "azur", "label": "Azur", "parties": ["blue"], "within": "75"},
    ]
    rule = {"name": "plurality", "tie": ["lot"]}
    plain["contests"].insert(
        1, {**text, "id": "deputy", "scope": "federation", "rule": rule, "options": deputies}
    )
    plain["bodies"][0].update(body)
    plain["parties"] = PARTIES
    if promises:
        plain["agreements"] = [
            {"id": "left", "parties": ["red", "green"], "promises": list(promises)}
        ]
    definition = from_plain(plain)
    check_definition(definition)
    return definition


def allied_night(definition: Definition, votes: Mapping[str, Mapping[str, int]]) -> State:
    """The first round with these votes for the texts, by section."""
    rolls = {unit.id: unit.registered for unit in definition.tree.sections}
    sheets = {unit: sheet_of(unit, rolls[unit], row) for unit, row in votes.items()}
    return night_state(definition, sheets)
