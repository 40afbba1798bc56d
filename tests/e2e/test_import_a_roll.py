"""A roll officer imports the members' file: faults at once, then taken; the chair freezes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office, state_of
from tests.support.office_people import desk, hold_key, sign, sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.rolls import HEADER, member_row, members_csv, without_roll
from tests.support.simulator import Simulation

from suffrage.office.models import Election, Member

NOW = "2023-01-10T10:00:00Z"
FAULTY = (
    HEADER,
    member_row(1, "75-001"),
    member_row(1, "75-001"),
    member_row(2, "99-999"),
    member_row(3, "75-001", joined="31/02/2020"),
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OfficeServer]:
    with Office(tmp_path) as office, office_server(tmp_path, clock=NOW) as running:
        congress = office.election(without_roll())
        office.person("roll@example.org", congress, "roll")
        office.person("chair@example.org", congress, "commission@chair")
        yield running


def _upload(page: Page, data: bytes) -> None:
    page.get_by_role("link", name="Import a file of members").click()
    file: FilePayload = {"name": "members.csv", "mimeType": "text/csv", "buffer": data}
    page.locator("[name=file]").set_input_files([file])
    page.locator("main button.act").click()
    expect(page.locator("main h1")).to_contain_text("members.csv")
    page.locator("main button.act").last.click()


def test_a_roll_is_mended_imported_and_frozen(browser: Browser, server: OfficeServer) -> None:
    congress = Election.objects.get()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    officer = sign_in(context, server, "roll@example.org")
    officer.goto(desk(server, congress, "roll/"))
    _upload(officer, "\n".join(FAULTY).encode())
    expect(officer.locator("main")).to_contain_text("Nothing was taken: 3 faults")
    lines = officer.locator("table").first.locator("tbody th").all_inner_texts()
    assert lines == ["3", "4", "5"]
    assert_accessible(officer)
    assert not Member.objects.exists()
    officer.goto(desk(server, congress, "roll/"))
    _upload(officer, members_csv(Simulation().definition))
    officer.get_by_role("button", name="Take").click()
    total = sum(unit.registered for unit in Simulation().definition.tree.sections)
    expect(officer.locator("main")).to_contain_text(f"{total} members taken")
    assert Member.objects.count() == total
    _freeze(browser, server, congress)
    officer.goto(desk(server, congress, "roll/"))
    expect(officer.locator("main")).to_contain_text("Root, in record 2 of the board")
    expect(officer.get_by_role("link", name="Import a file of members")).to_have_count(0)


def _freeze(browser: Browser, server: OfficeServer, congress: Election) -> None:
    chair = sign_in(browser.new_context(locale="en"), server, "chair@example.org")
    hold_key(chair, state_of(congress).rules.origin, "commission@chair")
    chair.goto(desk(server, congress, "roll/"))
    chair.get_by_role("button", name="Freeze").click()
    sign(chair)
    state = state_of(congress)
    sections = Simulation().definition.tree.sections
    assert {unit.id: state.registered[unit.id] for unit in sections} == {
        unit.id: unit.registered for unit in sections
    }
