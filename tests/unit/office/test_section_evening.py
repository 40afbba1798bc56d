"""A section's evening through its phone: seven numbers, one photo, and what is refused."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.definitions import plain_six_sections
from tests.support.kits import entropy_of
from tests.support.office import Office, state_of
from tests.support.section_phone import SectionPhone, jpeg
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.conduct.state import State
from suffrage.model.definition import from_plain
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Election, Kit, Photo, SectionKey

pytestmark = pytest.mark.long

UNIT = "75-001"
FIGURES = {"signatures": 14, "ballots": 14, "blank": 1, "void": {}}
VOTES = {"to1": 7, "to2": 4, "to3": 2}


class Evening:
    """An office with an election whose polls are open, and a kit of one section."""

    def __init__(self, folder: Path, sim: Simulation | None = None) -> None:
        self.office = Office(folder)
        self.sim = sim or Simulation().convene().fix_rules()
        self.election: Election = self.office.election(self.sim)
        self.opens = self.sim.definition.contests[0].opens
        self.closes = self.sim.definition.contests[0].closes
        self.office.at(self.opens)
        self.code = self.kit(UNIT)
        self.phone = SectionPhone(self.election, UNIT)

    def kit(self, unit: str, round_: int = 1) -> str:
        return issue_code(self.election, unit, round_, "commission@chair", entropy_of(unit))

    def appoint(self, phone: SectionPhone) -> None:
        """The federation replaces the secretary of the rehearsal by this phone's key."""
        self.sim.act(replace_officer, "federation@75", phone.role, phone.key)

    @property
    def state(self) -> State:
        found: State = state_of(self.election)
        return found

    def close(self) -> None:
        self.sim.close_polls()
        self.office.at(self.closes)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., Evening]]:
    made: list[Evening] = []

    def make(sim: Simulation | None = None) -> Evening:
        made.append(Evening(tmp_path, sim))
        return made[-1]

    yield make
    for one in made:
        one.office.close()


@pytest.fixture
def evening(begin: Callable[..., Evening]) -> Evening:
    one = begin()
    one.sim.open_polls()
    return one


def sheet(scan: str, **changed: object) -> dict[str, object]:
    return {
        "contest": "text", **FIGURES, "votes": VOTES, "agents": {"to1": "signed"},
        "scan": scan, "reserved": False, **changed,
    }  # fmt: skip


def ready(evening: Evening) -> SectionPhone:
    phone = evening.phone.open(evening.code).offer_key()
    evening.appoint(phone)
    return phone


def test_an_evening_of_fourteen_voters(evening: Evening) -> None:
    phone = evening.phone.open(evening.code)
    told = phone.state()
    assert (told["key"], told["polls"], told["opened"], told["registered"]) == (
        "none", "open", False, 81,
    )  # fmt: skip
    phone.offer_key()
    assert phone.state()["key"] == "waiting"
    evening.appoint(phone)
    assert phone.state()["key"] == "appointed"
    assert phone.tap("opened", {}).json()["acknowledged"] is True
    assert phone.tap("signatures", {"signatures": 14}).status_code == 200
    evening.close()
    scan = phone.photo().json()["scan"]
    assert scan == hashlib.sha256(jpeg()).hexdigest()
    assert phone.tap("sheet", sheet(scan)).status_code == 200
    told = phone.state()
    assert (told["opened"], told["signatures"], told["polls"]) == (True, 14, "closed")
    assert told["contests"][0]["sheet"]["status"] == "received"
    received: Any = evening.state.unit("text", UNIT)
    assert (received.by, received.sheet.votes) == (f"secretary@{UNIT}", VOTES)
    assert (received.sheet.valid, received.sheet.scan) == (13, scan)


def test_a_lost_answer_costs_nothing(evening: Evening) -> None:
    phone = ready(evening)
    said = phone.signed("opened", {})
    first = phone.say("send", said).json()
    size = evening.state.size
    assert phone.say("send", said).json() == first
    assert evening.state.size == size


def test_a_lost_answer_at_the_door_costs_nothing(evening: Evening) -> None:
    phone = evening.phone
    assert phone.enter(evening.code).status_code == 302
    del phone.client.cookies["suffrage_section"]
    assert phone.enter(evening.code).status_code == 302
    assert phone.state()["unit"] == UNIT


def test_what_the_paper_says_goes_as_reserved_and_only_if_it_is_said(evening: Evening) -> None:
    phone = ready(evening)
    evening.close()
    scan = phone.photo().json()["scan"]
    wrong = sheet(scan, votes={**VOTES, "to1": 8})
    refused = phone.tap("sheet", wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "sheet.ballots-sum")
    assert refused.json()["field"] == "ballots"
    assert phone.tap("sheet", {**wrong, "reserved": True}).status_code == 200
    assert phone.state()["contests"][0]["sheet"]["status"] == "reserved"


def test_a_sheet_needs_its_photo(evening: Evening) -> None:
    phone = ready(evening)
    evening.close()
    refused = phone.tap("sheet", sheet("ab" * 32))
    assert (refused.status_code, refused.json()["code"]) == (409, "photo.missing")


def test_figures_wait_for_the_closing(evening: Evening) -> None:
    phone = ready(evening)
    scan = phone.photo().json()["scan"]
    assert phone.tap("sheet", sheet(scan)).json()["code"] == "sheet.early"


def test_a_step_waits_for_the_key(evening: Evening) -> None:
    phone = evening.phone.open(evening.code).offer_key()
    said = phone.signed("opened", {})
    refused = phone.say("send", said)
    assert (refused.status_code, refused.json()["code"]) == (409, "section.key-waiting")
    evening.appoint(phone)
    assert phone.say("send", said).status_code == 200


