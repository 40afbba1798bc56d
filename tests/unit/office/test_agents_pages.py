"""The pages of the agents' desk are valid HTML, with faults and an alarm shown too."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from tests.support.browser import assert_valid_html
from tests.support.office import Office, Official
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.board.kinds.words import Claim

pytestmark = pytest.mark.long

DESK = "/desk/congress/agents/"
PAGES = (
    "", "?all=1&kind=sheet.received", "compare", "claims", "claims/new?unit=75-001&contest=text",
    "claims/new?kind=rank", "claims/new?kind=majority", "claims/new?kind=coverage", "disputes",
    "disputes/new?contest=text&unit=75-001", "incidents", "incidents/new", "photos", "witnesses",
    "copy",
)  # fmt: skip


@pytest.fixture
def agent(tmp_path: Path) -> Iterator[Official]:
    sim = Simulation().to_the_count()
    for unit in ("75-001", "13-001"):
        sim.receive(unit)
    size = sim.state.size
    said = Claim(
        "text", "estimate", "2023-01-12T21:00:00Z", "somebody", "to1", "not-asked", size,
        shares={"to1": Fraction(97, 200)},
    )  # fmt: skip
    sim.act(make_claim, "commission@chair", said)
    sim.act(
        file_dispute, "agent@to2",
        dispute="d1", contest="text", unit="75-001", ground="wrong-count", account="Recount.",
    )  # fmt: skip
    sim.act(report_incident, "agent@to2", unit="75-001", type_="box", account="Open.")
    with Office(tmp_path) as office:
        office.at("2023-01-12T21:30:00Z")
        election = office.election(sim)
        alarm = {"kind": "rolled-back", "camp": "to1", "size": 99, "at": 1673560000}
        publish(election, alarms=[alarm])
        yield office.person("a1@example.org", election, "agent@to1")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_are_valid(agent: Official, language: str, tmp_path: Path) -> None:
    agent.client.cookies.load({"django_language": language})
    pages = {path: agent.client.get(DESK + path).content for path in PAGES}
    made = agent.post("/desk/congress/tokens", {"role": "agent@to1", "label": "our counter"})
    faults = agent.post(DESK + "claims/new?kind=counted", {"share.to1": "many"})
    pages |= {"tokens": made.content, "faults": faults.content}
    assert all(b"<h1>" in data for data in pages.values())
    folder = tmp_path / "pages"
    folder.mkdir()
    assert_valid_html(pages, folder)
