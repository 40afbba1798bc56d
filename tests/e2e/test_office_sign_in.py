"""An official signs in by a code from the mail, then by a passkey, under the real policy."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.support.browser import assert_accessible
from tests.support.office import Office
from tests.support.office_server import OfficeServer, office_server
from tests.support.simulator import Simulation

# Somebody else for each test: whoever has a passkey needs it.
CHAIR, DEAN, FIRST, SECOND = (f"{name}@example.org" for name in ("chair", "dean", "to1", "to2"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeServer]:
    folder = tmp_path_factory.mktemp("office")
    with Office(folder) as office:
        congress = office.election(Simulation().convene().fix_rules())
        for address in (CHAIR, DEAN, FIRST, SECOND):
            office.person(address, congress, f"commission@{address.partition('@')[0]}")
    with office_server(folder) as one:
        yield one


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A small phone with a passkey of its own; fails if a script breaks the policy."""
    one = browser.new_context(viewport={"width": 360, "height": 740}, locale="en")
    complaints: list[str] = []
    one.on("console", lambda message: complaints.append(message.text))
    one.on("weberror", lambda error: complaints.append(str(error.error)))
    yield one
    one.close()
    assert [text for text in complaints if "Failed to load resource" not in text] == []


def _with_passkeys(page: Page) -> Page:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return page


def _sign_in_by_code(page: Page, server: OfficeServer, address: str, then: str = "/") -> None:
    seen = len(server.mails(address))
    page.goto(f"{server.url}/account/login/?next={then}")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code from the mail").fill(server.code_for(address, after=seen))
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_official_adds_a_passkey_signs_in_with_it_and_removes_it(
    context: BrowserContext, server: OfficeServer
) -> None:
    page = _with_passkeys(context.new_page())
    page.goto(server.url)
    assert_accessible(page)
    _sign_in_by_code(page, server, CHAIR)
    expect(page.get_by_role("link", name="Member of the commission")).to_be_visible()
    page.goto(f"{server.url}/account/security/")
    assert_accessible(page)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("My phone")
    assert_accessible(page)
    page.get_by_role("button", name="Add a passkey").click()
    # The recovery codes are shown to whoever proves the new passkey.
    page.get_by_role("button", name="Use the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator("main code")).to_have_count(10)
    assert_accessible(page)

    with page.expect_navigation():
        page.locator("header").get_by_role("button", name="Sign out").click()
    page.goto(f"{server.url}/account/login/?next=/desk/congress/keys")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My signing keys")).to_be_visible()

    page.goto(f"{server.url}/account/security/passkeys/")
    page.get_by_role("link", name="Remove My phone").click()
    page.get_by_role("button", name="Use the passkey").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_text("You have no passkey.")).to_be_visible()
    told = [str(mail["Subject"]) for mail in server.mails(CHAIR)]
    assert "A passkey was added to your account" in told


def test_a_browser_without_the_passkey_is_told_and_takes_the_code(
    context: BrowserContext, server: OfficeServer
) -> None:
    page = _with_passkeys(context.new_page())
    page.goto(f"{server.url}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    _sign_in_by_code(page, server, DEAN, "/desk/congress/keys")
    expect(page.get_by_role("heading", name="My signing keys")).to_be_visible()


def test_the_way_back_shows_nothing_after_signing_out(
    context: BrowserContext, server: OfficeServer
) -> None:
    page = context.new_page()
    _sign_in_by_code(page, server, FIRST, "/desk/congress/keys")
    expect(page.get_by_role("heading", name="My signing keys")).to_be_visible()
    with page.expect_navigation():
        page.locator("header").get_by_role("button", name="Sign out").click()
    page.go_back()
    page.wait_for_url("**/account/login/**")
    expect(page.get_by_label("E-mail address")).to_be_visible()


def test_signing_in_by_code_needs_no_script(browser: Browser, server: OfficeServer) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en")
    page = context.new_page()
    _sign_in_by_code(page, server, SECOND, "/desk/congress/keys")
    expect(page.get_by_role("heading", name="My signing keys")).to_be_visible()
    context.close()


def test_the_log_of_all_this_names_nobody(server: OfficeServer) -> None:
    log = Path(server.log).read_text(encoding="utf-8")
    assert '"route": "account/login/code/"' in log
    codes = [server.code_for(CHAIR)]
    assert [text for text in (*codes, "chair@", "example.org", "next=") if text in log] == []
