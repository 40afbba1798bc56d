"""A section's phone reads again what differs, and corrects its own sheet: once."""

import base64
import hashlib
import json
from typing import Any

import pytest
from tests.support.federation_desk import FIGURES, address, as_sheet, large, text_of, typed
from tests.support.kits import entropy_of
from tests.support.office import Office, state_of
from tests.support.section_phone import SectionPhone

from suffrage.acts.opening.replace_officer import replace_officer
from suffrage.board.signature import signer
from suffrage.conduct.state import State
from suffrage.count.unit_state import Approved, Received
from suffrage.model import canonical
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Difference, Election

pytestmark = pytest.mark.long

UNIT, ANOTHER = "75-001", "75-002"
SHEET = f"section/{UNIT}/sheet/text"
READ = {"votes.to1": 31800, "votes.to2": 21406}
"""What the second reader reads otherwise; the sum stays the same."""


class Evening:
    """A section that has sent its sheet from its phone, its federation, and a second teller."""

    def __init__(self, office: Office) -> None:
        self.office, self.sim = office, large().to_the_count()
        office.at("2023-01-12T21:20:00Z")
        self.election: Election = office.election(self.sim)
        self.officer = office.person("officer@example.org", self.election, "federation@75")
        self.teller = office.person("teller@example.org", self.election, f"teller@{UNIT}")
        self.phone = self.opened(UNIT)
        self.scan = self.phone.photo().json()["scan"]
        assert self.phone.tap("sheet", self.sheet()).status_code == 200

    def opened(self, unit: str, seed: bytes = bytes(32)) -> SectionPhone:
        code = issue_code(self.election, unit, 1, "commission@chair", entropy_of(unit))
        phone = SectionPhone(self.election, unit, seed=seed).open(code).offer_key()
        self.sim.act(replace_officer, "federation@75", phone.role, phone.key)
        return phone

    def sheet(self, **changed: int) -> dict[str, Any]:
        """The figures as the phone sends them; ``votes_to1`` changes ``votes.to1``."""
        figures = {**FIGURES, **{name.replace("_", "."): n for name, n in changed.items()}}
        return {
            "contest": "text", **as_sheet(figures), "scan": self.scan, "reserved": False,
            "agents": {"to1": "signed"},
        }  # fmt: skip

    def correction(self, *, answers: bool = False, **changed: Any) -> dict[str, Any]:
        told = self.told if answers else None
        return {
            "sheet": self.sheet(**changed), "replaces": self.now.payload, "answers": answers,
            "names": told["names"] if told else [],
        }  # fmt: skip

    def read_second(self, **changed: int) -> None:
        """The officer reads the photo otherwise than the section has typed."""
        figures = typed(FIGURES, **(changed or {"votes_to1": 31800, "votes_to2": 21406}))
        answer = self.officer.post(address(self.election, SHEET, "second"), figures)
        assert answer.status_code == 200
        assert Difference.objects.exists()

    def by_telephone(self, figures: dict[str, int], **more: str) -> Any:
        """What the section reads out to the officer."""
        sent = typed(figures) | more
        return self.officer.post(address(self.election, SHEET, "difference/section"), sent)

    def page(self, *rest: str) -> str:
        return text_of(self.officer.get(address(self.election, *rest)))

    def later(self) -> None:
        self.office.at("2023-01-12T21:40:00Z")

    @property
    def state(self) -> State:
        found: State = state_of(self.election)
        return found

    @property
    def now(self) -> Any:
        return self.state.unit("text", UNIT)

    @property
    def told(self) -> Any:
        return self.phone.state()["contests"][0]["difference"]


@pytest.fixture
def evening(office: Office) -> Evening:
    return Evening(office)


def code_of(answer: Any) -> str:
    return str(answer.json().get("code", answer.json()))


SAME: dict[str, Any] = {"votes_to1": 31847, "votes_to2": 21359}
OTHER: dict[str, Any] = {"votes_to1": 31800, "votes_to2": 21406}


# -- what the phone is told ------------------------------------------------------------------------


def test_nothing_is_to_be_read_again_before_a_second_reading_differs(evening: Evening) -> None:
    before: Any = evening.told
    assert before is None
    evening.read_second()
    assert evening.told["names"] == ["votes.to1", "votes.to2"]
    assert evening.told["held"] is False


