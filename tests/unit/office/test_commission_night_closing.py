"""Announcement, certificate, lots, bodies, ratification and the closed board, page by page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.commission import Commission, page_text, publish_checkpoint, unpublish
from tests.support.definitions import plain_six_sections
from tests.support.disputed import REASON, counted_round, disputed_round
from tests.support.exported import one_round
from tests.support.office import Office
from tests.support.simulator import Simulation

from suffrage.acts.disputes.rule_dispute import rule_dispute
from suffrage.conduct.results import figures_now
from suffrage.model.definition import from_plain
from suffrage.office.models import Motion
from suffrage.office.publishing.publisher import public_folder
from suffrage.site.exports.minutes_files import minutes_path
from suffrage.tlog.note import format_note, parse_note

pytestmark = pytest.mark.long


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-13T08:00:00Z")
        yield one
    unpublish("congress")


def _counted(office: Office) -> tuple[Simulation, Commission]:
    simulation = Simulation(one_round()).to_the_count().count_all()
    return simulation, Commission(office, office.election(simulation))


def _certified(office: Office) -> tuple[Simulation, Commission]:
    simulation, members = _counted(office)
    members.chair.sign(members.chair.post(members.path("result/text/announce")))
    publish_checkpoint(simulation)
    page = members.chair.post(members.path("result/text/certify"))
    members.carry(page, {"to1": "Too early."}, to1="against", to2="walked-out")
    return simulation, members


def test_a_result_is_announced_once_every_section_has_reported(office: Office) -> None:
    simulation = Simulation(one_round()).to_the_count().count_all(but=["75-001"])
    members = Commission(office, office.election(simulation))
    page = page_text(members.chair.get(members.path("result/text")))
    assert "No result yet" in page
    assert "1 sections have not reported" in page
    assert members.chair.post(members.path("result/text/announce")).status_code == 409
    simulation.receive("75-001")
    page = page_text(members.chair.get(members.path("result/text")))
    assert "Qualified:" in page
    members.chair.sign(members.chair.post(members.path("result/text/announce")))
    assert "text" in simulation.state.announced
    assert "The result is announced" in page_text(members.chair.get(members.path("result/text")))


def test_open_disputes_are_set_against_the_announced_figures(office: Office) -> None:
    members = Commission(office, office.election(counted_round()))
    page = page_text(members.chair.get(members.path("result/text")))
    assert "Who wins, or goes on to the second round" in page
    assert "Without disputed" in page


def test_what_changed_since_the_announcement_is_shown(office: Office) -> None:
    simulation = counted_round()
    members = Commission(office, office.election(simulation))
    members.chair.sign(members.chair.post(members.path("result/text/announce")))
    valid = simulation.state.announced["text"].valid
    address = members.path("result/text")
    assert "changed since the announcement" not in page_text(members.chair.get(address))
    simulation.decided(rule_dispute, dispute="d-3", effect="annul-unit")
    page = page_text(members.chair.get(address))
    assert "changed since the announcement" in page
    now = figures_now(simulation.state, "text").valid
    assert f'Valid votes</th><td class="n">{valid}</td><td class="n">{now}</td>' in page


def test_no_certificate_while_a_unit_is_awaited(office: Office) -> None:
    simulation = Simulation(one_round()).to_the_count().count_all(but=["75-001"])
    members = Commission(office, office.election(simulation))
    publish_checkpoint(simulation)
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "Silent sections: 1" in page
    assert "/certify" not in page
    assert members.chair.post(members.path("result/text/certify")).status_code == 409
    assert not Motion.objects.exists()


def test_no_certificate_below_the_quorum_of_witnesses(office: Office) -> None:
    simulation, members = _counted(office)
    assert members.chair.post(members.path("result/text/certify")).status_code == 409
    _publish_without(simulation, "to2")
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "1 of the 2 needed. Lacking: to2" in page
    assert "/certify" not in page
    assert members.chair.post(members.path("result/text/certify")).status_code == 422
    publish_checkpoint(simulation)
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "/certify" in page
    assert "to1, to2" in page


def test_no_certificate_on_a_checkpoint_older_than_the_last_change(office: Office) -> None:
    simulation = Simulation(one_round()).to_the_count().count_all(but=["75-001"])
    members = Commission(office, office.election(simulation))
    publish_checkpoint(simulation)
    simulation.receive("75-001")
    simulation.approve("75-001")
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "is older than the last change" in page
    assert members.chair.post(members.path("result/text/certify")).status_code == 409


def test_an_altered_checkpoint_stands_in_the_way(office: Office) -> None:
    simulation, members = _counted(office)
    publish_checkpoint(simulation)
    file = public_folder("congress") / "log" / "checkpoint"
    file.write_bytes(file.read_bytes().replace(b"congress\n", b"congrezz\n", 1))
    page = members.chair.get(members.path("result/text/certificate"))
    assert page.status_code == 200
    assert "/certify" not in page_text(page)
    assert members.chair.post(members.path("result/text/certify")).status_code == 422


def test_the_certificate_says_exactly_what_is_certified(office: Office) -> None:
    simulation, members = _certified(office)
    result = simulation.state.certified["text"]
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    for said in (
        "Qualified: Text", f">{result.valid}<", simulation.definition.digest, "to1, to2",
        "Too early.", "walked out", simulation.definition.origin, "Nothing stands in the way",
    )[:-1]:  # fmt: skip
        assert said in page, said
    for votes in result.votes.values():
        assert f">{votes}<" in page
    note = parse_note((public_folder("congress") / "log" / "checkpoint").read_bytes())
    assert note.text.decode().splitlines()[2].replace("+", "&#43;") in page.replace("+", "&#43;")


def test_the_certificate_names_the_sections_set_aside_and_the_disputes(office: Office) -> None:
    members = Commission(office, office.election(disputed_round()))
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "annulled the vote of this section. (Early ballots)" in page
    assert "Upheld" in page
    assert REASON not in page


def test_a_certificate_whose_figures_changed_says_that_it_does_not_hold(office: Office) -> None:
    simulation, members = _certified(office)
    said = {"contest": "text", "unit": "75-001", "ground": "early-ballots", "account": "seen"}
    from suffrage.acts.disputes.file_dispute import file_dispute  # noqa: PLC0415

    simulation.act(file_dispute, "agent@to1", dispute="d-9", **said)
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "does not hold at present" in page
    assert "Open disputes: 1 (d-9)" in page
    simulation.decided(rule_dispute, dispute="d-9", effect="annul-unit")
    page = page_text(members.chair.get(members.path("result/text/certificate")))
    assert "does not hold at present" in page
    assert "annulled: 1" in page


def test_the_congress_ratifies_and_nobody_else(office: Office) -> None:
    simulation, members = _certified(office)
    congress = office.person("congress@example.org", members.chair.election, "congress@delegates")
    assert members.chair.get(members.path("ratification")).status_code == 403
    form = members.path("result/text/ratify")
    counts = {"delegates": 100, "votes_for": 60, "votes_against": 30, "abstained": 10}
    assert members.chair.post(form, counts).status_code == 403
    assert congress.get(members.path("night")).status_code == 403
    assert "ratify" in page_text(congress.get(members.path("ratification")))
    bad = congress.post(form, {**counts, "votes_for": "most"})
    assert bad.status_code == 422
    assert 'aria-describedby="fault-votes_for"' in page_text(bad)
    assert congress.post(form, {**counts, "delegates": 50}).status_code == 422
    assert congress.post(form, {**counts, "votes_for": 30}).status_code == 422
    assert congress.sign(congress.post(form, counts)).status_code == 200
    assert "text" in simulation.state.ratified
    page = page_text(members.chair.get(members.path("night")))
    assert "ratified" in page


def test_the_printed_minutes_are_linked_once_they_are_published(office: Office) -> None:
    _, members = _certified(office)
    address = members.path("result/text")
    assert "-minutes." not in page_text(members.chair.get(address))
    file = public_folder("congress") / minutes_path("text", "fr")
    file.parent.mkdir(parents=True)
    file.write_bytes(b"%PDF")
    for rest in (address, address + "/certificate"):
        assert "/e/congress/site/data/text-minutes.fr.pdf" in page_text(members.chair.get(rest))


def test_bodies_are_seated_and_the_board_is_closed(office: Office) -> None:
    simulation, members = _certified(office)
    closing = page_text(members.chair.get(members.path("closing")))
    assert "closing/body/council" in closing
    members.chair.sign(members.chair.post(members.path("closing/body/council")))
    assert "council" in simulation.state.seated
    assert "have been recorded" in page_text(members.chair.get(members.path("closing")))
    assert members.carry(members.chair.post(members.path("closing/board"))).status_code == 200
    assert simulation.state.phase == "closed"
    assert "The board is closed" in page_text(members.chair.get(members.path("closing")))
    for rest in ("night", "polls", "disputes", "incidents", "result/text", "night/unit/75-001"):
        assert members.chair.get(members.path(rest)).status_code == 200


def test_dice_thrown_in_public_end_a_tie(office: Office) -> None:
    simulation = _tied()
    members = Commission(office, office.election(simulation))
    assert "A tie waits for dice" in page_text(members.chair.get(members.path("night")))
    assert 'value="contest:text"' in page_text(members.chair.get(members.path("closing")))
    said = {"subject": "contest:text", "dice": "6 5 4 3"}
    assert members.chair.post(members.path("rulings/lot"), said).status_code == 422
    said["dice"] = "6543 2165 4321 6543 2165"
    assert members.carry(members.chair.post(members.path("rulings/lot"), said)).status_code == 200
    assert simulation.state.lots["contest:text"].seed == "65432165432165432165"
    assert "A tie waits for dice" not in page_text(members.chair.get(members.path("night")))


@pytest.mark.parametrize("rest", ["result/none", "result/none/certificate", "night/unit/none"])
def test_what_is_not_there_is_not_found(office: Office, rest: str) -> None:
    _, members = _counted(office)
    assert members.chair.get(members.path(rest)).status_code == 404


def _publish_without(simulation: Simulation, camp: str) -> None:
    """The checkpoint without the cosignature of one camp's witness."""
    publish_checkpoint(simulation)
    file = public_folder("congress") / "log" / "checkpoint"
    note = parse_note(file.read_bytes())
    lines = [line for line in note.lines if camp not in line.name]
    file.write_bytes(format_note(note.text, lines))


def _tied() -> Simulation:
    """Two texts with as many votes each, a place for one, and only dice to part them."""
    plain: dict[str, Any] = plain_six_sections()
    plain["contests"] = plain["contests"][:1]
    plain["contests"][0]["rule"] = {"name": "plurality", "tie": ["lot"]}
    simulation = Simulation(from_plain(plain)).to_the_count()
    votes = {"to1": 9, "to2": 9, "to3": 4}
    changed: dict[str, Any] = {"votes": votes, "valid": 22, "ballots": 24, "signatures": 24}
    for unit in simulation.definition.tree.sections:
        simulation.receive(unit.id, **changed)
        simulation.approve(unit.id, **changed)
    return simulation
