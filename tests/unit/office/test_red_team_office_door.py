"""Attacks at a section's door by somebody who knows its address and not its code."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from tests.support.kits import entropy_of
from tests.support.office import Office, state_of
from tests.support.refusals import definition_with
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.board.record import body_bytes
from suffrage.board.signature import record_message, signer
from suffrage.count.unit_state import Awaited
from suffrage.office.codes import draw_code
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.desks.section.limits import MOST_OF_AN_ADDRESS
from suffrage.office.models import DoorTries, Election
from suffrage.office.signing.carried import base64_text

pytestmark = pytest.mark.long

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
def test_addresses_of_ipv4_in_ipv6_are_each_their_own_line(election: Election) -> None:
    for number in range(MOST_OF_AN_ADDRESS):
        guess(election, number, REMOTE_ADDR="::ffff:192.0.2.7")
    assert guess(election, 99, REMOTE_ADDR="::ffff:192.0.2.7") == 409
    assert guess(election, 99, REMOTE_ADDR="192.0.2.7") == 409
    assert guess(election, 99, REMOTE_ADDR="::ffff:198.51.100.1") == 422


@pytest.mark.usefixtures("code")
def test_a_made_up_address_in_front_changes_nothing(
    election: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(settings.ENVIRONMENT), "secure", True)
    for number in range(3):
        guess(election, number, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.7")
    assert [one.tries for one in DoorTries.objects.all()] == [3]


def test_a_phone_that_dates_its_sheet_later_shows_no_figure_before_its_moment(
    tmp_path: Path,
) -> None:
    sim = Simulation(definition_with(publication={"not_before": "2023-01-12T22:00:00Z"}))
    with Office(tmp_path) as office:
        election = office.election(sim.to_the_count())
        office.at("2023-01-12T21:30:00Z")
        code = issue_code(election, UNIT, 1, "commission@chair", entropy_of(UNIT))
        phone = SectionPhone(election, UNIT, seed=seed_of(f"secretary@{UNIT}")).open(code)
        phone.offer_key()
        scan = phone.photo().json()["scan"]
        sheet = msgspec.structs.replace(sim.sheet(UNIT), scan=scan)
        draft = receive_sheet(sim.state, f"secretary@{UNIT}", "2023-01-12T22:30:00Z", sheet)
        record, payload = draft.record(), body_bytes(draft.body) or b""
        signature = signer(phone.seed)(record_message(sim.state.origin, record)).hex()
        said = {"record": base64_text(record.unsigned), "payload": base64_text(payload)}
        answer = phone.say("send", {**said, "signature": signature})
        assert (answer.status_code, answer.json()["code"]) == (409, "api.hour")
        assert isinstance(state_of(election).unit("text", UNIT), Awaited)


def test_no_page_of_a_rehearsal_passes_for_the_evenings(tmp_path: Path) -> None:
    sim = Simulation(definition_with(rehearsal=True, slug="rehearsal-congress")).to_the_count()
    with Office(tmp_path) as office:
        election = office.election(sim)
        office.at("2023-01-12T21:30:00Z")
        code = issue_code(election, UNIT, 1, "commission@chair", entropy_of(UNIT))
        phone = SectionPhone(election, UNIT)
        pages = [phone.client.get(phone.door)]
        phone.open(code)
        pages += [phone.client.get("/section/"), phone.client.get("/c", mark(sim))]
        assert ['class="rehearsal"' in one.content.decode() for one in pages] == [True] * 3


def mark(sim: Simulation) -> dict[str, str]:
    return {"v": "1", "origin": sim.state.origin, "round": "1", "contest": "text", "unit": UNIT}