def test_the_phone_is_told_no_figure_of_a_line_that_differs(evening: Evening) -> None:
    evening.read_second()
    state = json.dumps(evening.phone.state())
    page = evening.phone.client.get("/section/").content.decode()
    for figure in (31847, 21359, 31800, 21406):
        assert str(figure) not in state
        assert str(figure) not in page
    assert evening.told["rest"]["figures"]["ballots"] == 67357
    assert evening.told["rest"]["votes"] == {"to3": 10427}


def test_void_reasons_are_read_again_together(evening: Evening) -> None:
    evening.read_second(blank=1810, void=1914)
    assert evening.told["names"] == ["blank", "void"]
    assert evening.told["rest"]["void"] == {}


# -- it holds, or corrects -------------------------------------------------------------------------


def reread(evening: Evening, phone: SectionPhone | None = None, **changed: Any) -> Any:
    said = evening.correction(answers=True, **changed)
    del said["answers"]
    return (phone or evening.phone).say("reread", said)


def test_the_same_reading_holds_and_the_federation_is_told_at_once(evening: Evening) -> None:
    evening.read_second()
    assert reread(evening, **SAME).json() == {"held": True}
    assert evening.told["held"] is True
    row = Difference.objects.get()
    assert (row.held_by, row.resolved) == (f"secretary@{UNIT}", "")
    assert "on its phone and holds to its figures" in evening.page(SHEET, "difference")
    assert "on its phone and holds to its figures" in evening.page("section", UNIT)
    assert "the section holds to its figures" in evening.page("of/75/")
    # A lost answer costs nothing.
    assert reread(evening, **SAME).json() == {"held": True}
    assert Difference.objects.get().held_at == row.held_at


def test_another_reading_corrects_and_the_federation_is_told_at_once(evening: Evening) -> None:
    evening.read_second()
    assert reread(evening, **OTHER).json() == {"held": False}
    assert Difference.objects.get().held_at is None
    assert (
        evening.phone.tap("correction", evening.correction(answers=True, **OTHER)).status_code
        == 200
    )
    assert (evening.now.by, evening.now.sheet.votes["to1"]) == (f"secretary@{UNIT}", 31800)
    assert evening.now.sheet.scan == evening.scan
    assert Difference.objects.get().resolved == "corrected"
    assert evening.told is None
    assert "has corrected its sheet on its phone" in evening.page("section", UNIT)
    evening.teller.sign(
        evening.teller.post(address(evening.election, SHEET, "second"), typed(FIGURES, **OTHER))
    )
    assert isinstance(evening.now, Approved)


def test_a_mistake_is_corrected_before_anybody_else_has_read(evening: Evening) -> None:
    answer = evening.phone.tap("correction", evening.correction(**OTHER))
    assert answer.status_code == 200
    assert isinstance(evening.now, Received)
    assert evening.now.sheet.votes["to2"] == 21406


def test_a_sheet_that_was_telephoned_is_read_again_on_the_phone(evening: Evening) -> None:
    """The officer typed it without a photo; whoever holds the paper answers for it."""
    phone = evening.opened(ANOTHER, b"b" * 32)
    sheet = address(evening.election, f"section/{ANOTHER}/sheet/text")
    evening.officer.sign(evening.officer.post(f"{sheet}/telephone", typed(FIGURES)))
    other = evening.office.person("other@example.org", evening.election, f"teller@{ANOTHER}")
    assert other.post(f"{sheet}/second", typed(FIGURES, **OTHER)).status_code == 200
    told = phone.state()["contests"][0]
    assert told["difference"]["rest"]["scan"] == ""
    said = {
        "sheet": {**evening.sheet(**OTHER), "scan": "", "agents": {}},
        "replaces": told["sheet"]["payload"], "answers": True,
        "names": told["difference"]["names"],
    }  # fmt: skip
    assert phone.tap("correction", said).status_code == 200


# -- what is refused -------------------------------------------------------------------------------


def test_an_approved_sheet_is_not_corrected_here(evening: Evening) -> None:
    said = evening.phone.signed("correction", evening.correction(**OTHER))
    evening.teller.sign(
        evening.teller.post(address(evening.election, SHEET, "second"), typed(FIGURES))
    )
    assert code_of(evening.phone.say("send", said)) == "section.approved"
    refused = evening.phone.tap("correction", evening.correction(**OTHER))
    assert code_of(refused) == "section.approved"
    assert "dispute" in refused.json()["sentence"] or "litige" in refused.json()["sentence"]
    assert isinstance(evening.now, Approved)


