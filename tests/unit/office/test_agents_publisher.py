"""What the publisher learns from the camps' witnesses, as the agents' desk tells it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import get_resolver
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation, seed_of

from suffrage.adapters.cosigning import Cosigner
from suffrage.adapters.site_folder import SiteFolder
from suffrage.errors import NotVerified
from suffrage.office.models import Publishing
from suffrage.office.publishing import publisher
from suffrage.office.publishing.log_key import log_key
from suffrage.office.publishing.publication import Publication
from suffrage.witness.local import LocalWitness

pytestmark = pytest.mark.long

DESK = "/desk/congress/agents/"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    # Desks that are loaded later would keep the name that stands there for one test.
    assert get_resolver().url_patterns
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


@pytest.mark.usefixtures("answering")
def test_an_address_that_changes_rebuilds_nothing_else(
    office: Office, agent: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    # The one of ``answering``, which is not that of the module's own name.
    client: Callable[[str], Cosigner] = vars(publisher)["WitnessClient"]
    site = SiteFolder.write
    pages: list[int] = []

    def counted_client(url: str) -> Cosigner:
        made.append(url)
        return client(url)

    def counted(*given: Any) -> Any:
        made.append("publication")
        return Publication(*given)

    def written(self: SiteFolder, files: Any, size: int) -> Any:
        pages.append(size)
        return site(self, files, size)

    monkeypatch.setattr(publisher, "WitnessClient", counted_client)
    monkeypatch.setattr(publisher, "Publication", counted)
    monkeypatch.setattr(SiteFolder, "write", written)
    other = office.person("b1@example.org", agent.election, "agent@to2").hold_keys()
    other.post(DESK + "witnesses/address", {"camp": "to2", "url": "https://liar.org"})
    loop = publisher.PublisherLoop()
    loop.publish_all()
    size = state_of(agent.election).size
    for url in ("https://honest.example.org", "", "https://honest.example.org"):
        give(agent, url)
        loop.publish_all()
    assert made == [
        "https://liar.org", "publication", "https://honest.example.org",
        "https://honest.example.org",
    ]  # fmt: skip
    assert pages == [size]
    said = Publishing.objects.get()
    assert (said.fault, said.cosigned, said.size) == ("", ["to1"], size)
    assert {one["camp"] for one in said.alarms} == {"to2"}


def test_a_publisher_that_is_told_to_stop_ends_among_its_pages(
    agent: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = publisher.PublisherLoop()
    made: list[str] = []
    write = SiteFolder._write

    def last(self: SiteFolder, file: Any) -> bool:
        made.append(file.path)
        loop.stop.set()
        return write(self, file)

    monkeypatch.setattr(SiteFolder, "_write", last)
    loop.run()
    assert len(made) == 1
    assert not Publishing.objects.filter(election=agent.election).exists()
    again = publisher.PublisherLoop()
    monkeypatch.setattr(SiteFolder, "_write", write)
    again.publish_all()
    said = Publishing.objects.get()
    assert (said.fault, said.size) == ("", state_of(agent.election).size)
