"""The page of a contest: figures with names, permanent pages with notices, only needed files."""

import re
from fractions import Fraction

from tests.support.definitions import plain_six_sections
from tests.support.histories import board_of
from tests.support.simulator import Simulation

from suffrage.acts.paper.correct_sheet import correct_sheet
from suffrage.model.definition import from_plain
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings

DATA = re.compile(r'<data value="([^"]+)" data-name="([^"]+)">')


def pages(simulation: Simulation, settings: Settings | None = None) -> dict[str, str]:
    made = all_pages(board_of(simulation), settings or Settings())
    return {file.path: file.make().decode() for file in made}


def figures(page: str) -> dict[str, Fraction]:
    return {name: Fraction(value) for value, name in DATA.findall(page)}


def test_a_page_shows_what_is_counted() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    sheet = simulation.sheet("75-001")
    found = figures(pages(simulation)["site/en/text/index.html"])
    assert found["text/units/counted"] == 1
    assert found["text/valid"] == sheet.valid
    assert found["text/share/to1"] == Fraction(sheet.votes["to1"], sheet.valid)
    assert found["text/confirmed-share"] == 0
    low, high = found["text/certain/to1/low"], found["text/certain/to1/high"]
    assert low < found["text/share/to1"] < high


def test_before_the_polls_close_no_figure_of_votes_appears() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    page = pages(simulation)["site/fr/text/index.html"]
    assert not [name for name in figures(page) if "votes" in name or "valid" in name]
    assert "Pas encore de chiffres" in page


def test_both_languages_show_the_same_figures() -> None:
    made = pages(Simulation().run_round_1())
    french, english = (made[f"site/{one}/text/index.html"] for one in ("fr", "en"))
    assert figures(french) == figures(english) != {}
    assert '<html lang="fr">' in french


def test_what_people_typed_is_escaped() -> None:
    plain = plain_six_sections()
    plain["contests"][0]["options"][0]["label"] = "<script>alert(1)</script>"
    made = pages(Simulation(from_plain(plain)).to_the_count())
    assert "<script>alert" not in made["site/en/text/index.html"]


def test_a_permanent_page_keeps_its_figures_and_tells_of_corrections() -> None:
    simulation = Simulation().to_the_count()
    first = simulation.receive("75-001")
    size = first.index + 1
    path = f"site/en/text/at/{size}.html"
    before = pages(simulation)[path]
    sheet = simulation.sheet("75-001")
    votes = {**sheet.votes, "to1": sheet.votes["to1"] - 1, "to2": sheet.votes["to2"] + 1}
    simulation.act(correct_sheet, "secretary@75-001", simulation.sheet("75-001", votes=votes))
    after = pages(simulation, Settings(moments={"text": frozenset({size})}))[path]
    assert figures(after) == figures(before)
    assert "sheets corrected: 1" in after
    assert "sheets corrected" not in before


def test_a_file_is_made_again_only_when_a_record_concerned_it() -> None:
    simulation = Simulation().to_the_count()
    simulation.receive("75-001")
    before = {file.path: file.key for file in all_pages(board_of(simulation), Settings())}
    simulation.wait().receive("75-002")
    after = {file.path: file.key for file in all_pages(board_of(simulation), Settings())}
    assert before["site/en/text/index.html"] != after["site/en/text/index.html"]
    assert before["site/assets/night.css"] == after["site/assets/night.css"]


def test_the_permanent_pages_of_a_round_that_is_not_held_after_all_stay() -> None:
    plain = plain_six_sections()
    plain["contests"][0]["rule"] = {"name": "majority", "of": "valid", "quota": "1/10"}
    plain["contests"][1]["options"]["held"] = "without-majority"
    simulation = Simulation(from_plain(plain)).to_the_count()
    path = f"site/en/first-secretary/at/{board_of(simulation).history.changed('first-secretary')}"
    assert f"{path}.html" in pages(simulation)
    simulation.count_all().announce()
    size = int(path.rpartition("/")[2])
    made = pages(simulation, Settings({"first-secretary": frozenset({size})}))
    assert "the polls open on" in made[f"{path}.html"]
    assert "this vote is not held" in made["site/en/first-secretary/index.html"]
