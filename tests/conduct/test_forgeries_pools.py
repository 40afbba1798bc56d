"""Forged sums, consistent with the log's own key: what a stranger's verification says."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.support.forgeries import found
from tests.support.pools import PooledSimulation, altered, sealed_from

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.sum_pool import sum_pool
from suffrage.board.record import Draft

BY = "commission@chair"


def sealed() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation.count_hidden()


def codes(simulation: PooledSimulation) -> set[str]:
    return {code for code, _ in found(simulation)}


def draft(simulation: PooledSimulation, pool: str = "small-1") -> Draft:
    held = list(simulation.openings.values())
    now = simulation.now()
    return sum_pool(simulation.state, BY, now, contest="text", pool=pool, openings=held)


def moved(body: Any) -> Any:
    """One vote is moved from one option to another."""
    figures = dict(body.figures)
    figures["votes.to1"] += 1
    figures["votes.to2"] -= 1
    return altered(body, figures=figures)


def fewer(body: Any) -> Any:
    """One section is left out of the sum, figures and all."""
    return altered(body, units=body.units[1:])


@pytest.mark.parametrize(("change", "code"), [(moved, "pool.product"), (fewer, "pool.members")])
def test_a_forged_sum_is_found(change: Callable[[Any], Any], code: str) -> None:
    simulation = sealed()
    honest = draft(simulation)
    simulation.force(Draft(honest.kind, honest.head, BY, honest.at, change(honest.body)))
    assert code in codes(simulation)


def test_a_section_cannot_be_published_beside_its_pool() -> None:
    simulation = sealed()
    simulation.sum("small-1")
    sheet = simulation.sheet("75-004")
    by = "secretary@75-004"
    simulation.force(receive_sheet(simulation.state, by, simulation.now(), sheet))
    assert "sheet.hidden" in codes(simulation)


def test_who_signed_in_a_hidden_section_is_not_published() -> None:
    simulation = sealed()
    by, now = "secretary@75-004", simulation.now()
    reported = report_turnout(simulation.state, by, now, round_=1, unit="75-004", signatures=3)
    simulation.force(reported)
    assert "turnout.hidden" in codes(simulation)


def test_a_sheet_sealed_again_after_the_sum_is_found() -> None:
    simulation = sealed()
    before = simulation.state
    simulation.sum("small-1")
    by, sheet = "secretary@75-004", simulation.sheet("75-004")
    again, _ = sealed_from(before, by, simulation.wait().now(), sheet)
    simulation.force(again)
    assert "sheet.nothing-to-correct" in codes(simulation)


def test_a_federation_seals_in_its_own_place_only() -> None:
    simulation = PooledSimulation()
    simulation.to_the_count()
    sheet = simulation.sheet("75-004")
    made, _ = sealed_from(simulation.state, "federation@13", simulation.now(), sheet)
    simulation.force(made)
    assert "role.elsewhere" in codes(simulation)
