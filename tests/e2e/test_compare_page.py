"""An agent compares a file with the public figures in a browser; the file stays on the device."""

from collections.abc import Iterator, Mapping
from functools import cache

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, expect
from tests.support.browser import assert_accessible, open_browser
from tests.support.definitions import plain_six_sections
from tests.support.desk_scripts import bundled
from tests.support.made_sites import with_site
from tests.support.simulator import Simulation
from tests.support.site_server import POLICY, SiteServer

from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain

PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>Compare</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="site/assets/night.css"><script src="compare.js" defer></script></head>
<body><main><h1>Compare</h1>
<form method="post" action="/upload" enctype="multipart/form-data" hidden data-sheets="sheets.csv"
 data-names="site/data/{{contest}}-tidy.csv" data-contest="text" {more}
 data-dispute="/disputes/new?contest={{contest}}&amp;unit={{unit}}"
 data-claim="/claims/new?unit={{unit}}">
<label>File <input type="file" name="mine" data-compare></label><button>Send</button></form>
</main></body></html>"""
NAMES = {"75-001": "Liévin", "75-002": "Lens", "75-003": "Lens"}
MINE = b"section;Text 1;Text 2;secret-note\nLi\xc3\xa9vin;42;11;MARKED-MINE\n75-002;13;11;x\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as found:
        yield found


@cache
def public() -> Mapping[str, bytes]:
    plain = plain_six_sections()
    for unit in plain["units"]:
        if unit["id"] in NAMES:
            unit["name"] = NAMES[unit["id"]]
    definition = from_plain(plain)
    check_definition(definition)
    simulation = Simulation(definition).to_the_count()
    simulation.receive("75-001", votes={"to1": 12, "to2": 11, "to3": 10})
    simulation.receive("75-002")
    return with_site(simulation)


@pytest.fixture
def server() -> Iterator[SiteServer]:
    files = {**public(), "compare.js": bundled("compare.ts", "enhanceCompare(document)")}
    for name, language, more in (
        ("en", "en", ""),
        ("fr", "fr", ""),
        ("early", "en", "data-no-sums"),
    ):
        files[f"{name}.html"] = PAGE.format(language=language, more=more).encode()
    # As the office allows it: what is not sent must not be sent for the script's own reasons.
    with SiteServer(files, POLICY.replace("form-action 'none'", "form-action 'self'")) as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 800}) as context:
        yield context.new_page()


def choose(page: Page, data: bytes, name: str = "mine.csv") -> None:
    chosen: FilePayload = {"name": name, "mimeType": "text/csv", "buffer": data}
    page.locator("[data-compare]").set_input_files([chosen])


def test_a_camp_sees_what_differs_and_goes_on_from_that_line(
    page: Page, server: SiteServer
) -> None:
    page.goto(server.address("en.html"))
    choose(page, MINE)
    said = page.get_by_role("status")
    expect(said).to_have_text("2 sections: 1 equal, 1 differs: Liévin, 42 against 12.")
    cells = page.locator("tbody tr").first.locator("th, td").all_inner_texts()
    assert cells == ["Liévin (75-001)", "Text 1", "42", "12", "+30", "in force", "2"]
    dispute = page.get_by_role("link", name="File a dispute: Liévin (75-001)")
    expect(dispute).to_have_attribute("href", "/disputes/new?contest=text&unit=75-001")
    claim = page.get_by_role("link", name="Record a claim: Liévin (75-001)")
    expect(claim).to_have_attribute("href", "/claims/new?unit=75-001")
    expect(dispute).to_be_in_viewport()
    expect(claim).to_be_in_viewport()
    notes = page.locator("main li").all_inner_texts()
    assert "Text 1 55 against 25" in notes[0]
    assert "secret-note" in "".join(notes)
    assert_accessible(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


def test_a_name_that_two_sections_have_is_told_with_the_code(
    page: Page, server: SiteServer
) -> None:
    page.goto(server.address("en.html"))
    choose(page, b"section,to1\nLens,13\n75-001,12\n75-002,14\n")
    expect(page.get_by_role("status")).to_contain_text("1 differs: Lens (75-002), 14 against 13.")
    near = (
        "Line 2: “Lens” is no one section of this contest. Near it: Lens (75-002), Lens (75-003)."
    )
    assert near in page.locator("main li").all_inner_texts()


def test_no_request_carries_the_file(page: Page, server: SiteServer) -> None:
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))  # noqa: PLW0108  (it marks a function)
    page.goto(server.address("en.html"))
    choose(page, MINE, "MARKED-NAME.csv")
    expect(page.get_by_role("status")).to_contain_text("1 differs")
    # The form is not sent, by its button or by a script that asks for it.
    page.get_by_role("button", name="Send").click()
    page.evaluate("document.querySelector('form').requestSubmit()")
    assert page.evaluate("[...new FormData(document.querySelector('form')).keys()]") == []
    page.wait_for_load_state("networkidle")
    # A page of its own, what it needs, and the public figures: nothing else, before and after.
    needed = ("en.html", "compare.js", "site/assets/night.css", "favicon.ico")
    public_files = ("sheets.csv", "site/data/text-tidy.csv")
    addresses = {server.address(path) for path in (*needed, *public_files)}
    assert {one.url for one in asked} <= addresses
    assert {server.address(path) for path in public_files} <= {one.url for one in asked}
    for one in asked:
        assert (one.method, one.post_data_buffer) == ("GET", None)
        sent = one.url + "".join(f"{name}{value}" for name, value in one.all_headers().items())
        assert "MARKED" not in sent
        assert "Li%C3%A9vin" not in sent
    stored = page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
    assert "MARKED" not in stored


def test_all_faults_are_told_in_french(page: Page, server: SiteServer) -> None:
    page.goto(server.address("fr.html"))
    choose(page, "section,to1\n75-001,=HYPERLINK()\nLiévin,<b>1</b>\n".encode())
    expect(page.get_by_role("status")).to_contain_text("Rien n'a été comparé : 3 fautes")
    items = page.locator("main li").all_inner_texts()
    assert [one.split(" : ")[0] for one in items] == [
        "Ligne 2, to1",
        "Ligne 3, section",
        "Ligne 3, to1",
    ]
    assert "<b>1</b>" in items[2]
    assert page.locator("main li b").count() == 0


def test_no_sum_is_shown_before_sums_may_be(page: Page, server: SiteServer) -> None:
    page.goto(server.address("early.html"))
    choose(page, MINE)
    expect(page.get_by_role("status")).to_contain_text("1 differs")
    assert "55" not in page.locator("main").inner_text()


def test_public_figures_that_cannot_be_read_are_said(page: Page, server: SiteServer) -> None:
    page.goto(server.address("en.html"))
    server.down = True
    choose(page, MINE)
    expect(page.get_by_role("status")).to_contain_text("could not be read")


def test_without_the_script_there_is_nothing_to_send(browser: Browser, server: SiteServer) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        plain = context.new_page()
        plain.goto(server.address("en.html"))
        expect(plain.locator("form")).to_be_hidden()
