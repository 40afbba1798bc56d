"""The page of a unit: its sheet as it stands, its course, and nothing of a hidden unit."""

import re

from tests.support.contested import contested_night
from tests.support.definitions import plain_six_sections
from tests.support.histories import history_of
from tests.support.pages_made import figures, keys, pages
from tests.support.pools import HIDDEN, PooledSimulation
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.acts.paper.excuse_unit import excuse_unit
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.model.definition import from_plain
from suffrage.site.pages.settings import Settings

PAGE = "en/text/unit/75-001.html"


def test_a_sheet_is_shown_field_by_field() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001", agents={"to1": "signed", "to2": "reserved"}, scan="cd" * 32)
    page, sheet = pages(simulation)[PAGE], simulation.sheet("75-001")
    found = figures(page)
    place = "text/unit/75-001"
    assert found[f"{place}/registered"] == sheet.registered
    assert found[f"{place}/proxies"] == 0
    assert found[f"{place}/void"] == found[f"{place}/void/torn"] == 1
    assert {o: found[f"{place}/votes/{o}"] for o in sheet.votes} == sheet.votes
    assert "provisionally" in page
    assert "signed with a reservation" in page
    assert "cd" * 32 in page


def test_the_figures_of_the_sheet_can_be_held_to_its_payload() -> None:
    simulation = Simulation().to_the_count()
    written = simulation.receive("75-001")
    page = pages(simulation, Settings(scripted=True))[PAGE]
    offer = re.search(r'<section data-check[^>]+data-index="(\d+)" data-blob="(\w+)"', page)
    assert offer is not None
    assert offer.groups() == (str(written.index), written.record.payload)
    fields = re.findall(r'data-field="([^"]+)"', page)
    sheet = ["registered", "signatures", "proxies", "ballots", "blank", "void", "void.torn"]
    assert fields == [*sheet, "valid", "votes.to1", "votes.to2", "votes.to3"]


def test_a_unit_that_is_awaited_has_its_page_and_says_so() -> None:
    simulation = Simulation().to_the_count()
    page = pages(simulation)[PAGE]
    assert "no sheet has come" in page
    assert not figures(page)


def test_a_correction_shows_old_and_new_figures_by_their_records() -> None:
    simulation = Simulation().to_the_count()
    first = simulation.receive("75-001")
    sheet = simulation.sheet("75-001")
    votes = {**sheet.votes, "to1": sheet.votes["to1"] - 1, "to2": sheet.votes["to2"] + 1}
    second = simulation.act(
        correct_sheet, "secretary@75-001", simulation.sheet("75-001", votes=votes)
    )
    found = figures(pages(simulation)[PAGE])
    assert found[f"text/record/{first.index}/votes/to1"] == sheet.votes["to1"]
    assert found[f"text/record/{second.index}/votes/to1"] == votes["to1"]
    assert f"text/record/{second.index}/votes/to3" not in found
    assert found["text/unit/75-001/votes/to1"] == votes["to1"]


def test_a_reserved_sheet_says_what_cannot_be_right() -> None:
    simulation = Simulation().to_the_count()
    sheet = simulation.sheet("75-001", valid=99)
    simulation.act(reserve_sheet, "secretary@75-001", sheet)
    page = pages(simulation)[PAGE]
    assert "cannot be right" in page
    assert figures(page)["text/unit/75-001/valid"] == 99


def test_signatures_reported_first_stand_beside_the_sheet() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    simulation.act(report_turnout, "secretary@75-001", round_=1, unit="75-001", signatures=41)
    found = figures(pages(simulation)[PAGE])
    assert found == {"text/unit/75-001/signatures-reported": 41}


def test_a_section_that_opened_says_so_with_its_hour_and_no_other_page_changes() -> None:
    simulation = Simulation().convene().fix_rules().open_polls().wait(120)
    before = keys(simulation)
    simulation.act(open_section, "secretary@75-001", round_=1, unit="75-001")
    after = keys(simulation)
    page = pages(simulation)[PAGE]
    assert "Box shown empty, section opened" in page
    assert 'datetime="2023-01-12T16:02:00Z"' in page
    changed = {path for path, key in after.items() if before.get(path) != key}
    units = {path for path in changed if "/unit/" in path}
    assert units == {f"{language}/text/unit/75-001.html" for language in ("fr", "en")}


def disputed(simulation: Simulation, ground: str = "early-ballots") -> Simulation:
    filed = {"dispute": "d1", "contest": "text", "unit": "75-001", "ground": ground}
    simulation.act(file_dispute, "agent@to1", **filed, account="<b>they</b> came early")
    return simulation


def test_a_ruled_dispute_shows_every_members_vote() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    disputed(simulation)
    assert "A dispute on this section is open" in pages(simulation)[PAGE]
    votes = {"chair": "for", "dean": "for", "to1": "for", "to2": "against"}
    simulation.decided(rule_dispute, dispute="d1", effect="annul-unit", votes=votes)
    page = pages(simulation)[PAGE]
    assert "annulled the vote of this section" in page
    assert re.findall(r'<th scope="row">(\w+)</th><td>(\w+)', page) == list(votes.items())
    assert "they" not in page
    assert figures(page)["text/unit/75-001/valid"] == simulation.sheet("75-001").valid


