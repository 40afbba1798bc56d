"""Attacks at a section's door by somebody who knows its address and not its code."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from tests.support.kits import entropy_of
from tests.support.office import Office
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation

from suffrage.office.codes import draw_code
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.desks.section.limits import MOST_OF_AN_ADDRESS
from suffrage.office.models import DoorTries, Election

UNIT = "75-001"


@pytest.fixture
def election(tmp_path: Path) -> Iterator[Election]:
    with Office(tmp_path) as office:
        office.at("2023-01-12T16:00:00Z")
        yield office.election(Simulation().convene().fix_rules())


@pytest.fixture
def code(election: Election) -> str:
    return issue_code(election, UNIT, 1, "commission@chair", entropy_of(UNIT))


def guess(election: Election, number: int, **seen: str) -> int:
    phone = SectionPhone(election, UNIT)
    phone.client.defaults.update(seen)
    return int(phone.enter(draw_code(entropy_of(f"wrong {number}"))).status_code)


def test_no_guesses_of_others_keep_a_section_out(election: Election, code: str) -> None:
    for number in range(MOST_OF_AN_ADDRESS):
        guess(election, number, REMOTE_ADDR="192.0.2.7")
    assert guess(election, 99, REMOTE_ADDR="192.0.2.7") == 409
    SectionPhone(election, UNIT).open(code)


@pytest.mark.usefixtures("code")
def test_a_line_of_ipv6_guesses_as_one_address(election: Election) -> None:
    for number in range(MOST_OF_AN_ADDRESS):
        guess(election, number, REMOTE_ADDR=f"2001:db8::{number:x}")
    assert guess(election, 99, REMOTE_ADDR="2001:db8::ffff:1:2:3") == 409
    assert guess(election, 99, REMOTE_ADDR="2001:db8:0:1::1") == 422


@pytest.mark.usefixtures("code")
def test_a_made_up_address_in_front_changes_nothing(
    election: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(settings.ENVIRONMENT), "secure", True)
    for number in range(3):
        guess(election, number, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.7")
    assert [one.tries for one in DoorTries.objects.all()] == [3]
