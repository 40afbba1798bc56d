"""The night board: counts by federation and state, what blocks the certificate, and its weight."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.commission import Commission, page_text, publish_checkpoint, unpublish
from tests.support.contested import contested_night
from tests.support.definitions import plain_six_sections
from tests.support.office import Office
from tests.support.refusals import refused
from tests.support.simulator import Simulation, seed_of
from tests.support.work import calls

from suffrage.acts.closing.certify_result import certify_result
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.commit_roll import commit_roll
from suffrage.acts.opening.convene import convene
from suffrage.acts.opening.extend_hours import extend_hours
from suffrage.acts.paper.open_section import open_section
from suffrage.acts.paper.report_turnout import report_turnout
from suffrage.board.signature import key_of
from suffrage.conduct.step import foresee
from suffrage.errors import SuffrageError
from suffrage.model.definition import from_plain
from suffrage.office.desks.commission.night_checkpoint import public_checkpoint
from suffrage.office.desks.commission.night_obstacles import obstacles
from suffrage.office.desks.commission.night_stages import by_federation, night_units

pytestmark = pytest.mark.long


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        yield one
    unpublish("congress")


def _codes(simulation: Simulation, instance: str = "text") -> set[str]:
    state = simulation.state
    checkpoint = public_checkpoint("congress", state)
    return {one.code for one in obstacles(state, instance, checkpoint, simulation.now())}


def test_every_section_is_at_one_stage_and_federations_add_up() -> None:
    state = contested_night().state
    units = night_units(state, "text")
    stages = {one.unit.id: one.stage for one in units}
    assert stages["13-001"] == "received"
    assert stages["75-001"] == "annulled"
    assert stages["75-002"] == "reserved"
    assert stages["75-003"] == "excused"
    assert stages["75-004"] == "pooled"
    assert stages["13-003"] == "silent"
    assert {one.unit.id for one in units if one.disputed} == {"13-001"}
    rows = {row.federation: row for row in by_federation(units)}
    assert all(sum(row.counts.values()) == row.sections for row in rows.values())
    assert rows["13"].disputed == 1


def test_a_silent_section_opens_then_reports_signatures() -> None:
    simulation = Simulation().convene().fix_rules()

    def stage() -> str:
        found = night_units(simulation.state, "text")
        return next(one.stage for one in found if one.unit.id == "75-001")

    assert stage() == "before"
    simulation.open_polls()
    assert stage() == "silent"
    simulation.act(open_section, "secretary@75-001", round_=1, unit="75-001")
    assert stage() == "opened"
    simulation.close_polls()
    simulation.act(report_turnout, "secretary@75-001", round_=1, unit="75-001", signatures=20)
    assert stage() == "signed"


@pytest.mark.usefixtures("office")
def test_all_obstacles_are_told_at_once() -> None:
    assert _codes(contested_night()) == {
        "commission.blocks.silent",
        "commission.blocks.received",
        "commission.blocks.reserved",
        "commission.blocks.disputes",
    }


@pytest.mark.usefixtures("office")
def test_nothing_is_in_the_way_exactly_when_the_board_would_take_the_certificate() -> None:
    simulation = Simulation().to_the_count()
    by, now = "commission@chair", simulation.now

    def would_be_refused() -> bool:
        state = simulation.state
        try:
            draft = certify_result(state, by, now(), "text", checkpoint=simulation.checkpoint())
            foresee(state, draft.record(), draft.body)
        except SuffrageError:
            return True
        return False

    publish_checkpoint(simulation)
    assert _codes(simulation)
    assert would_be_refused()
    simulation.count_all(but=["13-001"])
    publish_checkpoint(simulation)
    assert _codes(simulation) == {"commission.blocks.silent"}
    assert would_be_refused()
    simulation.receive("13-001")
    publish_checkpoint(simulation)
    assert _codes(simulation) == {"commission.blocks.received"}
    assert would_be_refused()
    simulation.approve("13-001")
    assert _codes(simulation) == {"commission.blocks.stale"}
    publish_checkpoint(simulation)
    assert not _codes(simulation)
    assert not would_be_refused()


@pytest.mark.usefixtures("office")
def test_without_a_public_checkpoint_and_before_closing_the_board_says_so() -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    assert _codes(simulation) == {"commission.blocks.polls"}
    simulation.close_polls().count_all()
    assert _codes(simulation) == {"commission.blocks.no-checkpoint"}


@pytest.mark.usefixtures("office")
def test_a_later_round_waits_for_the_certificate_of_the_earlier() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    simulation.to_the_count(2).count_all("first-secretary")
    publish_checkpoint(simulation)
    assert _codes(simulation, "first-secretary") == {"commission.blocks.source"}


def test_the_page_counts_filters_and_links(office: Office) -> None:
    election = office.election(contested_night())
    chair = Commission(office, election).chair
    page = chair.get("/desk/congress/commission/night")
    assert page.status_code == 200
    assert "/commission/night/unit/13-003" in page_text(page)
    assert "/commission/night/unit/75-003" not in page_text(page)
    of_75 = page_text(chair.get("/desk/congress/commission/night", federation="75", state="all"))
    assert "/night/unit/75-003" in of_75
    assert "/night/unit/13-003" not in of_75
    reserved = page_text(chair.get("/desk/congress/commission/night", state="reserved"))
    assert "/night/unit/75-002" in reserved
    assert "/night/unit/13-003" not in reserved


def test_what_is_asked_for_wrongly_shows_the_whole_board(office: Office) -> None:
    chair = Commission(office, office.election(contested_night())).chair
    for query in (
        {"state": "<b>"},
        {"federation": "99"},
        {"contest": "none"},
        {"page": "99999999"},
    ):
        assert chair.get("/desk/congress/commission/night", **query).status_code == 200


def test_an_observer_sees_the_board_and_an_agent_does_not(office: Office) -> None:
    election = office.election(contested_night())
    observer = office.person("observer@example.org", election, "observer@osce")
    agent = office.person("agent@example.org", election, "agent@to1")
    assert observer.get("/desk/congress/commission/night").status_code == 200
    assert agent.get("/desk/congress/commission/night").status_code == 403


def test_a_contest_held_in_every_section_shows_a_few_places_at_a_time(office: Office) -> None:
    plain = plain_six_sections()
    plain["bodies"], plain["contests"] = [], plain["contests"][:1]
    plain["units"] = [{"id": "13"}, {"id": "75"}]
    plain["units"] += [
        {"id": f"{f}-{n:03}", "parent": f, "registered": 60}
        for f in ("13", "75")
        for n in range(30)
    ]
    options = [
        {"id": f"o-{unit['id']}-{n}", "label": f"List {n}", "age_rank": n, "within": unit["id"]}
        for unit in plain["units"][2:]
        for n in (1, 2)
    ]
    plain["contests"][0] |= {"scope": "section", "options": options}
    plain["contests"][0]["rule"] = {"name": "plurality", "tie": ["older"]}
    simulation = Simulation(from_plain(plain)).to_the_count()
    members = Commission(office, office.election(simulation))
    page = page_text(members.chair.get(members.path("night")))
    assert page.count("/certificate") == 40
    assert "Other places of this contest: 20" in page
    page = page_text(members.chair.get(members.path("night"), federation="75"))
    assert page.count("/certificate") == 30
    assert "result/text@75-029/certificate" in page
    first = page_text(members.chair.get(members.path("closing")))
    assert "?page=2" in first
    assert "text@75-029" in page_text(members.chair.get(members.path("closing"), page="2"))
    assert members.chair.get(members.path("result/text@75-029")).status_code == 200


def test_hours_extended_are_said_before_the_polls_may_close(office: Office) -> None:
    simulation = Simulation().convene().fix_rules().open_polls()
    election = office.election(simulation)
    members = Commission(office, election)
    office.at("2023-01-12T20:00:00Z")
    form = members.path("polls/1/extend/75-001")
    assert 'value="2023-01-12T22:00"' in page_text(members.chair.get(form))
    assert members.chair.post(form, {"closes": "soon"}).status_code == 422
    assert members.chair.post(form, {"closes": "2023-01-12T21:30"}).status_code == 422
    page = members.chair.post(form, {"closes": "2023-01-12T22:30"})
    done = members.carry(page)
    assert done.status_code == 200
    assert simulation.state.evening(1).ends["75-001"] == "2023-01-12T21:30:00Z"
    office.at("2023-01-12T21:10:00Z")
    waits = page_text(members.chair.get(members.path("polls")))
    assert "75-001" in waits
    assert "polls/1/close" not in waits
    assert "votes until 12 January 2023, 22:30" in waits
    office.at("2023-01-12T21:30:00Z")
    assert "polls/1/close" in page_text(members.chair.get(members.path("polls")))
    closed = members.chair.sign(members.chair.post(members.path("polls/1/close")))
    assert closed.status_code == 200
    assert simulation.state.evening(1).closed
    with refused("polls.closed-already"):
        simulation.decided(extend_hours, round_=1, unit="75-001", closes="2023-01-12T23:30:00Z")


def test_a_look_never_opens_or_closes_anything(office: Office) -> None:
    simulation = Simulation().convene().fix_rules()
    members = Commission(office, office.election(simulation))
    office.at("2023-01-12T16:00:00Z")
    size = simulation.state.size
    for rest in ("polls/1/open", "polls/1/close", "closing/board", "result/text/announce"):
        assert members.chair.get(members.path(rest)).status_code == 200
    assert simulation.state.size == size


@pytest.mark.parametrize("query", [{}, {"state": "all"}, {"state": "silent", "page": "3"}])
def test_the_board_of_3200_sections_is_light_and_little_work(
    office: Office, query: dict[str, str]
) -> None:
    plain = plain_six_sections()
    plain["units"] = [{"id": f"{f:03}", "name": f"Fédération n° {f}"} for f in range(100)] + [
        {"id": f"{f:03}-{n:03}", "parent": f"{f:03}", "name": f"Section {n}", "registered": 90}
        for f in range(100)
        for n in range(32)
    ]
    simulation = Simulation(from_plain(plain))
    _long_night(simulation)
    chair = Commission(office, office.election(simulation)).chair
    chair.get("/desk/congress/commission/night")
    # What the last look folded serves no more once a record has come.
    simulation.act(report_turnout, "federation@099", round_=1, unit="099-031", signatures=9)
    pages = []
    made = calls(lambda: pages.append(chair.get("/desk/congress/commission/night", **query)))
    assert pages[0].status_code == 200
    assert len(pages[0].content) <= 250_000
    # A hundred a section; it makes about forty-five.
    assert made <= 320_000


def _long_night(simulation: Simulation) -> None:
    """Half of the sections have opened; nobody is appointed for the others."""
    simulation.act(convene, "convener", simulation.definition)
    federations = [f"federation@{f:03}" for f in range(100)]
    appointed = {role: key_of(seed_of(role)) for role in federations}
    simulation.act(appoint_officers, "commission@chair", appointed)
    entitled = {unit.id: unit.registered for unit in simulation.definition.tree.sections}
    simulation.act(commit_roll, "commission@chair", "ab" * 32, entitled)
    simulation.fix_rules().open_polls()
    for number in range(100):
        by = f"federation@{number:03}"
        for n in range(number % 32):
            simulation.act(open_section, by, round_=1, unit=f"{number:03}-{n:03}")
    simulation.close_polls()
    for number in range(100):
        by = f"federation@{number:03}"
        for n in range(number % 4):
            unit = f"{number:03}-{n:03}"
            simulation.act(report_turnout, by, round_=1, unit=unit, signatures=9)
