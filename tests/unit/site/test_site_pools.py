"""The public files of an election with pools: hidden sections have no figures of their own."""

import csv
import io

from tests.support.pools import HIDDEN, PooledSimulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.site.results import results_of
from suffrage.site.sheets import sheets_csv


def night() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


def rows(simulation: PooledSimulation, unit: str) -> list[list[str]]:
    table = csv.reader(io.StringIO(sheets_csv(simulation.state).decode()))
    return [row for row in table if row[:2] == ["text", unit]]


def test_sums_have_rows_and_hidden_sections_have_none() -> None:
    simulation = night().count_with_pools()
    for unit in HIDDEN:
        ((_, _, _, state, roll, *figures),) = rows(simulation, unit)
        assert (state, roll) == ("sealed", str(HIDDEN[unit]))
        assert not any(figures)
    found = rows(simulation, "small-75-1")
    assert [row[2:5] for row in found] == [["75", "pooled", "33"]] * 3
    assert [row[-2:] for row in found] == [["to1", "8"], ["to2", "6"], ["to3", "4"]]


def test_a_sum_across_federations_names_none() -> None:
    simulation = night().count_hidden()
    simulation.sum("small-1")
    assert {row[2] for row in rows(simulation, "small-1")} == {""}


def test_an_annulled_sealed_section_shows_no_figures() -> None:
    simulation = night().count_hidden()
    more = {"dispute": "d1", "contest": "text", "unit": "13-004", "ground": "early-ballots"}
    simulation.act(file_dispute, "agent@to1", **more, account="")
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit")
    (row,) = rows(simulation, "13-004")
    assert row[3:] == ["annulled", "19", *[""] * 7]


def test_results_count_pooled_sections_apart() -> None:
    simulation = night().count_with_pools()
    found = results_of(simulation.state, bytes(32)).contests["text"]
    units = found.units
    assert (units.expected, units.counted, units.pooled, units.excused) == (11, 6, 5, 0)
    assert found.registered.all == found.registered.counted
    assert found.outcome.qualified == ("to1", "to2")


def test_the_outcome_waits_for_the_sums() -> None:
    simulation = night().count_public().count_hidden()
    found = results_of(simulation.state, bytes(32))
    assert found.status == "partial"
    assert found.contests["text"].outcome.qualified == ()
