"""A result announced with a tie, and certified once the lot was drawn, was not corrected."""

import json
from typing import Any

from tests.support.refusals import definition_with, option
from tests.support.simulator import Simulation

from suffrage.acts.closing.draw_lot import draw_lot


def test_a_lot_that_ends_an_announced_tie_corrects_nothing() -> None:
    def change(plain: dict[str, Any]) -> None:
        text = plain["contests"][0]
        text["rule"]["tie"] = ["lot"]
        text["options"] = [option(name) for name in ("to1", "to2", "to3")]
        plain["contests"] = [text]
        plain["bodies"] = []

    simulation = Simulation(definition_with(change)).to_the_count()
    figures: dict[str, Any] = {"votes": {"to1": 9, "to2": 9, "to3": 9}, "valid": 27}
    for unit in simulation.definition.tree.sections:
        simulation.receive(unit.id, **figures, ballots=29, signatures=29)
        simulation.approve(unit.id, **figures, ballots=29, signatures=29)
    simulation.announce()
    assert simulation.state.announced["text"].outcome.tie
    simulation.decided(draw_lot, subject="contest:text", seed="27182818284590452353")
    simulation.certify()
    assert json.loads(simulation.files()["results.json"])["status"] == "certified"
