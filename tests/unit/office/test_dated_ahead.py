"""A record dated ahead of the office's clock passes no hour that has not come."""

from typing import Any

import msgspec
import pytest
from tests.support.kits import entropy_of
from tests.support.office import Office, Official, state_of
from tests.support.refusals import definition_with
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.board.record import Draft, body_bytes
from suffrage.board.signature import record_message, signer
from suffrage.board.submission import write_submission
from suffrage.count.unit_state import Awaited, Received
from suffrage.office.api.tokens import make_token
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.signing.carried import base64_text

MOMENT = "2023-01-12T22:00:00Z"
UNIT = "75-001"
OFFICER = "federation@75"


@pytest.fixture
def sim() -> Simulation:
    return Simulation(definition_with(publication={"not_before": MOMENT})).to_the_count()


@pytest.fixture
def officer(office: Office, sim: Simulation) -> Official:
    office.at("2023-01-12T21:30:00Z")
    return office.person("fed@example.org", office.election(sim), OFFICER)


def submit(officer: Official, draft: Draft) -> Any:
    token = make_token(officer.election, officer.person, OFFICER, "x", may_submit=True)[0]
    data = write_submission(state_of(officer.election).origin, draft, signer(seed_of(OFFICER)))
    return officer.client.post(
        "/api/elections/congress/records",
        data,
        content_type="application/octet-stream",
        headers={"authorization": f"Bearer {token}"},
    )


def sheet(sim: Simulation, at: str) -> Draft:
    return receive_sheet(sim.state, OFFICER, at, sim.sheet(UNIT, entered_by=OFFICER))


def incident(at: str) -> Draft:
    return report_incident(
        None,  # type: ignore[arg-type]
        OFFICER, at, unit=UNIT, type_="other", account="Late.",
    )  # fmt: skip


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


@pytest.mark.parametrize("clock", ["2023-01-12T21:59:50Z", "2023-01-12T21:59:31Z"])
def test_a_clock_that_is_fast_shows_no_figure_before_its_moment(
    office: Office, officer: Official, sim: Simulation, clock: str
) -> None:
    office.at(clock)
    answer = submit(officer, sheet(sim, MOMENT))
    assert code_of(answer) == (409, "sheet.before-publication")
    assert isinstance(state_of(officer.election).unit("text", UNIT), Awaited)
    office.at(MOMENT)
    assert submit(officer, sheet(sim, MOMENT)).status_code == 200
    assert isinstance(state_of(officer.election).unit("text", UNIT), Received)


def test_half_a_minute_is_what_clocks_may_differ(office: Office, officer: Official) -> None:
    office.at("2023-01-12T21:59:29Z")
    assert code_of(submit(officer, incident(MOMENT))) == (409, "api.hour")
    office.at("2023-01-12T21:59:30Z")
    assert submit(officer, incident(MOMENT)).status_code == 200


def test_a_phone_whose_clock_is_fast_shows_no_figure_before_its_moment(
    office: Office, officer: Official, sim: Simulation
) -> None:
    election = officer.election
    code = issue_code(election, UNIT, 1, "commission@chair", entropy_of(UNIT))
    phone = SectionPhone(election, UNIT, seed=seed_of(f"secretary@{UNIT}")).open(code)
    phone.offer_key()
    read = msgspec.structs.replace(sim.sheet(UNIT), scan=phone.photo().json()["scan"])
    draft = receive_sheet(sim.state, f"secretary@{UNIT}", MOMENT, read)
    record = draft.record()
    said = {
        "record": base64_text(record.unsigned),
        "payload": base64_text(body_bytes(draft.body) or b""),
        "signature": signer(phone.seed)(record_message(sim.state.origin, record)).hex(),
    }
    office.at("2023-01-12T21:59:55Z")
    assert code_of(phone.say("send", said)) == (409, "sheet.before-publication")
    office.at(MOMENT)
    assert phone.say("send", said).status_code == 200


def test_a_desk_takes_the_office_s_clock(office: Office) -> None:
    """Whatever a browser says of the time, the draft that it may sign has the office's."""
    election = office.election(Simulation().convene().fix_rules())
    chair = office.person("chair@example.org", election, "commission@chair")
    path, opens = "/desk/congress/commission/polls/1/open", "2023-01-12T16:00:00Z"
    said = {"at": opens, "now": opens, "moment": opens}
    office.at("2023-01-12T15:59:59Z")
    early = chair.post(path, said)
    assert early.status_code == 409
    assert "polls.too-early" in early.content.decode()
    office.at(opens)
    chair.sign(chair.post(path))
    assert state_of(election).evening(1).opened
