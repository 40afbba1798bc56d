"""Recovery codes: a dump of the tables without the office's secret gives nobody's."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from tests.support.office import Office
from tests.support.refusals import refused

from suffrage.office.models import Person

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def ada(office: Office) -> Person:  # noqa: ARG001  (the tables are the office's)
    person = Person.objects.invite("ada@example.org")
    authenticators().create(user=person, type="webauthn", data={"name": "phone", "credential": {}})
    return person


def authenticators() -> Any:
    return apps.get_model("mfa", "Authenticator").objects


def codes_of(person: Person) -> Any:
    """What the library makes of the row; its models need the settings of the office."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: PLC0415

    return RecoveryCodes.activate(person)


def found_code(plain: object) -> str:
    """The code that was mailed, wherever the library keeps it in its state."""
    if not isinstance(plain, dict):
        return ""
    inside = [found_code(one) for one in plain.values()]
    return str(plain.get("code", "")) or max(inside, default="")


def just_signed_in(person: Person) -> Client:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "accept-language": "en"})
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "webauthn", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def test_a_dump_without_the_secret_gives_no_code(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = codes_of(ada).get_unused_codes()
    kept = authenticators().get(type="recovery_codes").data["seed"]
    # A seed of the library is 40 bytes in hexadecimal, from which everybody draws the codes.
    assert not re.fullmatch(r"[0-9a-f]{80}", kept)
    assert codes_of(ada).get_unused_codes() == codes
    monkeypatch.setattr(settings, "SECRET_KEY", "0" * 64)
    with refused("account.codes-sealed"):
        codes_of(ada).get_unused_codes()


def test_two_seeds_never_look_alike() -> None:
    from suffrage.office.accounts.sealing import seal, unseal  # noqa: PLC0415

    one, two = seal("f" * 80), seal("f" * 80)
    assert one != two
    assert unseal(one) == unseal(two) == "f" * 80


@pytest.mark.parametrize("text", ["", "f" * 80, "gAAAAA==", "\u00e9", "gAAAAABk" + "A" * 100])
def test_what_was_never_sealed_is_refused(text: str) -> None:
    from suffrage.office.accounts.sealing import unseal  # noqa: PLC0415

    with refused("account.codes-sealed"):
        unseal(text)


def test_under_another_secret_the_codes_are_refused_and_new_ones_made(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = codes_of(ada).get_unused_codes()[0]
    monkeypatch.setattr(settings, "SECRET_KEY", "0" * 64)
    client = just_signed_in(ada)
    for path in ("", "recovery/"):
        page = client.get(f"/account/security/{path}")
        assert page.status_code == 409
        assert "/account/security/recovery/new/" in page.content.decode()
    assert client.get("/account/security/recovery/new/").status_code == 200
    page = client.post("/account/security/recovery/new/", follow=True)
    assert page.status_code == 200
    new = codes_of(ada).get_unused_codes()
    assert old not in new
    assert all(code in page.content.decode() for code in new)


def test_a_code_under_another_secret_signs_nobody_in(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda _user: [])
    spare = codes_of(ada).get_unused_codes()[0]
    monkeypatch.setattr(settings, "SECRET_KEY", "0" * 64)
    browser = Client(headers={"host": settings.ALLOWED_HOSTS[0], "accept-language": "en"})
    browser.post("/account/login/", {"email": "ada@example.org"})
    code = found_code(browser.session["account_login"]["state"])
    assert browser.post("/account/login/code/", {"code": code})["Location"].endswith("second/")
    assert browser.post("/account/login/second/", {"code": spare}).status_code == 409
    assert browser.get("/").status_code == 302


def test_the_secret_that_a_backup_brings_opens_them_again(
    ada: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archive has the tables and the secret; neither of them alone gives a code."""
    from suffrage.office.secret_key import secret_key  # noqa: PLC0415

    monkeypatch.setattr(settings, "SECRET_KEY", secret_key(tmp_path / "one"))
    codes = codes_of(ada).get_unused_codes()
    monkeypatch.setattr(settings, "SECRET_KEY", secret_key(tmp_path / "another"))
    with refused("account.codes-sealed"):
        codes_of(ada).get_unused_codes()
    (tmp_path / "another" / "secret").write_bytes((tmp_path / "one" / "secret").read_bytes())
    monkeypatch.setattr(settings, "SECRET_KEY", secret_key(tmp_path / "another"))
    assert codes_of(ada).get_unused_codes() == codes
