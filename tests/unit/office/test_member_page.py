"""A member's own page: a code by mail, the same answers for everybody else, the own leaf."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client, override_settings
from tests.support.office import Office, Official, state_of
from tests.support.rolls import frozen_office, import_members, member_row, members_csv, without_roll
from tests.unit.office.test_roll_freeze import RULE

from suffrage.model import canonical
from suffrage.office.member import sending
from suffrage.office.member.sending import MOST_MAILS, wait_for_mail
from suffrage.office.models import Appeal, Lookup, Member, MemberDoor
from suffrage.roll.snapshot import Opening, check_opening
from suffrage.tlog.merkle import verify_inclusion

pytestmark = pytest.mark.long


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    mail.outbox = []
    memory = "django.core.mail.backends.locmem.EmailBackend"
    with Office(tmp_path) as one, override_settings(EMAIL_BACKEND=memory):
        yield one
        wait_for_mail()


@pytest.fixture
def officer(office: Office) -> Official:
    sim = without_roll()
    one = office.person("roll@example.org", office.election(sim), "roll")
    late = member_row(9001, "75-001", paid="")
    import_members(one, members_csv(sim.definition, [late]))
    one.post("/desk/congress/roll/rule/save", RULE)
    return one


def browser() -> Client:
    return Client(headers={"host": settings.ALLOWED_HOSTS[0]})


def ask(client: Client, number: str, email: str) -> Any:
    page = client.post("/m/congress/ask", {"number": number, "email": email}, follow=True)
    wait_for_mail()
    return page


def code_of(message: Any) -> str:
    found = re.search(r"([0-9A-Z]{4} ){2}[0-9A-Z]{4}", str(message.body))
    assert found
    return found[0]


def enter(client: Client, number: int) -> Any:
    ask(client, f"{number:05}", f"zoe{number}@example.org")
    return client.post("/m/congress/code/try", {"code": code_of(mail.outbox[-1])}, follow=True)


@pytest.mark.usefixtures("officer")
def test_a_member_sees_the_own_entry_and_why() -> None:
    page = enter(browser(), 9001).content.decode()
    assert "not on the roll" in page
    assert "No payment of dues is known" in page
    assert "Appeal against the roll before 11 January 2023, 18:00" in page
    assert "provisional" in page


@pytest.mark.usefixtures("officer")
def test_a_member_appeals_and_reads_the_decision(officer: Official) -> None:
    client = browser()
    enter(client, 9001)
    said = {"wish": "entitled", "text": "my receipt of October"}
    assert "waits" in client.post("/m/congress/own/appeal", said, follow=True).content.decode()
    appeal = Appeal.objects.get()
    assert (appeal.number, appeal.filed_by) == ("09001", "member")
    path = f"/desk/congress/roll/appeals/{appeal.pk}/decide"
    officer.post(path, {"outcome": "upheld", "reason": "the bank confirms it"})
    page = client.get("/m/congress/own").content.decode()
    assert "the bank confirms it" in page
    assert "Go to the section 75-001" in page


@pytest.mark.usefixtures("officer")
def test_an_appeal_that_is_refused_keeps_what_was_typed() -> None:
    client = browser()
    enter(client, 9001)
    said = {"wish": "section", "unit": "75-001", "text": "typed with care"}
    page = client.post("/m/congress/own/appeal", said)
    assert page.status_code == 422
    assert "typed with care" in page.content.decode()


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("number", "email"),
    [("00007", "else@example.org"), ("77777", "zoe7@example.org"), ("00007", "zoe8@example.org")],
)
def test_nobody_learns_who_is_a_member(number: str, email: str) -> None:
    stranger, member = browser(), browser()
    told = ask(stranger, number, email)
    assert not mail.outbox
    true = ask(member, "00007", "zoe7@example.org")
    assert len(mail.outbox) == 1
    hidden = r'csrfmiddlewaretoken" value="[^"]+"|csrf-token" content="[^"]+"'
    assert re.sub(hidden, "", told.content.decode()) == re.sub(hidden, "", true.content.decode())
    code = code_of(mail.outbox[0])
    wrong = stranger.post("/m/congress/code/try", {"code": code})
    assert wrong.status_code == 422
    assert "opens nothing" in wrong.content.decode()


@pytest.mark.usefixtures("officer")
def test_a_code_opens_once_in_its_browser_for_twenty_minutes(office: Office) -> None:
    client, other = browser(), browser()
    ask(client, "00007", "zoe7@example.org")
    said = {"code": code_of(mail.outbox[0])}
    assert other.post("/m/congress/code/try", said).status_code == 422
    office.at("2023-01-10T09:20:00Z")
    assert client.post("/m/congress/code/try", said).status_code == 422
    office.at("2023-01-10T09:19:59Z")
    assert client.post("/m/congress/code/try", said).status_code == 302
    client.post("/m/congress/leave")
    assert client.post("/m/congress/code/try", said).status_code == 422
    assert client.get("/m/congress/own").status_code == 302


@pytest.mark.usefixtures("officer")
def test_five_false_codes_end_it() -> None:
    client = browser()
    ask(client, "00007", "zoe7@example.org")
    for _ in range(5):
        assert client.post("/m/congress/code/try", {"code": "2345 6789 ABC4"}).status_code == 422
    said = {"code": code_of(mail.outbox[0])}
    assert client.post("/m/congress/code/try", said).status_code == 422


@pytest.mark.usefixtures("officer")
def test_mails_to_one_member_are_few() -> None:
    for _ in range(MOST_MAILS + 2):
        ask(browser(), "00007", "zoe7@example.org")
    assert len(mail.outbox) == MOST_MAILS


@pytest.mark.usefixtures("officer")
def test_one_place_asks_so_often_and_no_more() -> None:
    for _ in range(30):
        assert ask(browser(), "77777", "x@example.org").status_code == 200
    assert ask(browser(), "77777", "x@example.org").status_code == 409


@pytest.mark.usefixtures("officer")
def test_the_page_closes_after_half_an_hour(office: Office) -> None:
    client = browser()
    enter(client, 7)
    office.at("2023-01-10T09:31:00Z")
    assert client.get("/m/congress/own").status_code == 302


@pytest.mark.usefixtures("officer")
def test_no_code_and_no_address_is_kept_in_clear() -> None:
    ask(browser(), "00007", "zoe7@example.org")
    door = MemberDoor.objects.get()
    assert code_of(mail.outbox[0]).replace(" ", "") not in door.code
    assert "127.0.0.1" not in door.address
    assert "Petit" not in mail.outbox[0].body


@pytest.mark.usefixtures("officer")
def test_a_mail_that_fails_shows_in_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("zoe7@example.org")

    monkeypatch.setattr(sending, "send_mail", fail)
    assert ask(browser(), "00007", "zoe7@example.org").status_code == 200


def test_an_election_without_members_has_no_door(office: Office) -> None:
    office.election()
    assert browser().get("/m/congress/").status_code == 404
    assert browser().get("/m/nowhere/").status_code == 404


def test_the_opening_leads_to_the_public_root(office: Office, tmp_path: Path) -> None:
    _, _, chair = frozen_office(office)
    client = browser()
    page = enter(client, 300).content.decode()
    state = state_of(chair.election)
    assert state.roll_root in page
    answer = client.get("/m/congress/own/opening.json")
    opening = canonical.decode(answer.content, Opening)
    entitled = sum(unit.registered for unit in state.rules.tree.sections)
    check_opening(opening, state.roll_root, entitled, verify_inclusion)
    assert opening.secret.number == "00300"
    command = re.search(r"<code>python3 check_leaf.py opening.json (\w+) (\d+)</code>", page)
    assert command
    _try_program(tmp_path, answer.content, command[1], command[2])


def _try_program(folder: Path, opening: bytes, root: str, size: str) -> None:
    """The program that members download says yes, and no to another root or size."""
    source = Path("src/suffrage/office/static/check_leaf.txt").read_text(encoding="utf-8")
    (folder / "check_leaf.py").write_text(source, encoding="utf-8")
    (folder / "opening.json").write_bytes(opening)

    def run(*said: str) -> int:
        line = [sys.executable, str(folder / "check_leaf.py"), str(folder / "opening.json"), *said]
        return subprocess.run(line, check=False, capture_output=True).returncode

    assert run(root, size) == 0
    assert run("00" * 32, size) != 0
    assert run(root, "2") != 0
    (folder / "opening.json").write_bytes(opening.replace(b'"00300"', b'"00301"'))
    assert run(root, size) != 0


def test_nobody_gets_the_leaf_of_another(office: Office) -> None:
    frozen_office(office)
    client = browser()
    enter(client, 7)
    opening = canonical.decode(client.get("/m/congress/own/opening.json").content, Opening)
    assert opening.secret.number == "00007"
    assert browser().get("/m/congress/own/opening.json").status_code == 302


def test_before_the_freeze_there_is_no_leaf(officer: Official) -> None:
    client = browser()
    enter(client, 7)
    assert client.get("/m/congress/own/opening.json").status_code == 409
    assert Member.objects.filter(election=officer.election, number="00007").exists()
    assert not Lookup.objects.exists()
