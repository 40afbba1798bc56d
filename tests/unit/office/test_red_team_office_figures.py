"""Attacks on the same second: a figure seen before everybody sees it, or by who must not."""

import pytest
from django.conf import settings
from django.test import Client
from tests.support.office import Office, state_of
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.office.models import Election

MARK = {
    "v": "1",
    "origin": "vote.example.org/e/congress",
    "round": "1",
    "contest": "text",
    "unit": "75-001",
}


@pytest.fixture
def sim() -> Simulation:
    return Simulation().to_the_count()


@pytest.fixture
def election(office: Office, sim: Simulation) -> Election:
    return office.election(sim)


def test_a_sheets_qr_code_shows_no_figure_before_everybody_sees_it(
    sim: Simulation, election: Election
) -> None:
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    publish(election)
    sim.receive("75-001")
    sim.approve("75-001")
    payload = state_of(election).unit("text", "75-001").payload
    early = client.get("/c", MARK).content.decode()
    assert payload not in early
    assert "<dl" not in early
    publish(election)
    text = client.get("/c", MARK).content.decode()
    assert payload in text
    assert "<dl" in text


def test_who_signed_the_first_entry_elsewhere_does_not_read_the_paper_again(
    office: Office, sim: Simulation, election: Election
) -> None:
    office.at("2023-01-12T21:20:00Z")
    sheet = sim.sheet("75-001", entered_by="federation@75")
    sim.act(receive_sheet, "federation@75", sheet)
    both = office.person("both@example.org", election, "federation@75", "teller@75-001")
    path = f"/desk/{election.slug}/federation/section/75-001/sheet/text/second"
    assert both.get(path, **{"as": "teller@75-001"}).status_code == 409
    other = office.person("other@example.org", election, "teller@75-001")
    assert other.get(path).status_code == 200
