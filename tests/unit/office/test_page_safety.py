"""Every page of the office: its headers, nothing inline or from elsewhere, every form its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from tests.support.office import Office, Official
from tests.support.rights import Place, places
from tests.support.simulator import Simulation

pytestmark = pytest.mark.long

UNIT = "75-001"
ROLES = (
    "commission@chair", "federation@75", "teller@75-001", "agent@to1", "observer", "helpdesk",
    "roll", "convener", "congress@delegates",
)  # fmt: skip
SINGLE = "/account/login/", "/account/security/", "/account/security/passkeys/add/", "/nowhere"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}


class _Page(HTMLParser):
    """What of a page would be inline or from elsewhere, and the forms without a token."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._posts = self._token = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or "style" in given:
            self.faults.append(f"style on {tag}")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.faults.append("inline script")
        self.faults += [f"{name} on {tag}" for name in given if name.startswith("on")]
        for name in ("src", "action", "formaction", "data"):
            if given.get(name) and _is_elsewhere(str(given[name])):
                self.faults.append(f"{name}={given[name]}")
        if tag == "link" and _is_elsewhere(str(given.get("href"))):
            self.faults.append(f"link {given.get('href')}")
        if tag == "form":
            self._posts, self._token = str(given.get("method")).lower() == "post", False
        if tag == "input" and given.get("name") == "csrfmiddlewaretoken":
            self._token = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._posts and not self._token:
            self.faults.append("form without a token")


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data", "blob")


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Official]:
    """One person in every role, so that every page opens."""
    with Office(tmp_path_factory.mktemp("pages")) as office:
        election = office.election(Simulation().convene().fix_rules())
        one = office.person("all@example.org", election, *ROLES)
        one.client.raise_request_exception = False
        yield one


def _plain() -> list[Place]:
    """The addresses that name no row of a table."""
    return [
        place
        for place in places()
        if not place.objects() and set(place.arguments) <= {"election", "unit", "place", "round"}
    ]


def _path(place: Place, somebody: Official) -> str:
    return place.path({"election": somebody.election.slug, "unit": UNIT, "place": UNIT})


def _check_headers(answer: Any) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
    )
    assert policy | POLICY == policy
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "//" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("place", _plain(), ids=lambda place: place.route)
def test_a_page_is_whole_and_safe(place: Place, somebody: Official) -> None:
    answer = somebody.client.get(_path(place, somebody))
    assert answer.status_code != 500
    _check_headers(answer)
    if place.name != "section-worker":
        assert "no-store" in answer["Cache-Control"]
    if answer["Content-Type"].startswith("text/html"):
        assert _Page(answer.content.decode()).faults == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", SINGLE)
def test_small_pages_speak_the_reader_s_language(
    path: str, language: str, somebody: Official
) -> None:
    browser = _browser(**{"accept-language": language})
    answer = browser.get(path, follow=True)
    assert f'<html lang="{language}">' in answer.content.decode()
    _check_headers(answer)
    assert _Page(answer.content.decode()).faults == []
    assert somebody


def _browser(**headers: str) -> Client:
    return Client(enforce_csrf_checks=True, headers={"host": settings.ALLOWED_HOSTS[0], **headers})


@pytest.mark.parametrize(
    "place",
    [one for one in _plain() if not (one.own_way and one.action.policy.desk == "api")],  # type: ignore[union-attr]
    ids=lambda place: place.route,
)
def test_a_form_from_elsewhere_is_refused(place: Place, somebody: Official) -> None:
    browser = _browser()
    browser.cookies = somebody.client.cookies
    answer = browser.post(_path(place, somebody), {"unit": UNIT})
    assert answer.status_code in (403, 405), answer.status_code
    if answer.status_code == 403:
        assert "cookies" in answer.content.decode()


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_an_answer_is_given_under_the_own_name_alone(host: str, somebody: Official) -> None:
    assert somebody
    assert Client(headers={"host": host}).get("/account/login/").status_code == 400
    forwarded = _browser(**{"x-forwarded-host": host}).get("/account/login/?next=/")
    assert host not in forwarded.content.decode()


def test_cookies_are_strict(somebody: Official) -> None:
    browser = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    browser.get("/account/login/")
    browser.post("/account/login/", {"email": somebody.person.email})
    browser.post("/i18n/setlang/", {"language": "fr"})
    session = browser.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert browser.cookies[settings.CSRF_COOKIE_NAME]["samesite"] == "Strict"
    assert browser.cookies[settings.LANGUAGE_COOKIE_NAME]["samesite"] == "Lax"


def test_a_public_address_keeps_cookies_and_browsers_on_https(tmp_path: Path) -> None:
    script = (
        "import json; from suffrage.office import settings as s; "
        "names = ['SESSION_COOKIE_SECURE', 'CSRF_COOKIE_SECURE', 'LANGUAGE_COOKIE_SECURE', "
        "'SECURE_HSTS_SECONDS', 'SECURE_HSTS_INCLUDE_SUBDOMAINS', 'ALLOWED_HOSTS', 'DEBUG', "
        "'MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN', 'ALLAUTH_TRUSTED_PROXY_COUNT']; "
        "print(json.dumps({name: getattr(s, name) for name in names}))"
    )
    environment = os.environ | {
        "SUFFRAGE_DATA": str(tmp_path),
        "SUFFRAGE_URL": "https://vote.example",
    }
    environment.pop("SUFFRAGE_CLOCK", None)
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == {
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 63_072_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "ALLOWED_HOSTS": ["vote.example"],
        "DEBUG": False,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_a_fault_of_ours_shows_its_number_and_nothing_else(
    somebody: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret of Ada")

    monkeypatch.setattr("suffrage.office.home.render", broken)
    answer = somebody.client.get("/")
    assert answer.status_code == 500
    assert "Ada" not in answer.content.decode()
    assert _Page(answer.content.decode()).faults == []
    _check_headers(answer)
