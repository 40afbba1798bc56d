"""Attacks on the same second: a figure seen before everybody sees it, or by who must not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from tests.support.office import Office, state_of
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.office.models import Election

MARK = {
    "v": "1",
    "origin": "vote.example.org/e/congress",
    "round": "1",
    "contest": "text",
    "unit": "75-001",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        yield one


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
