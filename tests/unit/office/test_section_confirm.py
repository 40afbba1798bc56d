"""What the QR code of a sheet opens: the board's figures for anybody, and an agent's own word."""

from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.office.models import Election, SheetCheck

ASK = {"v": "1", "origin": "vote.example.org/e/congress", "round": "1", "contest": "text"}
UNIT = "75-001"


@pytest.fixture
def sim() -> Simulation:
    return Simulation().to_the_count()


@pytest.fixture
def election(office: Office, sim: Simulation) -> Election:
    return office.election(sim)


@pytest.fixture
def agent(office: Office, election: Election) -> Official:
    return office.person("agent@example.org", election, "agent@to1").hold_keys()


def page(person: Official, **changed: str) -> Any:
    publish(person.election)
    return person.get("/c", **{**ASK, "unit": UNIT, **changed})


def said(person: Official, choice: str, payload: str, unit: str = UNIT) -> Any:
    path = f"/desk/{person.election.slug}/checks/text/{unit}"
    return person.post(path, {"choice": choice, "payload": payload})


def test_anybody_sees_what_the_board_has(
    agent: Official, sim: Simulation, election: Election
) -> None:
    agent.client.logout()
    assert page(agent).status_code == 200
    written = sim.receive(UNIT)
    text = page(agent).content.decode()
    assert state_of(election).unit("text", UNIT).payload in text
    assert f"entry {written.index} of the board" in text
    assert '<form method="post" action="/desk' not in text


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "vote.example.org/e/another"},
        {"origin": "evil.example.org/e/congress"},
        {"contest": "first-secretary"},
        {"round": "2"},
        {"unit": "75"},
        {"unit": "../75-001"},
        {"v": "2"},
    ],
)
def test_what_names_no_sheet_is_said_to_be_none(agent: Official, changed: dict[str, str]) -> None:
    assert page(agent, **changed).status_code in (404, 422)


def test_an_agent_says_what_became_of_the_paper(
    office: Office, agent: Official, sim: Simulation, election: Election
) -> None:
    sim.receive(UNIT, agents={"to1": "signed"})
    payload = state_of(election).unit("text", UNIT).payload
    assert "checks/text/75-001" in page(agent).content.decode()
    assert said(agent, "refused", payload).status_code == 200
    assert SheetCheck.objects.get().choice == "refused"
    said(agent, "reserved", payload)
    assert SheetCheck.objects.get().choice == "reserved"
    listed = f"/desk/{election.slug}/checks"
    near = office.person("fed@example.org", election, "federation@75")
    far = office.person("far@example.org", election, "federation@13")
    assert "agent@to1" in near.get(listed).content.decode()
    assert "agent@to1" not in far.get(listed).content.decode()


def test_a_word_is_about_the_sheet_that_was_shown(
    agent: Official, sim: Simulation, election: Election
) -> None:
    assert said(agent, "signed", "").status_code == 409
    sim.receive(UNIT)
    assert said(agent, "signed", "ab" * 32).status_code == 409
    payload = state_of(election).unit("text", UNIT).payload
    assert said(agent, "", payload).status_code == 422
    assert said(agent, "absent", payload).status_code == 422
    assert said(agent, "signed", payload, "75").status_code == 409
    assert not SheetCheck.objects.exists()


def test_only_agents_say_it(office: Office, sim: Simulation, election: Election) -> None:
    sim.receive(UNIT)
    payload = state_of(election).unit("text", UNIT).payload
    for role in ("federation@75", "commission@chair", "secretary@75-001", "observer"):
        person = office.person(f"{role.partition('@')[0]}@example.org", election, role)
        assert said(person, "signed", payload).status_code == 403
    assert not SheetCheck.objects.exists()
