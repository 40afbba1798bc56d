"""Disputes ruled by quorum, corrections and excuses, incidents, and texts that are erased."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.commission import Commission, page_text
from tests.support.disputed import REASON, SEEN, counted_round
from tests.support.office import Office
from tests.support.pools import PooledSimulation
from tests.support.simulator import Simulation

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.adapters.sql_store import SqlStore
from suffrage.conduct.standing import total_now
from suffrage.count.unit_state import Annulled, Approved, Excused, Received
from suffrage.office.boards import the_database
from suffrage.office.models import Grant, Motion, MotionVote, Proposal

pytestmark = pytest.mark.long


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T22:00:00Z")
        yield one


@pytest.fixture
def disputed(office: Office) -> tuple[Simulation, Commission]:
    """75-001 is disputed on a ground that annuls; an incident was reported there."""
    simulation = counted_round()
    return simulation, Commission(office, office.election(simulation))


def _ruled(members: Commission, dispute: str, effect: str) -> object:
    return members.chair.post(members.path(f"disputes/{dispute}/rule"), {"effect": effect})


def test_the_page_of_a_dispute_shows_ground_account_sheet_and_effect(
    disputed: tuple[Simulation, Commission],
) -> None:
    _, members = disputed
    assert "d-3" in page_text(members.chair.get(members.path("disputes")))
    page = page_text(members.chair.get(members.path("disputes/d-3")))
    assert SEEN in page
    assert "Early ballots" in page
    assert 'value="annul-unit"' in page
    assert 'value="correct-sheet"' not in page
    assert members.chair.get(members.path("disputes/none")).status_code == 404


def test_a_ruling_with_a_minority_and_a_walk_out_changes_the_totals(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    before = total_now(simulation.state, "text").valid
    page = _ruled(members, "d-3", "annul-unit")
    done = members.carry(page, {"to1": REASON}, to1="against", to2="walked-out")
    assert done.status_code == 200
    state = simulation.state
    assert isinstance(state.unit("text", "75-001"), Annulled)
    assert total_now(state, "text").valid < before
    told = page_text(members.chair.get(members.path("disputes/d-3")))
    assert REASON in told
    assert "walked out" in told
    motion = page_text(members.chair.get(f"/desk/{members.slug}/motions/{Motion.objects.get().pk}"))
    assert REASON in motion
    assert "Carried" in motion


def test_a_ruling_that_is_defeated_or_without_quorum_changes_nothing(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    page = _ruled(members, "d-3", "annul-unit")
    members.decide(page, {"dean": REASON}, dean="against", to1="against", to2="abstained")
    told = page_text(members.chair.get(page.wsgi_request.path))  # type: ignore[attr-defined]
    assert "Defeated" in told
    again = _ruled(members, "d-3", "annul-unit")
    assert "Sitting 2" in page_text(again)
    members.decide(again, to1="walked-out", to2="absent")
    outcomes = [one.outcome for one in simulation.state.decisions.values()]
    assert outcomes[-2:] == ["defeated", "no-quorum"]
    assert simulation.state.disputes["d-3"].status == "open"


def test_a_motion_says_who_has_not_voted_and_whose_key_is_not_in_office(
    disputed: tuple[Simulation, Commission], office: Office
) -> None:
    _, members = disputed
    page = _ruled(members, "d-3", "rejected")
    address = page.wsgi_request.path  # type: ignore[attr-defined]
    assert "chair, dean, to1, to2" in page_text(page)
    members.chair.vote(members.chair.get(address), "chair")
    assert "dean, to1, to2" in page_text(members.chair.get(address))
    assert "chair, dean" not in page_text(members.chair.get(address))
    agent = office.person("agent@example.org", members.chair.election, "agent@to1")
    assert "data-vote" not in page_text(agent.get(address))
    assert '<dt>Dispute</dt><dd data-path="dispute">d-3 (' in page_text(agent.get(address))
    assert "not the one in office" not in page_text(members.chair.get(address))
    Grant.objects.filter(role="commission@chair").update(key="ab" * 32)
    assert "not the one in office" in page_text(members.chair.get(address))


def test_an_effect_that_the_ground_does_not_have_is_refused(
    disputed: tuple[Simulation, Commission],
) -> None:
    _, members = disputed
    address = members.path("disputes/d-3/rule")
    assert members.chair.post(address, {"effect": "correct-sheet"}).status_code == 409
    assert members.chair.post(address, {"effect": "halved"}).status_code == 422
    assert not Motion.objects.exists()


def test_an_ordered_correction_is_entered_twice_by_two_members(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    said = {"contest": "text", "unit": "13-001", "ground": "wrong-count", "account": "42, not 12"}
    simulation.act(file_dispute, "agent@to2", dispute="d-4", **said)
    form = members.path("disputes/d-4/correct")
    right = simulation.sheet("13-001")
    typed = {
        "signatures": right.signatures, "proxies": 0, "ballots": right.ballots,
        "blank": right.blank, "void.torn": 1, "valid": right.valid,
        **{f"votes.{option}": number for option, number in right.votes.items()},
    }  # fmt: skip
    typed["votes.to1"] += 2
    typed["votes.to2"] -= 2
    # Before the ruling nobody corrects anything here.
    assert members.chair.post(form, typed).status_code == 422
    assert members.carry(_ruled(members, "d-4", "correct-sheet")).status_code == 200
    assert "Correct a tally sheet" in page_text(members.chair.get(members.path("disputes/d-4")))
    wrong = members.chair.post(form, {**typed, "ballots": 1, "proxies": "two"})
    assert wrong.status_code == 422
    assert 'aria-describedby="fault-proxies"' in page_text(wrong)
    wrong = members.chair.post(form, {**typed, "ballots": 1})
    assert 'aria-describedby="fault-ballots"' in page_text(wrong)
    members.chair.sign(members.chair.post(form, typed))
    now = simulation.state.unit("text", "13-001")
    assert isinstance(now, Received)
    assert now.sheet.votes["to1"] == typed["votes.to1"]
    second = members.path("disputes/d-4/second")
    assert str(typed["votes.to1"]) not in page_text(members.chair.get(second)).partition("<form")[2]
    assert members.chair.post(second, typed).status_code == 422
    dean = members.members["dean"]
    assert dean.post(second, {**typed, "signatures": 1}).status_code == 422
    dean.sign(dean.post(second, typed))
    assert isinstance(simulation.state.unit("text", "13-001"), Approved)
    assert simulation.state.disputes["d-4"].status == "upheld"


def test_the_commission_excuses_a_section_and_approves_a_sheet(office: Office) -> None:
    simulation = Simulation().to_the_count().count_all(but=["13-001", "13-002"])
    simulation.receive("13-001")
    members = Commission(office, office.election(simulation))
    unit = page_text(members.chair.get(members.path("night/unit/13-001")))
    assert "rulings/sheet/text/13-001" in unit
    page = members.chair.post(members.path("rulings/sheet/text/13-001"))
    assert members.carry(page).status_code == 200
    assert isinstance(simulation.state.unit("text", "13-001"), Approved)
    excuse = members.path("rulings/excuse/1/13-002")
    assert members.chair.post(excuse, {"reason": "rain"}).status_code == 422
    assert members.carry(members.chair.post(excuse, {"reason": "lost"})).status_code == 200
    assert simulation.state.unit("text", "13-002") == Excused("lost")


def test_pools_are_summed_from_openings_that_nobody_keeps(office: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    simulation = PooledSimulation().to_the_count()
    simulation.count_public().count_hidden()
    members = Commission(office, office.election(simulation))
    assert "small-75-1" in page_text(members.chair.get(members.path("pools")))
    files = [
        SimpleUploadedFile(f"{unit}.json", data) for (_, unit), data in simulation.openings.items()
    ]
    said = {"contest": "text", "pool": "small-1", "what": "sum", "openings": files[:2]}
    assert members.chair.post(members.path("pools/settle"), said).status_code == 422
    for one in files:
        one.seek(0)
    page = members.chair.post(members.path("pools/settle"), {**said, "openings": files})
    assert members.chair.sign(page).status_code == 200
    assert ("text", "small-1") in simulation.state.pools
    kept = b"".join(bytes(one.payload or b"") for one in Proposal.objects.all())
    assert b"suffrage-opening" not in kept


def test_an_incident_is_reported_and_its_text_erased_everywhere(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    form = members.path("incidents/report")
    bad = members.chair.post(form, {"unit": "99", "type": "fire", "account": ""})
    assert bad.status_code == 422
    for name in ("unit", "type", "account"):
        assert f"fault-{name}" in page_text(bad)
    said = {"unit": "75-001", "type": "disturbance", "account": "Mrs N. shouted at 20:10."}
    members.chair.sign(members.chair.post(form, said))
    register = members.path("incidents")
    page = page_text(members.chair.get(register))
    assert "Mrs N. shouted" in page
    assert "A box was moved" in page
    assert "Mrs N. shouted" in page_text(members.chair.get(members.path("night/unit/75-001")))
    blob = next(d for _, d, data in simulation.store.blobs(0) if b"Mrs N." in data)
    erase = members.path("texts/erase")
    assert members.chair.post(erase, {"blob": blob, "why": "because"}).status_code == 422
    members.chair.sign(members.chair.post(erase, {"blob": blob, "why": "personal-data"}))
    assert blob in simulation.state.erased
    page = page_text(members.chair.get(register))
    assert "Mrs N." not in page
    assert "it names or shows a person" in page
    assert "Mrs N." not in page_text(members.chair.get(members.path("night/unit/75-001")))
    assert SqlStore(the_database(), members.slug).blob(blob) is None
    kept = b"".join(bytes(one.payload or b"") for one in Proposal.objects.all())
    assert b"Mrs N." not in kept
    assert members.chair.post(erase, {"blob": blob, "why": "mistake"}).status_code == 409


def test_a_members_reason_is_erased_from_the_motion_as_well(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    page = _ruled(members, "d-3", "annul-unit")
    members.carry(page, {"to1": REASON}, to1="against", to2="absent")
    blob = next(d for _, d, data in simulation.store.blobs(0) if data == REASON.encode())
    said = {"blob": blob, "why": "insult"}
    members.chair.sign(members.chair.post(members.path("texts/erase"), said))
    for address in ("disputes/d-3", "night/unit/75-001"):
        assert REASON not in page_text(members.chair.get(members.path(address)))
    motion = members.chair.get(f"/desk/{members.slug}/motions/{Motion.objects.get().pk}")
    assert REASON not in page_text(motion)
    assert not MotionVote.objects.exclude(reason="").exists()
    assert not any(REASON.encode().hex() in one.texts for one in Proposal.objects.all())


def test_figures_are_never_erased(disputed: tuple[Simulation, Commission]) -> None:
    simulation, members = disputed
    now = simulation.state.unit("text", "75-002")
    assert isinstance(now, Approved)
    said = {"blob": now.payload, "why": "mistake"}
    assert members.chair.post(members.path("texts/erase"), said).status_code == 409


def test_a_units_history_has_every_record_and_who_signed_it(
    disputed: tuple[Simulation, Commission],
) -> None:
    simulation, members = disputed
    members.carry(_ruled(members, "d-3", "annul-unit"), {"to1": REASON}, to1="against")
    page = page_text(members.chair.get(members.path("night/unit/75-001")))
    for said in (
        "Appoint officers", "Report an incident", "Receive a tally sheet", "Approve a tally sheet",
        "File a dispute", "Record a decision of the commission", "Rule on a dispute", REASON,
        "Signed by an agent of Text 1", "dispute.filed/1",
    ):  # fmt: skip
        assert said in page, said
    assert "75-002" not in page.partition("<main")[2]
    assert members.chair.get(members.path("night/unit/75")).status_code == 404
    assert simulation.state.disputes["d-3"].status == "upheld"
