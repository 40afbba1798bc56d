"""What the publisher learns from the camps' witnesses, as the agents' desk tells it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation, seed_of

from suffrage.adapters.cosigning import Cosigner
from suffrage.errors import NotVerified
from suffrage.office.models import Publishing
from suffrage.office.publishing import publisher
from suffrage.office.publishing.log_key import log_key
from suffrage.witness.local import LocalWitness

DESK = "/desk/congress/agents/"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(publisher, "public_folder", lambda slug: tmp_path / "public" / slug)
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:30:00Z")
        yield one


@pytest.fixture
def sim() -> Simulation:
    return Simulation().to_the_count()


@pytest.fixture
def agent(office: Office, sim: Simulation) -> Official:
    return office.person("a1@example.org", office.election(sim), "agent@to1").hold_keys()


@pytest.fixture
def answering(agent: Official, monkeypatch: pytest.MonkeyPatch) -> dict[str, Cosigner]:
    """Witnesses by the address at which they are asked."""
    origin = state_of(agent.election).origin
    key = log_key(settings.ENVIRONMENT.data, "congress", origin).key
    honest = LocalWitness("witness-to1.example.org", seed_of("witness@to1"), key)
    found: dict[str, Cosigner] = {"https://honest.example.org": honest, "https://liar.org": _liar}
    monkeypatch.setattr(publisher, "WitnessClient", lambda url: found[url])
    return found


def _liar(_body: bytes, _now: int) -> bytes:
    raise NotVerified("witness.inconsistent", origin="x")


def give(agent: Official, url: str) -> None:
    assert agent.post(DESK + "witnesses/address", {"camp": "to1", "url": url}).status_code == 200


@pytest.mark.usefixtures("answering")
def test_what_a_witness_cosigned_last_is_remembered(agent: Official, sim: Simulation) -> None:
    loop = publisher.PublisherLoop()
    loop.publish_all()
    assert Publishing.objects.get().cosigned == []
    give(agent, "https://honest.example.org")
    loop.publish_all()
    size = state_of(agent.election).size
    said = Publishing.objects.get()
    assert (said.fault, said.cosigned, said.last) == ("", ["to1"], {"to1": size})
    give(agent, "")
    sim.receive("75-001")
    loop.publish_all()
    said = Publishing.objects.get()
    assert (said.size, said.cosigned, said.last) == (size + 1, [], {"to1": size})


@pytest.mark.usefixtures("answering")
def test_an_alarm_outlives_its_witness_and_its_publisher(agent: Official, sim: Simulation) -> None:
    give(agent, "https://liar.org")
    publisher.PublisherLoop().publish_all()
    (alarm,) = Publishing.objects.get().alarms
    assert (alarm["kind"], alarm["camp"]) == ("forked", "to1")
    give(agent, "https://honest.example.org")
    sim.receive("75-001")
    publisher.PublisherLoop().publish_all()
    assert Publishing.objects.get().alarms == [alarm]
    give(agent, "")
    sim.receive("75-002")
    publisher.PublisherLoop().publish_all()
    assert Publishing.objects.get().alarms == [alarm]
    assert 'class="alarm"' in agent.get(DESK).content.decode()


def test_a_new_address_is_asked_at_once(
    agent: Official, answering: dict[str, Cosigner], sim: Simulation
) -> None:
    loop = publisher.PublisherLoop()
    give(agent, "https://liar.org")
    loop.publish_all()
    assert Publishing.objects.get().cosigned == []
    give(agent, "https://honest.example.org")
    loop.publish_all()
    assert Publishing.objects.get().cosigned == ["to1"]
    assert len(answering) == 2
    assert sim.state.size == Publishing.objects.get().size
