"""A convener sets up a parliamentary group; the commission makes its keys, convenes, rehearses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office, state_of
from tests.support.office_server import OfficeServer, office_server

from suffrage.office.models import Election, Person

BEFORE = "2023-01-10T09:00:00Z"
FORM = {
    "title_fr": "Présidence du groupe",
    "title_en": "Chair of the group",
    "slug": "groupe",
    "day_0": "2023-02-02",
    "opens_0": "10:00",
    "closes_0": "10:30",
    "options": "Ada\nBen\nCléo",
    "room": "64",
    "commission": "chair",
}
PAGES = ("", "draft", "people", "appoint", "rules", "options", "seats")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeServer]:
    # The browser's driver keeps an event loop in this thread, which only waits.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with Office(tmp_path), office_server(tmp_path, clock=BEFORE) as running:
        Person.objects.create(email="convener@example.org", may_convene=True)
        yield running


@pytest.fixture
def people(browser: Browser) -> Iterator[list[BrowserContext]]:
    """A phone for each person, with the keys that it makes."""
    made = [browser.new_context(viewport={"width": 360, "height": 740}) for _ in range(2)]
    yield made
    for one in made:
        one.close()


def _sign_in(context: BrowserContext, server: OfficeServer, address: str) -> Page:
    page = context.new_page()
    before = len(server.mails(address))
    page.goto(f"{server.url}/account/login/code/")
    page.fill("[name=email]", address)
    page.locator("main button").first.click()
    page.fill("[name=code]", server.code_for(address, before))
    page.locator("main button").first.click()
    expect(page.locator("h1")).to_have_text("My desks")
    return page


def _make_key(page: Page, server: OfficeServer) -> None:
    page.goto(f"{server.url}/desk/groupe/keys")
    page.get_by_role("button", name="Make my key").click()
    expect(page.locator("main")).to_contain_text("waits")
    assert_accessible(page)


def test_a_group_is_set_up_convened_and_rehearsed(
    server: OfficeServer, people: list[BrowserContext]
) -> None:
    convener = _sign_in(people[0], server, "convener@example.org")
    convener.get_by_role("link", name="New election").click()
    assert_accessible(convener)
    convener.get_by_role("link", name="Chair of a parliamentary group").click()
    assert_accessible(convener)
    for name, text in FORM.items():
        convener.fill(f"[name={name}]", text)
    convener.get_by_role("button", name="Make the draft").click()
    expect(convener.locator("h1")).to_have_text("Commission")
    assert_accessible(convener)
    convener.get_by_role("link", name="Invite the commission").click()
    convener.fill("[name=email]", "chair@example.org")
    convener.get_by_role("button", name="Invite", exact=True).click()
    expect(convener.locator("[role=status]").first).to_contain_text("Mails sent: 1")
    assert_accessible(convener)
    _make_key(convener, server)
    chair = _sign_in(people[1], server, "chair@example.org")
    _make_key(chair, server)
    convener.goto(f"{server.url}/desk/groupe/commission/")
    convener.get_by_role("button", name="Convene the election").click()
    convener.locator("button.act").click()
    expect(convener.locator("h1")).to_have_text("Convening notice")
    assert_accessible(convener)
    state = state_of(Election.objects.get(slug="groupe"))
    assert state.phase == "draft"
    expect(convener.locator("main")).to_contain_text(state.rules.digest)
    _rehearse(chair, server)


def _rehearse(chair: Page, server: OfficeServer) -> None:
    chair.goto(f"{server.url}/desk/groupe/commission/")
    chair.get_by_role("button", name="Rehearse the evening").click()
    expect(chair.locator("h1")).to_have_text("Rehearsal")
    expect(chair.locator("main")).to_contain_text("Played to its end", timeout=60_000)
    expect(chair.locator(".rehearsal").first).to_contain_text("not an election")
    assert_accessible(chair)
    pages = [f"groupe/commission/{page}" for page in PAGES]
    for page in (*pages, "rehearsal-groupe/commission/round/2"):
        chair.goto(f"{server.url}/desk/{page}")
        assert chair.locator("h1").count() == 1
        assert_accessible(chair)
        width = chair.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"{page}: {width}"