def test_a_key_needs_its_own_proof(evening: Evening) -> None:
    phone = evening.phone.open(evening.code)
    assert phone.say("key", {"key": phone.key, "proof": "00" * 64}).status_code == 422
    other = SectionPhone(evening.election, "75-002", seed=b"b" * 32)
    from tests.support.office import key_proof  # noqa: PLC0415

    proof = key_proof(evening.state.origin, other.role, other.key, other.seed)
    assert phone.say("key", {"key": other.key, "proof": proof}).status_code == 422
    assert not SectionKey.objects.exists()


def test_a_key_of_another_section_is_refused(evening: Evening) -> None:
    neighbour = SectionPhone(evening.election, UNIT, seed=seed_of("secretary@75-002"))
    neighbour.open(evening.code)
    from tests.support.office import key_proof  # noqa: PLC0415

    proof = key_proof(evening.state.origin, neighbour.role, neighbour.key, neighbour.seed)
    refused = neighbour.say("key", {"key": neighbour.key, "proof": proof})
    assert refused.json()["code"] == "office.key"


def test_another_sections_record_is_not_sent(evening: Evening) -> None:
    phone = ready(evening)
    other = SectionPhone(evening.election, "75-002", seed=b"b" * 32)
    other.open(evening.kit("75-002")).offer_key()
    said = phone.signed("opened", {})
    refused = other.say("send", said)
    assert (refused.status_code, refused.json()["code"]) == (409, "door.not-own")
    assert phone.say("send", said).status_code == 200


def test_a_record_of_another_kind_is_not_sent(evening: Evening) -> None:
    phone = ready(evening)
    said = phone.signed("opened", {})
    record = base64.b64decode(said["record"]).replace(b"section.opened/1", b"polls.closed/1")
    record = record.replace(b',"unit":"75-001"', b"")
    refused = phone.say("send", {**said, "record": base64.b64encode(record).decode()})
    assert refused.json()["code"] == "door.not-own"


def test_a_false_signature_is_refused(evening: Evening) -> None:
    phone = ready(evening)
    said = phone.signed("opened", {})
    assert phone.say("send", {**said, "signature": "00" * 64}).status_code == 422
    assert not evening.state.opened_sections


@pytest.mark.parametrize(
    "said", ["[]", "{", '{"step": 4}', '{"step": "sheet", "fields": {}}', "1" * 200_000]
)
def test_what_is_no_step_is_refused(evening: Evening, said: str) -> None:
    phone = ready(evening)
    answer = phone.client.post("/section/draft", said, "application/json")
    assert answer.status_code == 422
    assert answer.json()["sentence"]


def test_the_second_entry_is_an_approval(evening: Evening) -> None:
    """The federation has typed a telephoned sheet; the phone's equal entry makes it final."""
    phone = ready(evening)
    evening.close()
    figures: dict[str, Any] = {
        "ballots": 14, "blank": 1, "signatures": 14, "void": {}, "votes": VOTES, "valid": 13,
        "entered_by": "federation@75",
    }  # fmt: skip
    from suffrage.acts.paper.receive_sheet import receive_sheet  # noqa: PLC0415

    by_telephone = evening.sim.sheet(UNIT, **figures)
    evening.sim.act(receive_sheet, "federation@75", by_telephone)
    scan = phone.photo().json()["scan"]
    assert phone.tap("sheet", sheet(scan, agents={})).status_code == 200
    assert phone.state()["contests"][0]["sheet"]["status"] == "approved"


def test_a_hidden_section_is_told_plainly_and_sends_nothing(begin: Callable[..., Evening]) -> None:
    plain = plain_six_sections()
    plain["pools"] = [{"id": "small", "units": ["75-001", "75-002"]}]
    evening = begin(Simulation(from_plain(plain)).convene().fix_rules())
    evening.sim.open_polls()
    phone = ready(evening)
    page = phone.client.get("/section/").content.decode()
    assert "section.js" not in page
    assert "jamais montrés seuls" in page or "never shown alone" in page
    assert "portez-le à la fédération" in page or "take it to the federation" in page
    assert phone.tap("signatures", {"signatures": 14}).json()["code"] == "turnout.hidden"
    assert phone.photo().json()["code"] == "sheet.hidden"
    assert not Photo.objects.exists()


def test_the_page_and_its_worker(evening: Evening) -> None:
    phone = evening.phone.open(evening.code)
    page = phone.client.get("/section/")
    assert page.status_code == 200
    assert b"section.js" in page.content
    worker = phone.client.get("/section/worker.js")
    assert worker["Service-Worker-Allowed"] == "/section/"
    assert worker["Content-Type"] == "text/javascript"


def test_the_tables_open_no_section(evening: Evening) -> None:
    """Whoever reads everything that the office keeps has neither the code nor the cookie."""
    phone = evening.phone.open(evening.code)
    cookie = phone.client.cookies["suffrage_section"].value
    door = phone.client.cookies["suffrage_door"].value
    evening.office.close()
    kept = b"".join(
        file.read_bytes() for file in evening.office.file.parent.glob("office.sqlite3*")
    )
    for secret in (evening.code, cookie, door):
        assert secret.encode() not in kept
        assert secret.lower().encode() not in kept
    kit = Kit.objects.get()
    thief = SectionPhone(evening.election, UNIT)
    thief.client.cookies["suffrage_section"] = kit.phone
    assert thief.client.get("/section/state").status_code == 403
    assert thief.enter(kit.code).status_code != 302
