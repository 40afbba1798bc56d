"""A person's own security: nobody else's, and only just after signing in."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from tests.support.office import Office

from suffrage.office.models import Person

pytestmark = pytest.mark.long

OWN = (
    "/account/security/",
    "/account/security/again/",
    "/account/security/again/passkey/",
    "/account/security/passkeys/",
    "/account/security/passkeys/add/",
    "/account/security/recovery/",
    "/account/security/recovery/new/",
)


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        yield one


def _client(person: Person | None = None, *, signed_in: float = 0) -> Client:
    """A browser; of somebody who signed in so many seconds ago."""
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "accept-language": "en"})
    if person is not None:
        client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
        session = client.session
        # As the library keeps how and when somebody signed in.
        said = {"method": "code", "at": time.time() - signed_in}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
    return client


def _passkey(person: Person) -> Any:
    return _authenticators().create(
        user=person, type="webauthn", data={"name": "phone", "credential": {}}
    )


def _authenticators() -> Any:
    return apps.get_model("mfa", "Authenticator").objects


@pytest.mark.parametrize("path", [*OWN, "/account/security/passkeys/1/remove/"])
def test_nobody_sees_security_without_signing_in(path: str) -> None:
    for method in ("get", "post"):
        answer = getattr(_client(), method)(path)
        assert answer.status_code in (302, 404), path
        assert answer.get("Location", "/account/login/").startswith("/account/login/")


def test_another_s_passkey_is_not_found() -> None:
    ada, bob = Person.objects.invite("ada@example.org"), Person.objects.invite("bob@example.org")
    key = _passkey(ada)
    client = _client(bob)
    for method in ("get", "post"):
        path = f"/account/security/passkeys/{key.pk}/remove/"
        assert getattr(client, method)(path).status_code == 404
    assert _authenticators().filter(pk=key.pk).exists()


def test_a_passkey_is_removed_only_after_it_was_used_once_more() -> None:
    ada = Person.objects.invite("ada@example.org")
    key = _passkey(ada)
    answer = _client(ada).post(f"/account/security/passkeys/{key.pk}/remove/")
    assert answer["Location"].startswith("/account/security/again/passkey/")
    assert _authenticators().filter(pk=key.pk).exists()


def test_a_first_passkey_is_added_only_just_after_signing_in() -> None:
    ada = Person.objects.invite("ada@example.org")
    path = "/account/security/passkeys/add/"
    assert b'id="passkey_add"' in _client(ada, signed_in=60).get(path).content
    for method in ("get", "post"):
        late = getattr(_client(ada, signed_in=901), method)(path)
        assert late.status_code == 403
        assert b"Sign in once more" in late.content


def test_with_a_passkey_a_code_by_mail_alone_does_not_open_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A passkey without a credential is shown to no browser.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda _user: [])
    # The mailbox is one proof; the passkey or a recovery code is the other.
    ada = Person.objects.invite("ada@example.org")
    _passkey(ada)
    # Its models need the settings of the office.
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415

    spare = RecoveryCodes.activate(ada).get_unused_codes()[0]
    browser = _client()
    browser.post("/account/login/", {"email": "ada@example.org"})
    state = browser.session["account_login"]["state"]
    code = next(one["code"] for one in _dicts(state) if "code" in one)
    done = browser.post("/account/login/code/", {"code": code})
    assert done["Location"] == "/account/login/second/"
    assert browser.get("/").status_code == 302
    wrong = browser.post("/account/login/second/", {"code": "00000000"})
    assert b"was not recognised" in wrong.content
    assert browser.get("/").status_code == 302
    browser.post("/account/login/second/", {"code": spare})
    assert browser.get("/").status_code == 200
    assert len(RecoveryCodes(_authenticators().get(type="recovery_codes")).get_unused_codes()) == 9


def _dicts(plain: object) -> Iterator[dict[str, str]]:
    if isinstance(plain, dict):
        yield plain
        for one in plain.values():
            yield from _dicts(one)
