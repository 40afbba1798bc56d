"""Every page of the site, for everybody: valid HTML, accessible, no wider than a phone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browser import assert_accessible, assert_valid_html, barriers
from tests.support.contested import contested_night
from tests.support.counts import count
from tests.support.histories import board_of
from tests.support.simulator import Simulation
from tests.support.site_server import SiteServer

from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.settings import Settings

CONTEST = "site/fr/text/index.html"
SHEET_PAGE = "site/fr/text/unit/75-001.html"
PHONE = 360
Scheme: TypeAlias = Literal["light", "dark"]


def _before() -> Simulation:
    return Simulation().convene().fix_rules().open_polls()


def _during() -> Simulation:
    simulation = Simulation().to_the_count()
    for unit in ("13-001", "75-001", "75-002"):
        simulation.receive(unit)
    simulation.approve("75-001")
    return simulation


def _after() -> Simulation:
    return Simulation().run_round_1().run_round_2()


NIGHTS = {
    "before": _before,
    "during": _during,
    "after": _after,
    "contested": contested_night,
}


def site(simulation: Simulation) -> dict[str, bytes]:
    """The public folder with its site."""
    settings = Settings(follow=20, scripted=True)
    files = dict(simulation.files())
    files |= {one.path: one.make() for one in all_pages(board_of(simulation), settings)}
    return files


@pytest.fixture(scope="module", params=NIGHTS)
def server(request: pytest.FixtureRequest) -> Iterator[SiteServer]:
    with SiteServer(site(NIGHTS[request.param]())) as one:
        yield one


_INSTANCE = re.compile("(text|first-secretary)/")
_PLACE = re.compile(r"(unit|federation|at|body)/[^/]+$")


def kinds(files: dict[str, bytes], language: str) -> list[str]:
    """One page of each kind in a language: of contests, units and moments the last."""
    begin = f"site/{language}/"
    pages = sorted(path for path in files if path.startswith(begin) and path.endswith(".html"))
    last = {_INSTANCE.sub("I/", _PLACE.sub(r"\1", path)): path for path in pages}
    return sorted(last.values())


def test_the_judges_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    bad = b"<!DOCTYPE html><html><title>x</title><p id=a><img src=x><p id=a><input></html>"
    with pytest.raises(AssertionError, match="no-dup-id"):
        assert_valid_html({"bad.html": bad}, tmp_path)
    page = browser.new_page()
    page.set_content(bad.decode())
    with pytest.raises(AssertionError, match=r"(?s)html-has-lang.*image-alt"):
        assert_accessible(page)
    page.close()


def test_every_page_is_valid_html(server: SiteServer, tmp_path: Path) -> None:
    pages = {path: data for path, data in server.files.items() if path.endswith(".html")}
    assert len(pages) >= 6
    assert_valid_html(pages, tmp_path)


def look_at(browser: Browser, server: SiteServer, language: str, scheme: Scheme) -> list[str]:
    """What keeps somebody out of one page of each kind, on a phone."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": PHONE, "height": 740})
    page = context.new_page()
    found: list[str] = []
    for path in kinds(dict(server.files), language):
        page.goto(server.address(path))
        found += barriers(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            found.append(f"{path}: {width} pixels wide")
    context.close()
    return found


def test_every_kind_of_page_is_accessible_on_a_phone(browser: Browser, server: SiteServer) -> None:
    # Both languages have one set of templates; the longer words are French.
    for language in ("fr", "en")[: count(1, 2)]:
        found = look_at(browser, server, language, "light")
        assert not found, "\n".join(found)


def test_every_kind_of_page_is_accessible_in_the_dark(browser: Browser) -> None:
    for night in list(NIGHTS)[-count(1, 3) :]:
        with SiteServer(site(NIGHTS[night]())) as server:
            found = look_at(browser, server, "fr", "dark")
        assert not found, "\n".join(found)


def test_what_the_script_adds_is_accessible(page: Page) -> None:
    simulation = _during()
    with SiteServer(site(simulation)) as server:
        page.goto(server.address(SHEET_PAGE))
        page.locator("[data-check] button").click()
        expect(page.locator("[data-steps] li.ok")).to_have_count(6)
        assert_accessible(page)
        page.goto(server.address(CONTEST))
        page.locator("th button").first.click()
        page.get_by_role("searchbox").fill("13")
        simulation.wait().receive("75-003")
        server.files.update(site(simulation))
        page.clock.run_for(60_000)
        expect(page.locator(".changed").first).to_be_visible()
        assert_accessible(page)
        server.files["log/checkpoint"] = server.files["log/checkpoint"].replace(b"\n1", b"\n2", 1)
        page.clock.run_for(60_000)
        expect(page.locator("#live[data-state=rollback]")).to_be_visible()
        assert_accessible(page)