def test_what_cannot_be_right_takes_no_sheets_place(evening: Evening) -> None:
    refused = evening.phone.tap("correction", evening.correction(votes_to1=31846))
    assert (refused.status_code, code_of(refused)) == (422, "sheet.valid-sum")


def test_the_same_figures_are_no_correction(evening: Evening) -> None:
    assert code_of(evening.phone.tap("correction", evening.correction())) == "section.same-figures"


def test_an_old_sheets_payload_is_refused(evening: Evening) -> None:
    first = evening.correction(**OTHER)
    assert evening.phone.tap("correction", first).status_code == 200
    again = {**first, "sheet": evening.sheet(votes_to1=31801, votes_to2=21405)}
    assert code_of(evening.phone.tap("correction", again)) == "section.replaced"
    evening.read_second(**SAME)
    said = {"sheet": evening.sheet(**OTHER), "replaces": first["replaces"], "names": []}
    assert code_of(evening.phone.say("reread", said)) == "section.replaced"


def test_a_line_that_does_not_differ_is_not_read_again(evening: Evening) -> None:
    evening.read_second()
    wrong = {**OTHER, "votes_to3": 10426, "votes_to1": 31801}
    refused = evening.phone.tap("correction", evening.correction(answers=True, **wrong))
    assert (code_of(refused), refused.json()["field"]) == ("section.line-agrees", "votes.to3")
    assert code_of(reread(evening, **wrong)) == "section.line-agrees"
    # As a mistake of its own, it is corrected.
    assert evening.phone.tap("correction", evening.correction(**wrong)).status_code == 200


def test_nothing_is_read_again_where_nothing_differs(evening: Evening) -> None:
    assert code_of(reread(evening, **SAME)) == "section.no-difference"
    answer = evening.correction(answers=True, **OTHER)
    assert code_of(evening.phone.tap("correction", answer)) == "section.no-difference"


def test_another_sections_phone_neither_holds_nor_corrects(evening: Evening) -> None:
    evening.read_second()
    other = evening.opened(ANOTHER, b"b" * 32)
    assert code_of(reread(evening, other, **SAME)) == "sheet.nothing-to-correct"
    assert (
        code_of(other.tap("correction", evening.correction(**OTHER))) == "sheet.nothing-to-correct"
    )
    said = evening.phone.signed("correction", evening.correction(**OTHER))
    assert code_of(other.say("send", said)) == "door.not-own"
    assert Difference.objects.get().held_at is None


def forged(evening: Evening, *, entered_by: str = "", dispute: str = "") -> dict[str, str]:
    """A correction with another field, signed by the section's own phone."""
    said = evening.phone.signed("correction", evening.correction(**OTHER))
    sheet = json.loads(base64.b64decode(said["payload"]))
    sheet |= {"entered_by": entered_by} if entered_by else {}
    payload = canonical.encode(sheet)
    record = json.loads(base64.b64decode(said["record"]))
    record |= {"payload": hashlib.sha256(payload).hexdigest(), "size": len(payload)}
    record |= {"dispute": dispute} if dispute else {}
    unsigned = canonical.encode(record)
    origin = evening.state.origin
    signature = signer(evening.phone.seed)(f"suffrage-record/1\n{origin}\n".encode() + unsigned)
    return {
        "record": base64.b64encode(unsigned).decode(),
        "payload": base64.b64encode(payload).decode(), "signature": signature.hex(),
    }  # fmt: skip


def test_a_phone_types_for_nobody_else_and_carries_out_no_ruling(evening: Evening) -> None:
    """With the teller's name in it, the teller could not read the paper afterwards."""
    by_teller = forged(evening, entered_by=f"teller@{UNIT}")
    assert code_of(evening.phone.say("send", by_teller)) == "door.not-own"
    assert code_of(evening.phone.say("send", forged(evening, dispute="d1"))) == "door.not-own"
    assert evening.phone.say("send", forged(evening)).status_code == 200


def test_a_correction_is_written_once(evening: Evening) -> None:
    said = evening.phone.signed("correction", evening.correction(**OTHER))
    first = evening.phone.say("send", said).json()
    size = evening.state.size
    assert evening.phone.say("send", said).json() == first
    assert evening.state.size == size


