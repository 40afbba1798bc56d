"""States of a night without a board: six sections, whatever sheets a test wants."""

from collections.abc import Mapping
from typing import Any

from immutables import Map
from tests.support.definitions import plain_six_sections

from suffrage.conduct.state import Dispute, Evening, State
from suffrage.count.unit_state import Approved, Received, UnitState
from suffrage.model.check_definition import check_definition
from suffrage.model.definition import Definition, from_plain
from suffrage.paper.sheet import Sheet

__all__ = ["definition_of", "disputed", "night_state", "sheet_of"]


def definition_of(rule: dict[str, Any], rolls: Mapping[str, int], **more: Any) -> Definition:
    """The six sections under another rule, with other rolls, and without a second round."""
    plain = plain_six_sections()
    plain["contests"] = plain["contests"][:1]
    plain["contests"][0]["rule"] = rule
    plain["units"] = [
        {**unit, "registered": rolls[unit["id"]]} if unit["id"] in rolls else unit
        for unit in plain["units"]
    ]
    definition = from_plain({**plain, **more})
    check_definition(definition)
    return definition


def sheet_of(unit: str, registered: int, votes: Mapping[str, int], blank: int = 0) -> Sheet:
    """A sheet with these votes and no void ballot."""
    valid = sum(votes.values())
    return Sheet(
        ballots=valid + blank,
        blank=blank,
        contest="text",
        entered_by=f"secretary@{unit}",
        proxies=0,
        registered=registered,
        signatures=valid + blank,
        unit=unit,
        valid=valid,
        void={},
        votes=dict(votes),
    )


def night_state(
    definition: Definition, sheets: Mapping[str, Sheet | UnitState], *, approved: bool = True
) -> State:
    """The first round after its polls, with these sheets in force and every other unit awaited."""
    units: dict[tuple[str, str], UnitState] = {}
    for unit, one in sheets.items():
        if not isinstance(one, Sheet):
            units["text", unit] = one
        elif approved:
            units["text", unit] = Approved(one, unit, f"secretary@{unit}", "federation@75")
        else:
            units["text", unit] = Received(one, unit, f"secretary@{unit}")
    return State(
        origin=definition.origin,
        size=len(units),
        phase="fixed",
        definition=definition,
        options=Map({"text": definition.declared_options("text")}),
        registered=Map({unit.id: unit.registered for unit in definition.tree.sections}),
        evenings=Map({1: Evening(opened=True, closed=True)}),
        units=Map(units),
    )


def disputed(unit: str, ground: str) -> Dispute:
    """An open dispute of a unit's sheet."""
    return Dispute("text", unit, ground, "agent@to1")
