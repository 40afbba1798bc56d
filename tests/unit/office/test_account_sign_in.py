"""Signing in by a code: what it gives, what it refuses, and what it does not tell."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from tests.support.office import Office

from suffrage.office.models import Person
from suffrage.office.serving.local_path import local_path

pytestmark = pytest.mark.long

LOGIN, CONFIRM = "/account/login/", "/account/login/code/"
EVIL = (
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "http:evil.example",
    "javascript:alert(1)",
    "http://localhost/",
    "evil.example",
    "",
)


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        Person.objects.invite("ada@example.org", "Ada")
        yield one


def _browser(**headers: str) -> Client:
    return Client(headers={"host": settings.ALLOWED_HOSTS[0], "accept-language": "en", **headers})


def _mails(address: str) -> list[str]:
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
    return [text for file in files if f"To: {address}" in (text := file.read_text("utf-8"))]


def _ask(browser: Client, address: str = "ada@example.org", **more: str) -> str:
    """Ask for a code and read it in the mail."""
    before = len(_mails(address))
    browser.post(LOGIN, {"email": address, **more})
    until = time.monotonic() + 10
    while len(_mails(address)) == before:
        assert time.monotonic() < until, "no mail came"
        time.sleep(0.01)
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", _mails(address)[-1], re.MULTILINE)
    assert found
    return found[1]


def _signed_in(browser: Client) -> bool:
    return bool(browser.get("/").status_code == 200)


def _sentences(page: Any) -> str:
    found = re.findall(r'<p class="fault"[^>]*>([^<]*)</p>', page.content.decode())
    return " ".join(found)


def test_a_code_from_the_mail_signs_in_and_leads_on() -> None:
    browser = _browser()
    code = _ask(browser)
    assert not _signed_in(browser)
    done = browser.post(CONFIRM, {"code": code.lower().replace("-", " "), "next": "/health"})
    assert (done.status_code, done["Location"]) == (302, "/health")
    assert _signed_in(browser)


def test_a_code_serves_once_and_in_its_own_browser() -> None:
    first, other = _browser(), _browser()
    code = _ask(first)
    other.post(LOGIN, {"email": "ada@example.org"})
    other.post(CONFIRM, {"code": code})
    assert not _signed_in(other)
    first.post(CONFIRM, {"code": code})
    first.post("/account/logout/")
    first.post(CONFIRM, {"code": code})
    assert not _signed_in(first)


def test_three_wrong_codes_end_the_attempt() -> None:
    browser = _browser()
    code = _ask(browser)
    page = browser.post(CONFIRM, {"code": "BCDF-GHJK"})
    assert _sentences(page) == "This is not the code. Type it as it stands in the last mail."
    browser.post(CONFIRM, {"code": "BCDF-GHJK"})
    browser.post(CONFIRM, {"code": "é" * 3000})
    browser.post(CONFIRM, {"code": code})
    assert not _signed_in(browser)


def test_a_code_ends_after_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = _browser()
    code = _ask(browser)
    late = time.time() + 601
    monkeypatch.setattr("allauth.account.internal.flows.code_verification.time.time", lambda: late)
    browser.post(CONFIRM, {"code": code})
    assert not _signed_in(browser)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_form_says_what_is_wrong_in_the_reader_s_language(language: str) -> None:
    browser = _browser(**{"accept-language": language})
    told = {
        "en": ("This is no e-mail address.", "Nothing was typed here.", "This is not the code."),
        "fr": ("Ce n'est pas une adresse électronique.", "Rien n'a été saisi", "Ce n'est pas le"),
    }[language]
    page = browser.post(LOGIN, {"email": "no address"})
    assert told[0] in _sentences(page).replace("&#39;", "'")
    assert told[1] in _sentences(browser.post(LOGIN, {})).replace("&#39;", "'")
    _ask(browser)
    page = browser.post(CONFIRM, {"code": "BCDF"})
    assert told[2] in _sentences(page).replace("&#39;", "'")
    subject = {"en": "Your code to sign in", "fr": "Votre code de connexion"}[language]
    assert f"Subject: {subject}" in _mails("ada@example.org")[-1]


def _course(address: str) -> list[tuple[int, str, str]]:
    """All that a stranger sees of an attempt, with the address and tokens taken out."""
    browser = _browser()
    seen = []
    for answer in (
        browser.post(LOGIN, {"email": address, "next": "/x"}),
        browser.get(CONFIRM),
        browser.post(CONFIRM, {"code": "BCDF-GHJK"}),
        browser.post(CONFIRM, {"code": ""}),
        browser.post(CONFIRM, {"code": "BCDF-GHJK"}),
        browser.get(CONFIRM),
    ):
        text = re.sub(
            r'(csrfmiddlewaretoken"|csrf-token") (value|content)="[^"]+"',
            "",
            answer.content.decode(),
        )
        seen.append(
            (answer.status_code, answer.get("Location", ""), text.replace(address, "ADDRESS"))
        )
    return seen


def test_an_unknown_address_and_a_closed_account_are_answered_as_any_other() -> None:
    closed = Person.objects.invite("closed@example.org")
    closed.is_active = False
    closed.save()
    known = _course("ada@example.org")
    assert _course("nobody@example.org") == known
    assert _course("closed@example.org") == known
    assert _mails("nobody@example.org") == _mails("closed@example.org") == []


def test_codes_for_an_address_are_limited_whether_it_has_an_account_or_not() -> None:
    for far, address in (("192.0.2.1", "ada@example.org"), ("192.0.2.2", "nobody@example.org")):
        said = [
            _sentences(_browser().post(LOGIN, {"email": address}, REMOTE_ADDR=far))
            for _ in range(11)
        ]
        assert said[:10] == [""] * 10
        assert said[10].startswith("Too many attempts.")
    # Another process reads the same rows.
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from office_limits")
        assert cursor.fetchone()[0] >= 2


def test_codes_for_one_network_address_are_limited() -> None:
    said = [
        _sentences(_browser().post(LOGIN, {"email": f"a{number}@example.org"}))
        for number in range(21)
    ]
    assert said[19] == ""
    assert said[20].startswith("Too many attempts.")
    other = Client(headers={"host": settings.ALLOWED_HOSTS[0]}, REMOTE_ADDR="192.0.2.7")
    assert other.post(LOGIN, {"email": "a@example.org"}).status_code == 302


def test_codes_are_limited_for_everybody_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        __import__("suffrage.office.accounts.forms", fromlist=["_EVERYBODY"])._EVERYBODY,
        "every_login_code",
        "2/10m/key",
    )
    said = []
    for number in range(3):
        browser = Client(
            headers={"host": settings.ALLOWED_HOSTS[0]}, REMOTE_ADDR=f"192.0.2.{number}"
        )
        said.append(browser.post(LOGIN, {"email": f"a{number}@example.org"}).status_code)
    assert said == [302, 302, 200]


def test_signing_in_changes_the_session_and_signing_out_ends_it() -> None:
    browser = _browser()
    code = _ask(browser)
    name = settings.SESSION_COOKIE_NAME
    before = browser.cookies[name].value
    browser.post(CONFIRM, {"code": code})
    within = browser.cookies[name].value
    assert within != before
    assert not SessionStore().exists(before)
    thief = _browser()
    thief.cookies[name] = within
    assert _signed_in(thief)
    assert "no-store" in browser.get("/account/security/")["Cache-Control"]
    browser.post("/account/logout/")
    assert not _signed_in(browser)
    assert not _signed_in(thief)


def test_looking_at_the_page_of_signing_out_signs_nobody_out() -> None:
    browser = _browser()
    browser.post(CONFIRM, {"code": _ask(browser)})
    assert browser.get("/account/logout/").status_code == 200
    assert _signed_in(browser)


def test_an_account_that_is_closed_is_out_at_once() -> None:
    browser = _browser()
    browser.post(CONFIRM, {"code": _ask(browser)})
    Person.objects.update(is_active=False)
    assert not _signed_in(browser)


@pytest.mark.parametrize("evil", EVIL)
def test_no_next_page_is_elsewhere(evil: str) -> None:
    assert local_path(evil, "/own") == "/own"
    browser = _browser()
    code = _ask(browser, next=evil)
    done = browser.post(CONFIRM, {"code": code, "next": evil})
    assert done["Location"] == "/"
    spoken = browser.post("/i18n/setlang/", {"language": "fr", "next": evil})
    led = urljoin("http://localhost/i18n/setlang/", spoken["Location"])
    assert urlsplit(led).hostname == "localhost", led
    assert browser.post("/account/logout/", {"next": evil})["Location"] == "/"


def test_a_path_of_the_office_is_a_next_page() -> None:
    assert local_path("/desk/x/keys?a=b#c", "/own") == "/desk/x/keys?a=b#c"


@pytest.mark.parametrize(
    "address",
    [
        "signup/", "password/reset/", "password/change/", "password/set/", "email/",
        "confirm-email/", "reauthenticate/", "2fa/totp/activate/", "3rdparty/",
    ],
)  # fmt: skip
def test_the_library_s_other_pages_do_not_exist(address: str) -> None:
    assert _browser().get(f"/account/{address}").status_code == 404
