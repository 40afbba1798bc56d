"""The commission rules on a dispute: each member votes in the own browser, the chair records."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.browser import assert_accessible
from tests.support.disputed import counted_round
from tests.support.office import Office, state_of
from tests.support.office_people import desk, hold_key, sign, sign_in
from tests.support.office_server import OfficeServer, office_server

from suffrage.office.models import Election

NOW = "2023-01-12T22:00:00Z"
REASON = "The photo shows an empty box."
MEMBERS = ("chair", "dean", "to1")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OfficeServer]:
    with Office(tmp_path) as office, office_server(tmp_path, clock=NOW) as running:
        congress = office.election(counted_round())
        for member in MEMBERS:
            office.person(f"{member}@example.org", congress, f"commission@{member}")
        yield running


def _member(browser: Browser, server: OfficeServer, name: str, origin: str) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    page = sign_in(context, server, f"{name}@example.org")
    hold_key(page, origin, f"commission@{name}")
    return page


def _vote(page: Page, motion: str, choice: str, reason: str = "") -> None:
    page.goto(motion)
    page.get_by_label(choice, exact=True).check()
    page.get_by_label("Reason").fill(reason)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign my vote").click()
    expect(page.locator("tbody")).to_contain_text(choice)


def test_three_members_rule_and_the_minority_gives_its_reason(
    browser: Browser, server: OfficeServer
) -> None:
    congress = Election.objects.get()
    origin = state_of(congress).rules.origin
    chair, dean, agent = (_member(browser, server, name, origin) for name in MEMBERS)
    chair.goto(desk(server, congress, "commission/disputes"))
    chair.get_by_role("link", name="d-3").click()
    expect(chair.locator("main")).to_contain_text("Ballots lay in the box")
    chair.locator("[name=effect][value=annul-unit]").check()
    chair.get_by_role("button", name="Put it to the vote").click()
    expect(chair.get_by_role("button", name="Sign my vote")).to_be_visible()
    motion = chair.url
    assert_accessible(chair)
    _vote(chair, motion, "for")
    _vote(dean, motion, "for")
    _vote(agent, motion, "against", REASON)
    # Nothing stands on the board before the chair has recorded who voted how.
    assert state_of(congress).disputes["d-3"].status == "open"
    chair.goto(motion)
    chair.get_by_label("to2").select_option("walked-out")
    chair.get_by_role("button", name="Record the decision").click()
    sign(chair)
    expect(chair.locator("main")).to_contain_text("Carried")
    expect(chair.locator("figure")).to_contain_text(REASON)
    chair.get_by_role("button", name="Carry out").click()
    sign(chair)
    dispute = state_of(congress).disputes["d-3"]
    assert dispute.status == "upheld"
    chair.goto(desk(server, congress, "commission/disputes/d-3"))
    expect(chair.locator("main")).to_contain_text("walked out")
    assert chair.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_browser_without_the_key_votes_for_nobody(browser: Browser, server: OfficeServer) -> None:
    congress = Election.objects.get()
    context = browser.new_context(locale="en")
    page = sign_in(context, server, "chair@example.org")
    page.goto(desk(server, congress, "commission/disputes/d-3"))
    page.locator("[name=effect][value=rejected]").check()
    page.get_by_role("button", name="Put it to the vote").click()
    page.get_by_label("for", exact=True).check()
    page.get_by_role("button", name="Sign my vote").click()
    expect(page.locator("form[data-vote]")).to_contain_text("does not hold the key")
    page.reload()
    expect(page.locator("tbody")).not_to_contain_text("for")
