"""A federation's evening: a kit is printed, its phone appointed; a call; a reading that differs."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office, state_of
from tests.support.office_people import desk, hold_key, sign, sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.simulator import Simulation

from suffrage.office.models import SectionKey

OPENS, AFTER = "2023-01-12T16:30:00Z", "2023-01-12T21:20:00Z"
UNIT, OTHER = "75-001", "75-002"
FIGURES = {
    "signatures": 40, "proxies": 0, "ballots": 40, "blank": 2, "void": 1, "valid": 37,
    "votes.to1": 20, "votes.to2": 12, "votes.to3": 5,
}  # fmt: skip


class Evening:
    """A served office, its board, and the browser of the federation's officer."""

    def __init__(self, office: Office, server: OfficeServer, browser: Browser) -> None:
        self.server, self.browser = server, browser
        self.sim = Simulation().convene().fix_rules().open_polls()
        self.election = office.election(self.sim)
        office.person("paris@example.org", self.election, "federation@75")
        self.page = self.person("paris@example.org")
        hold_key(self.page, self.sim.definition.origin, "federation@75")

    def person(self, address: str) -> Page:
        """Somebody signed in, on a small phone."""
        context = self.browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
        return sign_in(context, self.server, address)

    def go(self, path: str) -> Page:
        """The officer's page at an address of the election."""
        self.page.goto(desk(self.server, self.election, path))
        return self.page

    def sheet(self, unit: str) -> Any:
        """What the board has of a section."""
        return state_of(self.election).unit("text", unit)


@pytest.fixture
def evening(browser: Browser, tmp_path: Path) -> Iterator[Evening]:
    with Office(tmp_path) as office, office_server(tmp_path, clock=OPENS) as server:
        yield Evening(office, server, browser)


def _fill(page: Page, figures: Mapping[str, int]) -> None:
    page.locator("form[data-sheet]").wait_for()
    for name, number in figures.items():
        field = page.locator(f"form[data-sheet] [name='{name}']")
        if field.count():
            field.fill(str(number))


def _code(kit: Path) -> str:
    """The code of a kit's sealed strip, read from the paper."""
    text = subprocess.run(
        ["pdftotext", "-layout", str(kit), "-"], capture_output=True, check=True, text=True
    ).stdout
    found = re.search(r"^\s*((?:[0-9A-Z]{4} ){2}[0-9A-Z]{4})\s*$", text, re.MULTILINE)
    assert found, text[:2000]
    return found[1]


def test_a_kit_opens_a_phone_that_the_federation_appoints(evening: Evening) -> None:
    page = evening.go("kits/?below=75")
    with page.expect_download() as kit:
        page.get_by_role("button", name=f"Print the kit of {UNIT}").click()
    phone = evening.browser.new_context(locale="en").new_page()
    phone.goto(f"{evening.server.url}/s/{evening.election.slug}/{UNIT}/1")
    phone.locator("[name=code]").fill(_code(kit.value.path()))
    phone.locator("main button").first.click()
    phone.get_by_role("button", name="The box is empty, we open").click()
    expect(phone.get_by_text("awaits the federation")).to_be_visible()
    evening.go("federation/of/75/phones")
    assert_accessible(page)
    page.get_by_role("button", name="Accept those ticked").click()
    sign(page)
    assert state_of(evening.election).keys[f"secretary@{UNIT}"] == SectionKey.objects.get().key
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.get_by_label("Signatures")).to_be_visible()
    phone.context.close()


def test_a_telephoned_sheet_awaits_its_paper(evening: Evening) -> None:
    _after(evening)
    page = evening.go("federation/of/75/")
    assert page.locator(".lines li").first.locator(".late, b").first.is_visible()
    page.locator(".lines li", has_text=UNIT).get_by_role("link", name="telephone").click()
    _fill(page, {**FIGURES, "blank": 3})
    page.locator("form[data-sheet] button.act").click()
    # What does not add up is said, and the right figure is not.
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
    _fill(page, FIGURES)
    page.locator("form[data-sheet] button.act").click()
    sign(page)
    assert evening.sheet(UNIT).by == "federation@75"
    evening.go("federation/of/75/?show=all")
    expect(page.locator(".lines li", has_text=UNIT)).to_contain_text("by telephone")


def test_a_second_reading_that_differs_is_read_again(evening: Evening) -> None:
    _after(evening)
    votes = {name[6:]: number for name, number in FIGURES.items() if name.startswith("votes.")}
    plain = {name: number for name, number in FIGURES.items() if "." not in name}
    sheet: dict[str, Any] = {**plain, "void": {"unsorted": 1}, "votes": votes}
    evening.sim.receive(OTHER, **sheet)
    page = evening.go(f"federation/section/{OTHER}/sheet/text/second")
    _fill(page, {**FIGURES, "votes.to1": 12, "votes.to2": 20})
    _press_until(page, "**/difference")
    wrong = page.locator("main li").all_inner_texts()
    assert wrong == ["Text 1", "Text 2"]
    assert page.locator("#again-votes-to1").input_value() == ""
    assert_accessible(page)
    page.locator("#again-votes-to1").fill("20")
    page.locator("#again-votes-to2").fill("12")
    page.locator("section[aria-labelledby=again] button.act").click()
    sign(page)
    assert evening.sheet(OTHER).sheet.votes == votes
    evening.go("federation/of/75/?show=done")
    expect(page.locator(".lines")).to_contain_text(OTHER)


def _after(evening: Evening) -> None:
    """The polls are closed."""
    evening.sim.close_polls()
    evening.server.at(AFTER)


def _press_until(page: Page, address: str) -> None:
    """Send the sheet; what is remarkable and possible is confirmed once."""
    with page.expect_navigation():
        page.locator("form[data-sheet] button.act").click()
    if page.locator("form[data-sheet]").count():
        page.locator("form[data-sheet] button.act").click()
    page.wait_for_url(address)