def test_two_corrections_of_one_sheet_do_not_both_stand(evening: Evening) -> None:
    one = evening.phone.signed("correction", evening.correction(**OTHER))
    two = evening.phone.signed("correction", evening.correction(votes_to1=31846, votes_to2=21360))
    assert evening.phone.say("send", one).status_code == 200
    assert code_of(evening.phone.say("send", two)) == "section.replaced"


def test_a_key_that_waits_corrects_nothing(evening: Evening) -> None:
    said = evening.correction(**OTHER)
    evening.phone.seed = b"n" * 32
    evening.phone.offer_key()
    assert code_of(evening.phone.tap("correction", said)) == "section.key-waiting"


def test_a_correction_needs_a_photo_that_is_kept(evening: Evening) -> None:
    said = evening.correction(**OTHER)
    said["sheet"]["scan"] = "ab" * 32
    assert code_of(evening.phone.tap("correction", said)) == "photo.missing"
    said["sheet"]["scan"] = ""
    assert code_of(evening.phone.tap("correction", said)) == "photo.missing"


# -- the officer and the phone at one moment -------------------------------------------------------


def test_who_holds_by_telephone_first_wins_and_the_phone_is_told(evening: Evening) -> None:
    evening.read_second()
    signed = evening.phone.signed("correction", evening.correction(answers=True, **OTHER))
    assert "holds to its figures" in text_of(
        evening.by_telephone({"votes.to1": 31847, "votes.to2": 21359})
    )
    assert code_of(evening.phone.say("send", signed)) == "section.held"
    answer = evening.correction(answers=True, **OTHER)
    assert code_of(evening.phone.tap("correction", answer)) == "section.held"
    assert code_of(reread(evening, **OTHER)) == "section.held"
    assert reread(evening, **SAME).json() == {"held": True}
    assert Difference.objects.get().held_by == "federation@75"
    # A mistake that is noticed afterwards is still a mistake.
    evening.later()
    assert evening.phone.tap("correction", evening.correction(**OTHER)).status_code == 200


def test_a_mistake_found_within_the_second_of_the_answer_is_corrected(evening: Evening) -> None:
    evening.read_second()
    early = evening.phone.signed("correction", evening.correction(**OTHER))
    reread(evening, **SAME)
    late = evening.phone.signed("correction", evening.correction(**OTHER))
    # One clock, one second: what was drafted before the answer is still told apart.
    assert code_of(evening.phone.say("send", early)) == "section.held"
    assert evening.phone.say("send", late).status_code == 200
    assert Difference.objects.get().resolved == "corrected"


def test_who_holds_on_the_phone_first_wins_and_the_officer_is_told(evening: Evening) -> None:
    evening.read_second()
    read = {"votes.to1": 31800, "votes.to2": 21406}
    proposed = evening.by_telephone(read)
    reread(evening, **SAME)
    # The officer's page is one of before; so is the record that waits for its signature.
    assert evening.by_telephone(read).status_code == 409
    refused = evening.officer.sign(proposed)
    assert refused.status_code == 409
    assert "has answered" in text_of(refused)
    assert evening.now.sheet.votes["to1"] == 31847
    # Having seen the answer, the officer may still write what is read out now.
    seen = Difference.objects.get().held_at
    assert seen is not None
    evening.officer.sign(evening.by_telephone(read, answered=seen.isoformat()))
    assert evening.now.sheet.votes["to1"] == 31800


def test_who_corrects_on_the_phone_first_wins_and_the_officer_is_told(evening: Evening) -> None:
    evening.read_second()
    proposed = evening.by_telephone({"votes.to1": 31801, "votes.to2": 21405})
    evening.phone.tap("correction", evening.correction(answers=True, **OTHER))
    assert evening.officer.sign(proposed).status_code == 409
    assert evening.by_telephone({"votes.to1": 31801, "votes.to2": 21405}).status_code == 409
    assert evening.now.sheet.votes["to1"] == 31800


def test_who_corrects_by_telephone_first_wins_and_the_phone_is_told(evening: Evening) -> None:
    evening.read_second()
    signed = evening.phone.signed("correction", evening.correction(answers=True, **OTHER))
    said = evening.correction(answers=True, **OTHER)
    evening.officer.sign(evening.by_telephone({"votes.to1": 31801, "votes.to2": 21405}))
    assert code_of(evening.phone.say("send", signed)) == "section.replaced"
    assert code_of(evening.phone.tap("correction", said)) == "section.replaced"
    assert evening.now.sheet.votes["to1"] == 31801


