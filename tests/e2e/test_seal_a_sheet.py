"""A federation seals the paper of a section in a pool: typed, saved, brought back, signed."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office, state_of
from tests.support.office_people import desk, hold_key, sign, sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.pools import PooledSimulation

from suffrage.count.unit_state import Sealed
from suffrage.model import canonical
from suffrage.office.models import Election
from suffrage.paper.sealed import Opening

UNIT = "75-004"
FIGURES = {
    "signatures": 11, "ballots": 11, "blank": 1, "void": 1,
    "votes.to1": 4, "votes.to2": 3, "votes.to3": 2,
}  # fmt: skip


@pytest.fixture
def election(tmp_path: Path) -> Iterator[Election]:
    with Office(tmp_path) as office:
        sim = PooledSimulation()
        sim.to_the_count()
        made = office.election(sim)
        office.person("paris@example.org", made, "federation@75")
        yield made


@pytest.fixture
def server(tmp_path: Path, election: Election) -> Iterator[OfficeServer]:
    assert election
    with office_server(tmp_path, clock="2023-01-12T21:20:00Z") as one:
        yield one


def officer(context: BrowserContext, server: OfficeServer) -> Page:
    return sign_in(context, server, "paris@example.org")


def fill(page: Page, figures: Mapping[str, int]) -> None:
    for name, number in figures.items():
        page.fill(f"form[data-sheet] [name='{name}']", str(number))
    page.locator("form[data-sheet] button.act").click()


def save(page: Page, folder: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("button", name="Save the opening").click()
    done: Download = found.value
    file = folder / done.suggested_filename
    done.save_as(file)
    return file


def test_a_paper_is_sealed_with_the_file_that_was_saved(
    browser: Browser, server: OfficeServer, election: Election, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = officer(context, server)
    origin = state_of(election).origin
    hold_key(page, origin, "federation@75")
    page.goto(desk(server, election, f"federation/section/{UNIT}/"))
    page.get_by_role("link", name="Seal the sheet").click()
    assert_accessible(page)
    fill(page, {**FIGURES, "ballots": 12})
    expect(page.get_by_role("alert")).to_contain_text("is not sealed")
    fill(page, FIGURES)
    expect(page.get_by_role("heading", name="Save the opening first")).to_be_visible()
    assert_accessible(page)
    file = save(page, tmp_path)
    assert file.name == f"opening-{election.slug}-text-{UNIT}.json"
    assert canonical.decode(file.read_bytes(), Opening).unit == UNIT
    page.get_by_label("File of the opening").set_input_files(file)
    page.get_by_label("Agent of").first.select_option("signed")
    page.get_by_role("button", name="I have saved it: go on").click()
    sign(page)
    now = state_of(election).unit("text", UNIT)
    assert isinstance(now, Sealed)
    assert "signed" in now.sheet.agents.values()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    context.close()


def test_all_but_the_signature_needs_no_script(
    browser: Browser, server: OfficeServer, election: Election, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = officer(context, server)
    page.goto(desk(server, election, f"federation/section/{UNIT}/sheet/text/seal"))
    fill(page, FIGURES)
    file = save(page, tmp_path)
    page.get_by_label("File of the opening").set_input_files(file)
    page.get_by_role("button", name="I have saved it: go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What will be written")
    context.close()
