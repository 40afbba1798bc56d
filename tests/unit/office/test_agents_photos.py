"""Photos: for all agents at once, never before their sheet, each look written down."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from tests.support.office import Office, Official
from tests.support.pools import PooledSimulation
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.office.models import Photo, PhotoView
from suffrage.office.photos import keep_photo

pytestmark = pytest.mark.long

DESK = "/desk/congress/agents/photos"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:30:00Z")
        yield one


@pytest.fixture
def sim() -> Simulation:
    return Simulation().to_the_count()


@pytest.fixture
def agent(office: Office, sim: Simulation) -> Official:
    election = office.election(sim)
    publish(election)
    return office.person("a1@example.org", election, "agent@to1")


def photo(official: Official, unit: str = "75-001") -> Photo:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "JPEG")
    return keep_photo(official.election, unit, "text", file.getvalue(), f"secretary@{unit}")


def listed(official: Official) -> bool:
    return "photos/" in official.get(DESK).content.decode().partition("<h1>")[2]


def test_all_agents_see_a_photo_at_once_and_not_before_its_sheet(
    office: Office, agent: Official, sim: Simulation
) -> None:
    rival = office.person("a2@example.org", agent.election, "agent@to2")
    kept = photo(agent)
    sim.receive("75-001")
    for one in (agent, rival):
        assert not listed(one)
        assert one.get(f"{DESK}/{kept.pk}").status_code == 404
    assert not PhotoView.objects.exists()
    publish(agent.election)
    assert listed(agent)
    assert listed(rival)


def test_each_look_is_written_down_and_the_own_ones_are_shown(
    office: Office, agent: Official, sim: Simulation
) -> None:
    kept = photo(agent)
    sim.receive("75-001")
    publish(agent.election)
    rival = office.person("rival@example.org", agent.election, "agent@to2")
    for one, times in ((agent, 2), (rival, 1)):
        for _ in range(times):
            answer = one.get(f"{DESK}/{kept.pk}")
            assert answer.content.startswith(b"\xff\xd8\xff")
            assert answer.headers["Cache-Control"] == "no-store"
            assert answer.headers["Content-Type"] == "image/jpeg"
    assert PhotoView.objects.filter(person=agent.person).count() == 2
    assert PhotoView.objects.filter(person=rival.person).count() == 1
    assert "rival" not in agent.get(DESK).content.decode().partition("<main")[2]
    chair = office.person("chair@example.org", agent.election, "commission@chair")
    seen = chair.get(DESK).content.decode().partition("<main")[2]
    assert "rival" in seen
    assert "a1" in seen


def test_a_photo_is_never_public(office: Office, agent: Official, sim: Simulation) -> None:
    kept = photo(agent)
    sim.receive("75-001")
    publish(agent.election)
    for path in (f"/e/congress/photos/{kept.scan}.jpg", f"/e/congress/../photos/{kept.file}"):
        assert agent.client.get(path).status_code == 404
    observer = office.person("o@example.org", agent.election, "observer")
    assert observer.get(f"{DESK}/{kept.pk}").status_code == 403
    agent.client.logout()
    assert agent.client.get(f"{DESK}/{kept.pk}").status_code == 302
    assert not PhotoView.objects.exists()


def test_a_photo_of_another_election_is_not_found(
    office: Office, agent: Official, sim: Simulation
) -> None:
    other_sim = Simulation().to_the_count()
    other = office.person("b@example.org", office.election(other_sim, slug="another"), "agent@to1")
    kept = photo(other)
    other_sim.receive("75-001")
    sim.receive("75-001")
    publish(other.election)
    publish(agent.election)
    assert other.get(f"/desk/another/agents/photos/{kept.pk}").status_code == 200
    assert agent.get(f"{DESK}/{kept.pk}").status_code == 404
    assert agent.get(f"/desk/another/agents/photos/{kept.pk}").status_code == 404


def test_a_section_in_a_pool_shows_no_photo(office: Office) -> None:
    sim, unit = PooledSimulation().to_the_count(), "75-004"
    agent = office.person("a@example.org", office.election(sim), "agent@to1")
    kept = photo(agent, unit)
    sim.seal(unit)
    publish(agent.election)
    assert not listed(agent)
    assert agent.get(f"{DESK}/{kept.pk}").status_code == 404
    # Annulled it is sealed no more, and hidden still.
    filed = {"dispute": "d1", "contest": "text", "unit": unit, "ground": "early-ballots"}
    sim.act(file_dispute, "agent@to2", **filed, account="Early.")
    sim.decided(rule_dispute, dispute="d1", effect="annul-unit")
    publish(agent.election)
    assert agent.get(f"{DESK}/{kept.pk}").status_code == 404
