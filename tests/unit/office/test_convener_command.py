"""The first person of an office is named by whoever runs the machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.office import Office

from suffrage.cli.convener import convener
from suffrage.errors import Malformed
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
