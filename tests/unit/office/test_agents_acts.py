"""Claims, answers, disputes and incidents at the agents' desk: drafted, shown, signed, written."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.acts.disputes.make_claim import make_claim
from suffrage.board.kinds.words import Claim, ShareRange

pytestmark = pytest.mark.long

DESK = "/desk/congress/agents/"
SAID = {
    "said_by": "spokesperson of Text 1",
    "said_at": "2023-01-12T22:20",
    "camp": "to1",
    "confirmed": "yes",
    "place": "",
    "source": "",
    "capture": "",
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:30:00Z")
        yield one


@pytest.fixture
def sim() -> Simulation:
    sim = Simulation().to_the_count()
    sim.receive("75-001")
    return sim


@pytest.fixture
def agent(office: Office, sim: Simulation) -> Official:
    election = office.election(sim)
    publish(election)
    return office.person("a1@example.org", election, "agent@to1")


def claim(agent: Official, kind: str, **typed: str) -> Any:
    size = str(state_of(agent.election).size)
    path = f"{DESK}claims/new?contest=text&kind={kind}"
    return agent.post(path, {**SAID, "tree_size": size, **typed})


def text(page: Any) -> str:
    return str(page.content.decode())


def made(official: Official) -> Claim:
    claims = state_of(official.election).claims
    return claims[max(claims)]  # type: ignore[no-any-return]


def test_an_estimate_is_written_and_its_verdict_shown(agent: Official) -> None:
    shares = {"share.to1": "48,5", "share.to2": "20-25", "votes.to3": "1 200"}
    page = agent.sign(claim(agent, "estimate", **shares))
    assert page.status_code == 200
    found = made(agent)
    assert found.shares == {"to1": Fraction(97, 200)}
    assert found.ranges == {"to2": ShareRange(Fraction(1, 5), Fraction(1, 4))}
    assert found.votes == {"to3": 1200}
    # Hours are typed in the election's zone.
    assert found.said_at == "2023-01-12T21:20:00Z"
    assert 'class="claim"' not in text(page)
    publish(agent.election)
    assert 'class="verdict' in text(agent.get(DESK + "claims"))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("counted", {"votes.to1": "13", "ballots": "35"}),
        ("rank", {"option": "to1", "rank": "1"}),
        ("rank", {"order": "to1 > to2"}),
        ("majority", {"option": "to1"}),
        ("turnout", {"share": "61.2"}),
        ("coverage", {"share": "30", "share_of": "units"}),
    ],
)
def test_every_kind_has_its_form(agent: Official, kind: str, typed: dict[str, str]) -> None:
    assert agent.sign(claim(agent, kind, **typed)).status_code == 200
    assert made(agent).claim == kind


def test_all_faults_are_told_beside_their_fields(agent: Official) -> None:
    page = claim(agent, "estimate", **{"share.to1": "many", "said_by": "", "said_at": "soon"})
    assert page.status_code == 422
    for name in ("share.to1", "said_by", "said_at"):
        assert f'aria-describedby="fault-{name}"' in text(page)
        assert f'id="fault-{name}"' in text(page)
    assert 'value="many"' in text(page)


def test_the_boards_own_rules_are_told_in_the_form(agent: Official) -> None:
    future = claim(agent, "rank", option="to1", rank="1", tree_size="9999")
    assert future.status_code == 422
    assert "fault-tree_size" in text(future)
    late = claim(agent, "rank", option="to1", rank="1", said_at="2023-01-13T10:00")
    assert "fault-said_at" in text(late)
    assert claim(agent, "rank", option="to1").status_code == 422
    assert claim(agent, "majority", option="to1", source="javascript:x").status_code == 422
    assert claim(agent, "majority", option="to1", said_by="x" * 999).status_code == 422


def test_a_camp_claims_for_itself_only(agent: Official) -> None:
    assert claim(agent, "majority", option="to1", camp="to2").status_code == 422
    assert not state_of(agent.election).claims


def test_only_the_own_camp_answers_a_claim(
    office: Office, agent: Official, sim: Simulation
) -> None:
    said = Claim(
        "text", "majority", "2023-01-12T21:00:00Z", "somebody", "to1", "not-asked", 5, option="to1"
    )
    index = sim.act(make_claim, "commission@chair", said).index
    publish(agent.election)
    rival = office.person("a2@example.org", agent.election, "agent@to2")
    assert f"claims/{index}/answer" in text(agent.get(DESK + "claims"))
    assert f"claims/{index}/answer" not in text(rival.get(DESK + "claims"))
    refused = rival.post(f"{DESK}claims/{index}/answer", {"answer": "no"})
    assert refused.status_code == 409
    assert "claim.camp" in text(refused)
    assert agent.post(f"{DESK}claims/{index}/answer", {"answer": "maybe"}).status_code == 422
    agent.sign(agent.post(f"{DESK}claims/{index}/answer", {"answer": "no"}))
    assert dict(state_of(agent.election).answers) == {index: "no"}
    publish(agent.election)
    assert f"claims/{index}/answer" not in text(agent.get(DESK + "claims"))


def test_a_claim_that_is_not_published_is_unknown(agent: Official, sim: Simulation) -> None:
    said = Claim(
        "text", "majority", "2023-01-12T21:00:00Z", "somebody", "to1", "not-asked", 5, option="to1"
    )
    index = sim.act(make_claim, "commission@chair", said).index
    page = agent.post(f"{DESK}claims/{index}/answer", {"answer": "no"})
    assert "claim.unknown" in text(page)


def test_a_dispute_is_filed_from_the_comparisons_link(agent: Official) -> None:
    form = agent.get(DESK + "disputes/new", contest="text", unit="75-001")
    assert 'value="75-001"' in text(form)
    assert "Credentials leaked" not in text(form)
    typed = {
        "contest": "text",
        "unit": "75-001",
        "ground": "wrong-count",
        "camp": "to1",
        "account": "Read aloud: 42.\r\nWritten: 12.",
    }
    page = agent.sign(agent.post(DESK + "disputes/new", typed))
    assert page.status_code == 200
    ((name, found),) = state_of(agent.election).disputes.items()
    assert (found.unit, found.ground, found.by) == ("75-001", "wrong-count", "agent@to1")
    publish(agent.election)
    assert f'id="d-{name}"' in text(agent.get(DESK + "disputes"))


def test_what_is_wrong_with_a_dispute_is_told_at_once(agent: Official) -> None:
    typed = {"contest": "x", "unit": "99", "ground": "leaks", "camp": "to2", "account": ""}
    page = agent.post(DESK + "disputes/new", typed)
    assert page.status_code == 422
    for name in typed:
        assert f'id="fault-{name}"' in text(page) or name == "camp"
    silent = {**typed, "contest": "text", "unit": "75-002", "ground": "wrong-count"}
    page = agent.post(DESK + "disputes/new", {**silent, "camp": "to1", "account": "Late."})
    assert page.status_code == 422
    assert 'id="fault-unit"' in text(page)
    assert not state_of(agent.election).disputes


def test_an_agent_reports_an_incident(agent: Official) -> None:
    typed = {"unit": "75-001", "type": "box", "camp": "to1", "account": "The box was open."}
    page = agent.sign(agent.post(DESK + "incidents/new", typed))
    assert page.status_code == 200
    assert state_of(agent.election).incidents == 1
    publish(agent.election)
    register = text(agent.get(DESK + "incidents"))
    assert "<tbody>" in register
    assert "The box was open." not in register
    assert agent.post(DESK + "incidents/new", {**typed, "type": "fun"}).status_code == 422
    assert agent.post(DESK + "incidents/new", {**typed, "account": "x" * 4001}).status_code == 422


def test_a_claim_of_a_section_is_led_to_a_dispute(agent: Official) -> None:
    page = text(agent.get(DESK + "claims/new", contest="text", unit="75-001"))
    assert "disputes/new?contest=text&amp;unit=75-001" in page
    assert '<option value="75" selected>' in page
