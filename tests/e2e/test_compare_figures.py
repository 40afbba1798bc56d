"""An agent compares the camp's figures with the board's, and disputes a section from that line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, Request, expect
from tests.support.browser import assert_accessible
from tests.support.definitions import plain_six_sections
from tests.support.office import Office, state_of
from tests.support.office_people import desk, hold_key, sign, sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.simulator import Simulation

from suffrage.model.check_definition import check_definition
from suffrage.model.definition import from_plain
from suffrage.office.models import Election

NOW = "2023-01-12T22:00:00Z"
MINE = b"section;Text 1;Text 2\nLi\xc3\xa9vin;42;11\n75-002;13;11\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OfficeServer]:
    plain = plain_six_sections()
    next(unit for unit in plain["units"] if unit["id"] == "75-001")["name"] = "Liévin"
    definition = from_plain(plain)
    check_definition(definition)
    sim = Simulation(definition).to_the_count()
    sim.receive("75-001", votes={"to1": 12, "to2": 11, "to3": 10})
    sim.receive("75-002")
    with Office(tmp_path) as office, office_server(tmp_path, clock=NOW) as running:
        office.person("agent@example.org", office.election(sim), "agent@to1")
        yield running


def _choose(page: Page) -> None:
    file: FilePayload = {"name": "MARKED.csv", "mimeType": "text/csv", "buffer": MINE}
    page.locator("[data-compare]").set_input_files([file])


def test_one_section_differs_and_is_disputed_from_its_line(
    browser: Browser, server: OfficeServer
) -> None:
    congress = Election.objects.get()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = sign_in(context, server, "agent@example.org")
    hold_key(page, state_of(congress).rules.origin, "agent@to1")
    sent: list[Request] = []
    page.on("request", lambda one: sent.append(one))  # noqa: PLW0108  (it marks a function)
    said = page.get_by_role("status")
    for _ in range(60):
        # The figures are those that the publisher has brought to everybody.
        page.goto(desk(server, congress, "agents/compare"))
        if page.locator("[data-compare]").count():
            _choose(page)
            page.wait_for_timeout(500)
            if "differs" in (said.text_content() or ""):
                break
        page.wait_for_timeout(500)
    expect(said).to_have_text("2 sections: 1 equal, 1 differs: Liévin, 42 against 12.")
    assert_accessible(page)
    assert {one.method for one in sent} == {"GET"}
    assert not [one.url for one in sent if "MARKED" in one.url]
    page.get_by_role("link", name="File a dispute: Liévin (75-001)").click()
    expect(page.locator("[name=unit]")).to_have_value("75-001")
    page.locator("[name=ground][value=wrong-count]").check()
    page.locator("[name=account]").fill("Read aloud: 42. Written: 12.")
    page.locator("main button.act").click()
    sign(page)
    ((_, dispute),) = state_of(congress).disputes.items()
    assert (dispute.unit, dispute.ground, dispute.by) == ("75-001", "wrong-count", "agent@to1")
