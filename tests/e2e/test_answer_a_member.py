"""The help desk answers a member by telephone; the member sees the same by the code of a mail."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office
from tests.support.office_people import desk, sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.rolls import frozen_office

from suffrage.office.models import Election, Lookup, Member

NOW = "2023-01-12T17:00:00Z"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeServer]:
    folder = tmp_path_factory.mktemp("office")
    with Office(folder) as office:
        sim, *_ = frozen_office(office)
        sim.open_polls()
        congress = Election.objects.get()
        office.person("help@example.org", congress, "helpdesk")
        office.person("dean@example.org", congress, "commission@dean")
        with office_server(folder, clock=NOW) as running:
            yield running


def test_a_member_who_calls_is_told_where_to_go_and_the_look_is_logged(
    browser: Browser, server: OfficeServer
) -> None:
    congress, member = Election.objects.get(), Member.objects.get(number="00007")
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = sign_in(context, server, "help@example.org")
    page.goto(desk(server, congress, "helpdesk/"))
    page.locator("[name=query]").fill("zoe7 petit7")
    page.locator("main button.act").first.click()
    page.locator("button.person", has_text="00007").click()
    expect(page.locator("h1")).to_have_text(member.name)
    expect(page.locator("main")).to_contain_text(f"Go to the section {member.unit} now")
    assert_accessible(page)
    page.goto(desk(server, congress, "helpdesk/log"))
    expect(page.locator("h1")).not_to_contain_text("log")
    looks = Lookup.objects.order_by("pk").values_list("query", "number")
    assert list(looks) == [("zoe7 petit7", ""), ("", "00007")]
    dean = sign_in(browser.new_context(locale="en"), server, "dean@example.org")
    dean.goto(desk(server, congress, "helpdesk/log"))
    expect(dean.locator("main")).to_contain_text("help@example.org")
    expect(dean.locator("main")).to_contain_text("00007")


def test_a_member_sees_the_own_entry_by_the_code_of_the_mail(
    browser: Browser, server: OfficeServer
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr")
    page = context.new_page()
    page.goto(f"{server.url}/m/congress/")
    assert_accessible(page)
    page.locator("[name=number]").fill("00007")
    page.locator("[name=email]").fill("zoe7@example.org")
    page.locator("main button.act").click()
    page.locator("[name=code]").fill(_code(server, "zoe7@example.org"))
    page.locator("main button.act").click()
    expect(page.locator("h1")).to_have_text("Zoé7 Petit7")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def _code(server: OfficeServer, address: str) -> str:
    for _ in range(200):
        for mail in server.mails(address):
            body = mail.get_body(("plain",))
            found = re.search(r"([0-9A-Z]{4} ){2}[0-9A-Z]{4}", str(body and body.get_content()))
            if found:
                return found[0]
        time.sleep(0.05)
    raise AssertionError("no code was mailed")