def test_a_ground_is_text_and_never_markup() -> None:
    plain = plain_six_sections()
    plain["grounds"][0]["text"] = {"en": "<img src=x onerror=alert(1)>"}
    plain["units"][5]["name"] = '"><script>alert(2)</script>'
    simulation = Simulation(from_plain(plain)).to_the_count()
    simulation.receive("75-001")
    simulation.act(correct_sheet, "secretary@75-001", simulation.sheet("75-001", blank=2, void={}))
    made = pages(disputed(simulation))
    assert {"en/text/changes.html", "en/text/disputes.html"} <= made.keys()
    for path, page in made.items():
        assert "<img" not in page, path
        assert "<script>alert" not in page, path


def test_an_excused_unit_says_why() -> None:
    simulation = Simulation().to_the_count()
    simulation.decided(excuse_unit, round_=1, unit="75-001", reason="nobody-voted")
    page = pages(simulation)[PAGE]
    assert "nobody came to vote" in page
    assert not figures(page)


def test_one_more_sheet_makes_no_other_units_page_again() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    before = keys(simulation)
    simulation.wait().receive("75-002")
    after = keys(simulation)
    changed = {path for path, key in after.items() if before.get(path) != key}
    units = {path for path in changed if "/unit/" in path}
    assert units == {f"{language}/text/unit/75-002.html" for language in ("fr", "en")}


def hidden_pages(simulation: PooledSimulation) -> list[str]:
    made = pages(simulation, Settings(scripted=True))
    return [made[f"en/text/unit/{unit}.html"] for unit in ("13-004", "13-005", "75-004")]


def test_a_hidden_unit_shows_no_figure_before_and_after_its_pool_is_summed() -> None:
    simulation = PooledSimulation().to_the_count().count_public().count_hidden()
    sealed = hidden_pages(simulation)
    simulation.sum("small-75-1")
    simulation.sum("small-1")
    pooled = hidden_pages(simulation)
    for page in (*sealed, *pooled):
        assert not figures(page)
        assert "data-check" not in page
        assert "Signatures" not in page
        assert 'href="small-' in page
    assert all("its figures will appear in the sum" in page for page in sealed)
    assert all("Counted in the sum of the pool" in page for page in pooled)


def test_no_page_of_a_contested_night_has_a_figure_of_a_hidden_unit() -> None:
    simulation = contested_night()
    sealed = {entry.index for entry in history_of(simulation).acts("sheet.sealed/1")}
    assert sealed
    for path, page in pages(simulation, Settings(scripted=True)).items():
        for name in figures(page):
            parts = name.split("/")
            assert not HIDDEN.keys() & set(parts) or parts[-1] == "roll", (path, name)
            assert parts[1] != "record" or int(parts[2]) not in sealed, (path, name)


def test_the_sum_of_a_pool_has_a_page_with_the_figures_of_the_record() -> None:
    simulation = PooledSimulation().to_the_count().count_public().count_hidden()
    path = "en/text/unit/small-1.html"
    assert not figures(pages(simulation)[path])
    simulation.sum("small-1")
    page = pages(simulation, Settings(scripted=True))[path]
    summed = simulation.state.pools["text", "small-1"].figures
    found = figures(page)
    assert found["text/unit/small-1/valid"] == summed.valid
    assert found["text/unit/small-1/votes/to1"] == summed.votes["to1"]
    fields = re.findall(r'data-field="([^"]+)"', page)
    assert fields == [f"figures.{n}" for n in ("signatures", "ballots", "blank", "void", "valid")]
    assert "data-check" in page
    assert len(re.findall(r'href="(?:13|75)-00\d.html"', page)) == len(simulation.openings)


def test_a_summed_pool_makes_its_units_pages_again() -> None:
    simulation = PooledSimulation().to_the_count().count_public().count_hidden()
    before = keys(simulation)
    simulation.sum("small-1")
    after = keys(simulation)
    assert before["en/text/unit/13-004.html"] != after["en/text/unit/13-004.html"]
    assert before["en/text/unit/13-001.html"] == after["en/text/unit/13-001.html"]


def test_a_pool_that_is_given_up_is_told_on_its_units_pages_and_among_the_changes() -> None:
    simulation = PooledSimulation().to_the_count().count_public()
    for unit in HIDDEN:
        simulation.seal(unit, votes={"to1": 1, "to2": 0, "to3": 0})
    before = keys(simulation)
    index = simulation.give_up("small-1").index
    made, after = pages(simulation), keys(simulation)
    page = made["en/text/unit/75-004.html"]
    assert "too few ballots" in page
    assert f'id="r{index}"' in page
    assert not figures(page)
    assert not figures(made["en/text/changes.html"])
    assert before["en/text/unit/75-001.html"] == after["en/text/unit/75-001.html"]
