"""The door of a section: who opens it, how often one may guess, and when."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from tests.support.kits import entropy_of
from tests.support.office import Office
from tests.support.section_phone import SectionPhone, jpeg
from tests.support.simulator import Simulation

from suffrage.office.codes import draw_code
from suffrage.office.desks.kits.codes import issue_code, reset_kit
from suffrage.office.desks.section.limits import MOST_OF_AN_ADDRESS
from suffrage.office.models import DoorTries, Election, Kit

pytestmark = pytest.mark.long

UNIT = "75-001"
OPENS, CLOSES = "2023-01-12T16:00:00Z", "2023-01-12T21:00:00Z"
SHUT = ("state", "key", "draft", "send", "photo")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at(OPENS)
        yield one


@pytest.fixture
def election(office: Office) -> Election:
    return office.election(Simulation().convene().fix_rules())


@pytest.fixture
def code(election: Election) -> str:
    return issue_code(election, UNIT, 1, "commission@chair", entropy_of(UNIT))


def later(instant: str, **by: int) -> str:
    moment = datetime.fromisoformat(instant) + timedelta(**by)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def wrong(number: int = 0) -> str:
    return draw_code(entropy_of(f"wrong {number}"))


def asked(phone: SectionPhone, path: str) -> Any:
    address = f"/section/{path}"
    if path == "state":
        return phone.client.get(address)
    return phone.client.post(address, "{}", "application/json", headers={"X-Contest": "text"})


def test_the_door_asks_for_the_code_and_says_nothing_else(election: Election, code: str) -> None:
    page = SectionPhone(election, UNIT).client.get(f"/s/{election.slug}/{UNIT}/1")
    assert page.status_code == 200
    assert code not in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_the_code_is_read_as_it_is_typed(election: Election, code: str) -> None:
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} "
    assert SectionPhone(election, UNIT).open(typed).state()["unit"] == UNIT


def test_without_a_session_everything_is_refused(election: Election) -> None:
    phone = SectionPhone(election, UNIT)
    assert [asked(phone, path).status_code for path in SHUT] == [403] * len(SHUT)
    page = phone.client.get("/section/")
    assert (page.status_code, page["Location"]) == (302, "/section/closed")
    assert phone.client.get("/section/closed").status_code == 403


def test_a_false_code_a_section_without_kit_and_another_sections_code_sound_alike(
    election: Election, code: str
) -> None:
    answers = [
        SectionPhone(election, UNIT).enter(wrong()),
        SectionPhone(election, "75-002").enter(code),
        SectionPhone(election, "75-003").enter(wrong()),
    ]
    texts = {answer.content.decode().partition('role="alert"')[2][:200] for answer in answers}
    assert [answer.status_code for answer in answers] == [422] * 3
    assert len(texts) == 1


def test_a_slip_of_the_finger_costs_no_guess(election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT)
    for typed in ("", "234", code[:-1] + ("2" if code[-1] != "2" else "3"), "0" * 12):
        assert phone.enter(typed).status_code == 422
    assert not DoorTries.objects.exists()


def test_an_address_that_guesses_everywhere_is_stopped(
    office: Office, election: Election, code: str
) -> None:
    for number in range(MOST_OF_AN_ADDRESS):
        unit = f"{('13', '75')[number % 2]}-00{1 + number % 3}"
        SectionPhone(election, unit).enter(wrong(number))
    phone = SectionPhone(election, UNIT)
    assert phone.enter(code).status_code == 409
    other = SectionPhone(election, UNIT)
    other.client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert other.enter(code).status_code == 302
    office.at(later(OPENS, minutes=16))
    assert "opened the section on another phone" in _english(phone, code)


def _english(phone: SectionPhone, code: str) -> str:
    phone.client.cookies["django_language"] = "en"
    text: str = phone.enter(code).content.decode()
    return text


@pytest.mark.usefixtures("code")
def test_no_address_is_kept(election: Election) -> None:
    SectionPhone(election, UNIT).enter(wrong())
    assert DoorTries.objects.get().address.find("127.0.0.1") == -1


def test_a_second_phone_needs_the_federation(election: Election, code: str) -> None:
    first, second = SectionPhone(election, UNIT).open(code), SectionPhone(election, UNIT)
    refused = _english(second, code)
    assert "another phone already" in refused
    assert asked(second, "state").status_code == 403
    assert first.state()["unit"] == UNIT
    second.open(reset_kit(Kit.objects.get()))
    assert second.state()["key"] == "none"
    assert asked(first, "state").status_code == 403


def test_the_cookie_of_the_door_opens_nothing(election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT).open(code)
    thief = SectionPhone(election, UNIT)
    thief.client.cookies["suffrage_door"] = phone.client.cookies["suffrage_door"].value
    assert asked(thief, "state").status_code == 403
    thief.client.cookies["suffrage_section"] = phone.client.cookies["suffrage_door"].value
    assert asked(thief, "state").status_code == 403


def test_a_phone_of_one_section_is_nowhere_else(election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT).open(code)
    for path in (f"/desk/{election.slug}/keys", f"/desk/{election.slug}/kits/", "/"):
        assert phone.client.get(path).status_code == 302  # to sign in
    cookie = phone.client.cookies["suffrage_section"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


@pytest.mark.parametrize(
    ("instant", "status"),
    [
        (later(OPENS, hours=-2, seconds=-1), 409),
        (later(OPENS, hours=-2), 302),
        (later(CLOSES, hours=12), 302),
        (later(CLOSES, hours=12, seconds=1), 409),
    ],
)
def test_a_section_opens_on_its_evening(
    office: Office, election: Election, code: str, instant: str, status: int
) -> None:
    office.at(instant)
    assert SectionPhone(election, UNIT).enter(code).status_code == status


def test_the_session_ends_with_the_night(office: Office, election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT).open(code)
    office.at(later(CLOSES, hours=12, seconds=1))
    answers = [asked(phone, path) for path in SHUT]
    assert [answer.status_code for answer in answers] == [403] * len(SHUT)
    assert answers[0].json()["code"] == "door.over"


def test_nothing_opens_after_the_certificate(office: Office) -> None:
    sim = Simulation().run_round_1()
    election = office.election(sim)
    office.at(CLOSES)
    code = issue_code(election, UNIT, 1, "commission@chair", entropy_of("c"))
    assert SectionPhone(election, UNIT).enter(code).status_code == 409


def test_the_second_rounds_code_opens_the_second_round(office: Office, election: Election) -> None:
    code = issue_code(election, UNIT, 2, "commission@chair", entropy_of("2"))
    assert SectionPhone(election, UNIT).enter(code).status_code == 422
    office.at("2023-01-19T16:00:00Z")
    second = SectionPhone(election, UNIT, round_=2).open(code)
    assert second.state()["round"] == 2


@pytest.mark.parametrize(
    "path",
    ["75-999/1", "75/1", "75-001/3", "..%2f..%2fetc/1", "%2e%2e/1", "75-001%00/1", "75-001/1/x"],
)
def test_what_is_no_section_is_not_found(election: Election, code: str, path: str) -> None:
    phone = SectionPhone(election, UNIT)
    assert phone.client.get(f"/s/{election.slug}/{path}").status_code == 404
    assert phone.client.post(f"/s/{election.slug}/{path}", {"code": code}).status_code == 404


def test_a_form_of_another_site_opens_nothing(election: Election, code: str) -> None:
    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(enforce_csrf_checks=True, headers={"host": settings.ALLOWED_HOSTS[0]})
    client.get(f"/s/{election.slug}/{UNIT}/1")
    assert client.post(f"/s/{election.slug}/{UNIT}/1", {"code": code}).status_code == 403
    assert not Kit.objects.get().phone


def test_a_section_is_read_by_get_and_written_by_post(election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT).open(code)
    for path in ("key", "draft", "send", "photo"):
        assert phone.client.get(f"/section/{path}").status_code == 405
    assert phone.client.post("/section/state").status_code == 405


def test_the_door_tells_whom_to_call(office: Office, election: Election, code: str) -> None:
    office.person("fed@example.org", election, "federation@75", phone="+33 1 40 00 00 00")
    office.person("far@example.org", election, "federation@13", phone="+33 4 91 00 00 00")
    page = SectionPhone(election, UNIT).client.get(f"/s/{election.slug}/{UNIT}/1").content.decode()
    assert "+33 1 40 00 00 00" in page
    assert "+33 4 91" not in page
    assert (
        SectionPhone(election, UNIT).open(code).state()["federation_phone"] == "+33 1 40 00 00 00"
    )


def test_a_photo_of_another_evening_is_not_taken(election: Election, code: str) -> None:
    phone = SectionPhone(election, UNIT).open(code)
    assert phone.photo(jpeg(), "first-secretary").json()["code"] == "contest.unknown"


def _at_once(asks: Sequence[Callable[[], Any]]) -> list[int]:
    """The statuses of requests that begin together."""
    together = threading.Barrier(len(asks))

    def run(ask: Callable[[], Any]) -> int:
        try:
            together.wait(20)
            return int(ask().status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(asks)) as pool:
        return sorted(pool.map(run, asks))


def test_guesses_sent_at_once_are_all_counted(election: Election, code: str) -> None:
    SectionPhone(election, UNIT).enter(wrong(99))
    DoorTries.objects.update(tries=MOST_OF_AN_ADDRESS - 2)
    phones = [SectionPhone(election, UNIT) for _ in range(5)]
    asks = [partial(phone.enter, wrong(number)) for number, phone in enumerate(phones)]
    assert _at_once(asks) == [409] * 3 + [422] * 2
    assert DoorTries.objects.get().tries == MOST_OF_AN_ADDRESS
    assert code


def test_of_two_phones_at_once_one_opens(election: Election, code: str) -> None:
    phones = [SectionPhone(election, UNIT) for _ in range(2)]
    assert _at_once([partial(phone.enter, code) for phone in phones]) == [302, 409]
