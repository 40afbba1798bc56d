"""The JSON interface tells the published board, and its description is kept current."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver
from tests.support.office import Office, Official
from tests.support.published import publish
from tests.support.simulator import Simulation

from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.office.api.interface import openapi
from suffrage.office.api.tokens import make_token

ROOT = Path(__file__).resolve().parents[3]


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
    return office.person("o@example.org", office.election(sim), "observer")


class Reading:
    """Asks as one program with one token."""

    def __init__(self, official: Official) -> None:
        self.client = official.client
        self.client.logout()
        made = make_token(
            official.election, official.person, "observer", "reader", may_submit=False
        )
        self.headers = {"authorization": f"Bearer {made[0]}", "accept-language": "en"}

    def __call__(self, path: str, **query: Any) -> Any:
        address = f"/api/elections/congress{path}"
        return self.client.get(address, query, headers=self.headers)


def test_nothing_is_told_before_it_is_published(agent: Official, sim: Simulation) -> None:
    read = Reading(agent)
    assert read("").json()["size"] == 0
    assert read("/sheets").json() == {"size": 0, "sheets": [], "next": 0}
    assert read("/units", contest="text").json()["code"] == "contest.unknown"
    size = publish(agent.election)
    sim.receive("75-001")
    told = read("/sheets", since=size).json()
    assert told == {"size": size, "sheets": [], "next": size}
    states = {u["unit"]: u["state"] for u in read("/units", contest="text").json()["units"]}
    assert states["75-001"] == "awaited"
    publish(agent.election)
    (sheet,) = read("/sheets", since=told["next"]).json()["sheets"]
    assert sheet["unit"] == "75-001"
    assert sheet["figures"] == {
        "registered": 81, "signatures": 35, "ballots": 35, "blank": 1, "void": 1, "valid": 33,
        "votes": {"to3": 9, "to2": 11, "to1": 13},
    }  # fmt: skip


def test_sheets_come_page_by_page(agent: Official, sim: Simulation) -> None:
    size = sim.state.size
    for unit in ("75-001", "75-002", "75-003"):
        sim.receive(unit)
    publish(agent.election)
    read = Reading(agent)
    first = read("/sheets", since=size, limit=2).json()
    rest = read("/sheets", since=first["next"], limit=2).json()
    units = [one["unit"] for one in first["sheets"] + rest["sheets"]]
    assert units == ["75-001", "75-002", "75-003"]
    assert rest["next"] == rest["size"]


def test_units_come_page_by_page_in_their_order(agent: Official) -> None:
    publish(agent.election)
    read = Reading(agent)
    first = read("/units", contest="text", limit=4).json()
    rest = read("/units", contest="text", after=first["next"], limit=4).json()
    ids = [one["unit"] for one in first["units"] + rest["units"]]
    assert ids == ["13-001", "13-002", "13-003", "75-001", "75-002", "75-003"]
    assert rest["next"] == ""


def test_a_unit_has_its_history(agent: Official, sim: Simulation) -> None:
    sim.receive("75-001")
    sim.approve("75-001")
    publish(agent.election)
    read = Reading(agent)
    told = read("/units/75-001", contest="text").json()
    assert told["unit"]["state"] == "approved"
    assert [one["kind"] for one in told["records"]][-2:] == ["sheet.received/1", "sheet.approved/1"]
    assert told["records"][-2]["sheet"]["votes"] == {"to1": 13, "to2": 11, "to3": 9}
    assert read("/units/99-001", contest="text").json()["code"] == "unit.unknown"


def test_roll_changes_are_numbers_and_a_ground(office: Office) -> None:
    sim = Simulation().convene().fix_rules()
    sim.act(amend_roll, "federation@75", "75-001", added=1, removed=0, ground="late-dues")
    observer = office.person("o@example.org", office.election(sim), "observer")
    publish(observer.election)
    (change,) = Reading(observer)("/roll-changes").json()["changes"]
    assert change["head"] == {"unit": "75-001", "added": 1, "removed": 0, "ground": "late-dues"}


def test_the_board_says_plainly_what_is_below_the_quorum(agent: Official) -> None:
    size = publish(agent.election, cosigned=["to1"], last={"to1": 9})
    told = Reading(agent)("/board").json()
    assert told["size"] == size
    assert (told["quorum"], told["cosigned"], told["below_quorum"]) == (2, ["to1"], True)
    assert [(one["camp"], one["last"]) for one in told["witnesses"]] == [("to1", 9), ("to2", 0)]


def test_faults_have_one_shape(agent: Official) -> None:
    publish(agent.election)
    read = Reading(agent)
    for path, query, code, field, status in (
        ("/units", {}, "api.field", "contest", 422),
        ("/units", {"contest": "none"}, "contest.unknown", "contest", 409),
        ("/sheets", {"limit": "-1"}, "api.field", "limit", 422),
        ("/nothing", {}, None, None, 404),
    ):
        answer = read(path, **query)
        assert answer.status_code == status, path
        if code:
            told = answer.json()
            assert (told["code"], told["field"]) == (code, field)
            assert told["sentence"].endswith(".")


def test_every_view_of_the_interface_carries_its_action() -> None:
    (resolver,) = (one for one in get_resolver().url_patterns if str(one.pattern) == "api/")
    patterns: list[Any] = resolver.url_patterns  # type: ignore[union-attr]
    without = {one.name for one in patterns if not hasattr(one.callback, "action")}
    assert without == {"openapi-json"}
    assert len(patterns) > 8


def test_the_description_is_the_one_in_the_reference(agent: Official) -> None:
    kept = json.loads((ROOT / "docs/reference/openapi.json").read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(openapi()))
    assert agent.client.get("/api/openapi.json").json() == kept
    assert agent.client.get("/api/docs").status_code == 404


def test_every_path_and_field_of_the_description_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
    for path in openapi()["paths"]:
        assert f"`{path.removeprefix('/api')}`" in page, path
