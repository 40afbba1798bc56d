"""Agents see what is published, and nothing before; each remembers the own last look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.office import Office, Official
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.office.models import Grant

DESK = "/desk/congress/agents/"


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
    return office.person("a1@example.org", office.election(sim), "agent@to1")


def text(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_nothing_is_shown_before_it_is_published(agent: Official, sim: Simulation) -> None:
    assert "75-001" not in text(agent.get(DESK))
    before = publish(agent.election)
    sim.receive("75-001")
    assert "75-001" not in text(agent.get(DESK, all="1"))
    page = agent.get("/desk/congress/agents/disputes/new", contest="text", unit="75-001")
    assert page.status_code == 200
    publish(agent.election, before + 1)
    assert ">75-001</a>" in text(agent.get(DESK))


def test_a_smaller_size_takes_nothing_back(agent: Official, sim: Simulation) -> None:
    sim.receive("75-001")
    size = publish(agent.election)
    assert ">75-001</a>" in text(agent.get(DESK))
    publish(agent.election, size - 1)
    assert ">75-001</a>" in text(agent.get(DESK))


def test_what_was_marked_as_seen_is_left_out(agent: Official, sim: Simulation) -> None:
    sim.receive("75-001")
    size = publish(agent.election)
    sim.receive("75-002")
    publish(agent.election)
    page = text(agent.post(DESK + "seen", {"size": size}))
    assert ">75-002</a>" in page
    assert ">75-001</a>" not in page
    assert ">75-001</a>" in text(agent.get(DESK, all="1"))


def test_nobody_has_seen_what_is_not_published(agent: Official, sim: Simulation) -> None:
    size = publish(agent.election)
    sim.receive("75-001")
    agent.post(DESK + "seen", {"size": size + 5})
    assert Grant.objects.get(person=agent.person).seen == size
    assert agent.client.get(DESK + "seen").status_code == 302
    assert agent.post(DESK + "seen", {"size": "many"}).status_code == 422


def test_sheets_are_chosen_by_federation_and_kind(agent: Official, sim: Simulation) -> None:
    sim.receive("75-001")
    sim.receive("13-001")
    sim.approve("13-001")
    publish(agent.election)
    page = text(agent.get(DESK, federation="13", kind="sheet.approved"))
    assert page.count(">13-001</a>") == 1
    assert ">75-001</a>" not in page


def test_an_observer_reads_and_does_not_act(office: Office, agent: Official) -> None:
    publish(agent.election)
    observer = office.person("o@example.org", agent.election, "observer")
    for page in ("", "claims", "disputes", "incidents", "compare", "witnesses", "copy"):
        assert observer.get(DESK + page).status_code == 200, page
    for page in ("claims/new", "disputes/new", "incidents/new", "witnesses/address", "photos"):
        assert observer.get(DESK + page).status_code == 403, page


def test_another_election_is_not_told(office: Office, agent: Official) -> None:
    other = office.election(Simulation().to_the_count(), slug="another")
    publish(agent.election)
    publish(other)
    assert agent.get("/desk/another/agents/").status_code == 404
    assert agent.post("/desk/another/agents/seen", {"size": 1}).status_code == 404


def test_the_comparison_reads_public_files_and_leads_to_forms(agent: Official) -> None:
    publish(agent.election)
    page = text(agent.get(DESK + "compare"))
    assert 'data-sheets="/e/congress/sheets.csv"' in page
    assert 'data-names="/e/congress/site/data/{contest}-tidy.csv"' in page
    assert (
        'data-dispute="/desk/congress/agents/disputes/new?contest={contest}&amp;unit={unit}"'
        in page
    )
    assert "data-no-sums" not in page
    assert 'type="file"' in page
    assert "name=" not in page.partition("data-compare")[0].rpartition("<input")[2]


def test_no_sum_is_compared_while_no_page_may_show_one(office: Office) -> None:
    early = office.election(Simulation().convene().fix_rules().open_polls())
    agent = office.person("a1@example.org", early, "agent@to1")
    publish(early)
    assert "data-no-sums" in text(agent.get(DESK + "compare"))
