"""What a section's desk seals, what it keeps, and what the commission needs to sum."""

from typing import Any

import pytest
from tests.support.pools import PooledSimulation, altered, entropy_of
from tests.support.refusals import refused

from suffrage.acts.paper.seal_sheet import seal_sheet
from suffrage.model import canonical
from suffrage.paper.sealed import Opening, SealedSheet, figures_on

UNIT = "75-004"
BY = f"secretary@{UNIT}"


def counting() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


def test_the_board_gets_commitments_and_the_desk_the_opening() -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT, agents={"to1": "signed", "to2": "absent"})
    draft, data = seal_sheet(simulation.state, BY, simulation.now(), sheet, entropy_of("x"))
    opening = canonical.decode(data, Opening)
    assert opening.figures == figures_on(sheet)
    assert isinstance(draft.body, SealedSheet)
    assert draft.body.agents == {"to1": "signed", "to2": "absent"}
    assert draft.body.commitments.keys() == opening.blindings.keys() == opening.figures.keys()
    assert len(set(opening.blindings.values())) == len(opening.blindings)


def test_no_figure_and_no_blinding_is_on_the_board() -> None:
    simulation = counting()
    simulation.seal(UNIT)
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    written = b"".join(simulation.files().values())
    assert not [text for text in opening.blindings.values() if text.encode() in written]


def test_a_sheet_that_cannot_be_right_is_not_sealed() -> None:
    simulation = counting()
    with refused("sheet.ballots-over-roll"):
        simulation.seal(UNIT, votes={"to1": 9, "to2": 9, "to3": 9}, signatures=16)


@pytest.mark.parametrize("part", [{"unit": "nothing"}, {"contest": "nothing"}])
def test_an_unknown_section_or_contest_is_refused(part: dict[str, Any]) -> None:
    simulation = counting()
    sheet = altered(simulation.sheet(UNIT), **part)
    with refused("unit.unknown"):
        seal_sheet(simulation.state, BY, simulation.now(), sheet, entropy_of("x"))


def test_a_sum_needs_every_opening() -> None:
    simulation = counting().count_hidden()
    del simulation.openings["text", "75-005"]
    with refused("opening.missing", unit="75-005"):
        simulation.sum("small-75-1")


def test_an_opening_of_another_board_is_refused() -> None:
    simulation = counting().count_hidden()
    opening = canonical.decode(simulation.openings["text", UNIT], Opening)
    other = altered(opening, origin="vote.example.org/e/rehearsal")
    simulation.openings["text", UNIT] = canonical.encode(other)
    with refused("opening.origin"):
        simulation.sum("small-75-1")


def test_an_opening_of_a_sheet_that_was_replaced_is_refused() -> None:
    simulation = counting().count_hidden()
    old = simulation.openings["text", UNIT]
    simulation.wait().seal(UNIT)
    simulation.openings["text", UNIT] = old
    with refused("opening.differs"):
        simulation.sum("small-75-1")


@pytest.mark.parametrize(
    ("pool", "contest", "code"),
    [("nothing", "text", "pool.unknown"), ("small-1", "nothing", "contest.unknown")],
)
def test_an_unknown_pool_or_contest_is_refused(pool: str, contest: str, code: str) -> None:
    with refused(code):
        counting().sum(pool, contest)
