"""The page of a federation: its totals and bounds, every unit with its state, no hidden figure."""

from fractions import Fraction

from tests.support.definitions import plain_six_sections
from tests.support.pages_made import figures, keys, pages
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.model.definition import from_plain

PAGE = "en/text/federation/75.html"
PLACE = "text/federation/75"


def test_totals_are_those_of_the_federation_alone() -> None:
    simulation = Simulation().to_the_count()
    for unit in ("75-001", "75-002", "13-001"):
        simulation.receive(unit)
    page = pages(simulation)[PAGE]
    found = figures(page)
    assert "75: 2 of 3 sections counted; Text 1 ahead with" in page
    sheets = [simulation.sheet(unit) for unit in ("75-001", "75-002")]
    votes, valid = (sum(s.votes["to1"] for s in sheets), sum(s.valid for s in sheets))
    assert found[f"{PLACE}/votes/to1"] == votes
    assert found[f"{PLACE}/share/to1"] == Fraction(votes, valid)
    assert found[f"{PLACE}/units/counted"] == 2
    assert found[f"{PLACE}/units/expected"] == 3
    missing = simulation.state.registered["75-003"]
    assert found[f"{PLACE}/certain/to1/low"] == Fraction(votes, valid + missing)
    assert found[f"{PLACE}/certain/to1/high"] == Fraction(votes + missing, valid + missing)


def test_every_unit_is_listed_with_its_figures_or_without() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    simulation.act(reserve_sheet, "secretary@75-002", simulation.sheet("75-002", valid=99))
    page = pages(simulation)[PAGE]
    found = figures(page)
    assert found["text/unit/75-001/votes/to2"] == simulation.sheet("75-001").votes["to2"]
    assert "text/unit/75-002/votes/to2" not in found
    assert [found[f"text/unit/75-00{n}/roll"] for n in (1, 2, 3)] == [81, 82, 83]
    assert "in no total" in page
    assert "Sections missing: 2" in page


def test_a_corrected_unit_is_flagged() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    assert '<span class="flag">corrected</span>' not in pages(simulation)[PAGE]
    simulation.act(
        correct_sheet, "secretary@75-001", simulation.sheet("75-001", blank=0, void={"torn": 2})
    )
    assert '<span class="flag">corrected</span>' in pages(simulation)[PAGE]


def test_a_coverage_that_is_not_reached_keeps_sums_off_the_page() -> None:
    plain = plain_six_sections()
    plain["publication"] = {"not_before": "2023-01-12T21:00:00Z", "coverage": "1/2"}
    simulation = Simulation(from_plain(plain)).to_the_count()
    simulation.receive("75-001")
    before = keys(simulation)[PAGE]
    assert not [name for name in figures(pages(simulation)[PAGE]) if "/federation/" in name]
    for unit in ("13-001", "13-002", "13-003"):
        simulation.receive(unit)
    assert keys(simulation)[PAGE] != before
    assert figures(pages(simulation)[PAGE])[f"{PLACE}/units/counted"] == 1


def test_a_sheet_elsewhere_does_not_make_the_page_again() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("13-001")
    before = keys(simulation)
    simulation.wait().receive("13-002")
    after = keys(simulation)
    assert before[PAGE] == after[PAGE]
    assert before["en/text/federation/13.html"] != after["en/text/federation/13.html"]


def test_a_hidden_unit_is_listed_without_a_figure_but_its_roll() -> None:
    simulation = PooledSimulation().to_the_count().count_with_pools()
    found = figures(pages(simulation)["en/text/federation/13.html"])
    hidden = [name for name in found if "/13-004/" in name]
    assert hidden == ["text/unit/13-004/roll"]
    assert (
        found["text/unit/small-1/valid"] == simulation.state.pools["text", "small-1"].figures.valid
    )


def test_sections_without_a_federation_have_a_page_too() -> None:
    plain = plain_six_sections()
    plain["units"].append({"id": "sea", "registered": 50})
    simulation = Simulation(from_plain(plain)).to_the_count()
    made = pages(simulation)
    assert 'href="../unit/sea.html"' in made["en/text/federation/nation.html"]
    assert 'href="federation/nation.html"' in made["en/text/index.html"]