def test_who_holds_to_some_lines_is_asked_for_others_that_differ(evening: Evening) -> None:
    evening.read_second()
    reread(evening, **SAME)
    # The same lines again change nothing of the answer; other lines were never read again.
    evening.read_second()
    assert evening.told["held"] is True
    evening.read_second(blank=FIGURES["blank"] + 1)
    assert (evening.told["names"], evening.told["held"]) == (["blank"], False)
    assert Difference.objects.get().held_by == ""
    assert "holds to its figures" not in evening.page(SHEET, "difference")


def test_a_reading_of_other_lines_neither_holds_nor_corrects(evening: Evening) -> None:
    """The phone had no network, and another second reading has come meanwhile."""
    evening.read_second()
    same = evening.correction(answers=True, **SAME)
    other = evening.correction(answers=True, **OTHER)
    del same["answers"]
    evening.read_second(blank=FIGURES["blank"] + 1, **OTHER)
    refused = evening.phone.say("reread", same)
    assert (refused.status_code, code_of(refused)) == (409, "section.other-lines")
    assert code_of(evening.phone.tap("correction", other)) == "section.other-lines"
    assert Difference.objects.get().held_at is None
    assert reread(evening, **SAME).json() == {"held": True}


def test_whoever_has_read_more_lines_than_still_differ_holds(evening: Evening) -> None:
    evening.read_second(blank=FIGURES["blank"] + 1, **OTHER)
    said = evening.correction(answers=True, **SAME)
    del said["answers"]
    evening.read_second()
    assert evening.phone.say("reread", said).json() == {"held": True}


# -- without a script ------------------------------------------------------------------------------


def plain(evening: Evening, **figures: str) -> Any:
    sent = {name.replace("_", "."): value for name, value in figures.items()}
    sent |= {"contest": "text", "replaces": evening.now.payload}
    return evening.phone.client.post("/section/again", sent)


def test_without_a_script_the_lines_are_blank_and_the_section_may_hold(evening: Evening) -> None:
    evening.read_second()
    page = evening.phone.client.get("/section/").content.decode()
    assert 'name="votes.to1" value=""' in page
    assert 'name="votes.to3"' not in page
    done = plain(evening, votes_to1="31847", votes_to2="21 359", votes_to3="1")
    assert (done.status_code, done["Location"]) == (302, "/section/")
    assert Difference.objects.get().held_by == f"secretary@{UNIT}"
    page = evening.phone.client.get("/section/").content.decode()
    assert 'name="votes.to1"' not in page


def test_without_a_script_a_correction_asks_for_the_phones_key(evening: Evening) -> None:
    evening.read_second()
    told = plain(evening, votes_to1="31800", votes_to2="21406")
    assert told.status_code == 200
    assert "JavaScript" in told.content.decode()
    assert Difference.objects.get().held_at is None
    missing = plain(evening, votes_to1="31800", votes_to2="many")
    assert missing.status_code == 422
    assert 'aria-invalid="true"' in missing.content.decode()


def test_without_a_script_other_lines_are_asked_for(evening: Evening) -> None:
    evening.read_second()
    evening.read_second(blank=FIGURES["blank"] + 1, **OTHER)
    told = plain(evening, votes_to1="31847", votes_to2="21359")
    assert told.status_code == 409
    page = text_of(told)
    assert "has changed meanwhile" in page
    assert 'name="blank" value=""' in told.content.decode()
    assert "aria-invalid" not in told.content.decode()
    assert Difference.objects.get().held_at is None


def test_without_a_script_an_answer_that_is_late_is_told(evening: Evening) -> None:
    evening.read_second()
    evening.by_telephone({"votes.to1": 31847, "votes.to2": 21359})
    told = plain(evening, votes_to1="31800", votes_to2="21406")
    assert told.status_code == 409
    stranger = SectionPhone(evening.election, UNIT)
    assert stranger.client.post("/section/again", {})["Location"] == "/section/closed"


def test_without_a_script_the_address_alone_leads_back_to_the_section(evening: Evening) -> None:
    # Whoever chooses another language on the answer's page comes back to its address.
    found = evening.phone.client.get("/section/again")
    assert (found.status_code, found["Location"]) == (302, "/section/")
    assert evening.phone.client.get("/section/reread").status_code == 405
