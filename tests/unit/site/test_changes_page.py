"""The page of changes: old and new figures, what they do to the totals, what came too late."""

from tests.support.pages_made import figures, keys, pages
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.site.pages.settings import Settings

PAGE = "en/text/changes.html"


def corrected(simulation: Simulation, unit: str = "75-001", by: str = "", **more: str) -> int:
    sheet = simulation.sheet(unit)
    votes = {**sheet.votes, "to1": sheet.votes["to1"] - 2, "to3": sheet.votes["to3"] + 2}
    by = by or f"secretary@{unit}"
    draft = simulation.sheet(unit, votes=votes, entered_by=by)
    return simulation.act(correct_sheet, by, draft, **more).index


def test_there_is_no_page_while_nothing_has_changed() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    made = pages(simulation)
    assert PAGE not in made
    assert "changes.html" not in made["en/text/index.html"]


def test_a_correction_shows_both_sheets_and_its_effect() -> None:
    simulation = Simulation().to_the_count()
    first = simulation.receive("75-001").index
    second = corrected(simulation)
    made = pages(simulation)
    found, sheet = figures(made[PAGE]), simulation.sheet("75-001")
    assert found[f"text/record/{first}/votes/to1"] == sheet.votes["to1"]
    assert found[f"text/record/{second}/votes/to1"] == sheet.votes["to1"] - 2
    assert found[f"text/record/{second}/change/votes/to1"] == -2
    assert found[f"text/record/{second}/change/votes/to3"] == 2
    assert f"text/record/{second}/change/valid" not in found
    assert "after the announcement" not in made[PAGE]
    assert 'href="changes.html"' in made["en/text/index.html"]


def test_a_reserved_sheet_has_no_effect_and_its_correction_the_whole() -> None:
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet("75-001", valid=99)
    reserved = simulation.act(reserve_sheet, "secretary@75-001", sheet).index
    right = simulation.act(correct_sheet, "secretary@75-001", simulation.sheet("75-001")).index
    found = figures(pages(simulation)[PAGE])
    assert not [name for name in found if f"/{reserved}/change/" in name]
    assert found[f"text/record/{right}/change/valid"] == simulation.sheet("75-001").valid


def ruled(simulation: Simulation, ground: str, effect: str) -> int:
    filed = {"dispute": "d1", "contest": "text", "unit": "75-001", "ground": ground}
    simulation.act(file_dispute, "agent@to1", **filed, account="")
    return simulation.decided(rule_dispute, dispute="d1", effect=effect).index


def test_an_annulment_takes_the_votes_out_and_is_late_after_the_announcement() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    index = ruled(simulation, "early-ballots", "annul-unit")
    page = pages(simulation)[PAGE]
    assert figures(page)[f"text/record/{index}/change/valid"] == -simulation.sheet("75-001").valid
    assert "1 of them after an announcement" in page


def test_a_ruling_that_changes_nothing_yet_is_no_change() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    ruled(simulation, "wrong-count", "correct-sheet")
    assert PAGE not in pages(simulation)
    corrected(simulation, by="federation@75", dispute="d1")
    assert "as the ruling on dispute d1 orders" in pages(simulation)[PAGE]


def test_an_excused_unit_is_a_change_without_effect() -> None:
    simulation = Simulation().to_the_count()
    simulation.decided(excuse_unit, round_=1, unit="75-001", reason="not-held")
    page = pages(simulation)[PAGE]
    assert "no vote was held there" in page
    assert "No effect on the totals" in page


def test_a_change_leads_to_the_permanent_pages_around_it_and_they_lead_back() -> None:
    simulation = Simulation().to_the_count()
    before = simulation.receive("75-001").index + 1
    after = corrected(simulation) + 1
    simulation.receive("75-002")
    made = pages(simulation, Settings(moments={"text": frozenset({before, after})}))
    assert f'href="at/{before}.html"' in made[PAGE]
    assert f'href="at/{after}.html"' in made[PAGE]
    assert 'href="../changes.html"' in made[f"en/text/at/{before}.html"]


def test_one_more_sheet_does_not_make_the_page_again() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    corrected(simulation)
    before, size = keys(simulation)[PAGE], simulation.state.size
    simulation.wait().receive("75-002")
    published = Settings(moments={"text": frozenset({size})})
    assert keys(simulation, published)[PAGE] == before
