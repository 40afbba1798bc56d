"""The first person of an office is named by whoever runs the machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.office import Office

from suffrage.cli.convener import convener
from suffrage.cli.forget_passkeys import forget_passkeys
from suffrage.errors import Malformed, Refused
from suffrage.office.models import Person


@pytest.fixture(autouse=True)
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        yield one


def test_a_convener_is_named_and_removed_and_has_no_password(
    capsys: pytest.CaptureFixture[str],
) -> None:
    convener("First@Example.org", "First")
    person = Person.objects.get(email="first@example.org")
    assert person.may_convene
    assert not person.has_usable_password()
    convener("first@example.org", remove=True)
    assert not Person.objects.get().may_convene
    assert capsys.readouterr().out.count("first@example.org") >= 1


def test_what_is_no_address_names_nobody() -> None:
    with pytest.raises(Malformed, match=r"convener\.email"):
        convener("nobody")
    assert not Person.objects.exists()


def test_whoever_lost_passkeys_gets_back_by_a_mailed_code() -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415  (needs the settings)
    from django.contrib.sessions.models import Session  # noqa: PLC0415  (as above)

    convener("first@example.org")
    convener("other@example.org")
    person, other = Person.objects.order_by("email")
    for one in (person, other):
        Authenticator.objects.create(user=one, type=Authenticator.Type.RECOVERY_CODES, data={})
    client, elsewhere = Client(), Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    elsewhere.force_login(other, settings.AUTHENTICATION_BACKENDS[0])
    forget_passkeys("First@example.org")
    assert list(Authenticator.objects.values_list("user", flat=True)) == [other.pk]
    assert Session.objects.count() == 1
    assert client.get("/", headers={"host": settings.ALLOWED_HOSTS[0]}).status_code == 302
    assert elsewhere.get("/", headers={"host": settings.ALLOWED_HOSTS[0]}).status_code == 200


def test_nobody_is_forgotten_by_a_wrong_address() -> None:
    with pytest.raises(Refused, match=r"passkeys\.nobody"):
        forget_passkeys("nobody@example.org")
