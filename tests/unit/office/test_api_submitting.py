"""A record signed elsewhere is written as it is, or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.published import publish
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.board.record import Draft
from suffrage.board.signature import signer
from suffrage.board.submission import write_submission
from suffrage.office.api.submitting import LARGEST
from suffrage.office.api.tokens import make_token
from suffrage.office.models import Grant

pytestmark = pytest.mark.long

NOW = "2023-01-12T21:30:00Z"
AGENT = "agent@to1"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at(NOW)
        yield one


@pytest.fixture
def agent(office: Office) -> Official:
    sim = Simulation().to_the_count()
    sim.receive("75-001")
    election = office.election(sim)
    publish(election)
    return office.person("a1@example.org", election, AGENT)


def dispute(by: str = AGENT, at: str = NOW, unit: str = "75-001", name: str = "d1") -> Draft:
    return file_dispute(
        None,  # type: ignore[arg-type]
        by, at, dispute=name, contest="text", unit=unit, ground="wrong-count", account="Recount.",
    )  # fmt: skip


def signed(draft: Draft, agent: Official, key: str = "") -> bytes:
    return write_submission(
        state_of(agent.election).origin, draft, signer(seed_of(key or draft.by))
    )


def send(agent: Official, data: bytes, role: str = AGENT, *, may_submit: bool = True) -> Any:
    token = make_token(agent.election, agent.person, role, "x", may_submit=may_submit)[0]
    agent.client.logout()
    return agent.client.post(
        "/api/elections/congress/records",
        data,
        content_type="application/octet-stream",
        headers={"authorization": f"Bearer {token}"},
    )


def refused(agent: Official, data: bytes, code: str, **more: Any) -> int:
    before = state_of(agent.election).size
    answer = send(agent, data, **more)
    assert answer.json()["code"] == code
    assert state_of(agent.election).size == before
    return int(answer.status_code)


def test_a_signed_record_is_written(agent: Official) -> None:
    before = state_of(agent.election).size
    answer = send(agent, signed(dispute(), agent))
    assert answer.status_code == 200
    assert answer.json() == {"index": before, "size": before + 1}
    assert state_of(agent.election).disputes["d1"].by == AGENT


def test_the_same_bytes_again_get_the_same_answer(agent: Official) -> None:
    data = signed(dispute(), agent)
    first = send(agent, data).json()
    assert send(agent, data).json() == first
    assert state_of(agent.election).size == first["size"]


def test_a_false_signature_writes_nothing(agent: Official) -> None:
    data = signed(dispute(), agent, key="agent@to2")
    assert refused(agent, data, "record.signature") == 422


def test_a_record_of_another_election_writes_nothing(agent: Official) -> None:
    data = write_submission("vote.example.org/other", dispute(), signer(seed_of(AGENT)))
    assert refused(agent, data, "record.signature") == 422


def test_a_changed_payload_writes_nothing(agent: Official) -> None:
    data = signed(dispute(), agent).replace(b"Recount.", b"Rewrite.")
    before = state_of(agent.election).size
    assert send(agent, data).status_code == 422
    assert state_of(agent.election).size == before


def test_a_token_that_only_reads_submits_nothing(agent: Official) -> None:
    data = signed(dispute(), agent)
    assert refused(agent, data, "api.read-only", may_submit=False) == 409


def test_a_token_submits_in_its_own_role_only(agent: Official) -> None:
    data = signed(dispute(by="agent@to2"), agent)
    assert refused(agent, data, "api.other-role") == 409


def test_what_needs_a_desk_is_not_taken(agent: Official) -> None:
    Grant.objects.create(election=agent.election, person=agent.person, role="federation@75")
    draft = amend_roll(
        None,  # type: ignore[arg-type]
        "federation@75", NOW, "75-001", added=1, removed=0, ground="late-dues",
    )  # fmt: skip
    assert refused(agent, signed(draft, agent), "api.kind", role="federation@75") == 409


def test_an_observer_submits_nothing(office: Office, agent: Official) -> None:
    observer = office.person("o@example.org", agent.election, "observer")
    data = signed(dispute(), agent)
    assert refused(observer, data, "office.not-granted", role="observer") == 403


def test_the_rules_of_the_board_hold_here_too(agent: Official) -> None:
    assert refused(agent, signed(dispute(unit="75-002"), agent), "dispute.nothing") == 409


@pytest.mark.parametrize("at", ["2023-01-12T22:00:00Z", "2023-01-12T20:00:00Z"])
def test_a_record_is_of_this_hour(agent: Official, at: str) -> None:
    assert refused(agent, signed(dispute(at=at), agent), "api.hour") == 409


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"a":1}\n', b"\n\n"])
def test_what_is_no_record_is_told_so(agent: Official, data: bytes) -> None:
    before = state_of(agent.election).size
    answer = send(agent, data)
    assert answer.status_code == 422
    assert answer.json().keys() == {"code", "field", "sentence"}
    assert state_of(agent.election).size == before


def test_a_record_too_large_is_not_read(agent: Official) -> None:
    assert refused(agent, b"x" * (LARGEST + 1), "api.large") == 422


def test_a_session_alone_submits_nothing(agent: Official) -> None:
    before = state_of(agent.election).size
    answer = agent.client.post(
        "/api/elections/congress/records",
        signed(dispute(), agent),
        content_type="application/octet-stream",
    )
    assert answer.status_code == 401
    assert state_of(agent.election).size == before


def test_an_incident_may_come_so_too(agent: Official) -> None:
    draft = report_incident(
        None,  # type: ignore[arg-type]
        AGENT, NOW, unit="75-001", type_="network", account="No network.",
    )  # fmt: skip
    assert send(agent, signed(draft, agent)).status_code == 200
