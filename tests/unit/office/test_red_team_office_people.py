"""Attacks by people who have a role: to act in one that is somebody else's, twice, or too late."""

import pytest
from django.conf import settings
from tests.support.office import Office, Official, state_of
from tests.support.published import publish
from tests.support.simulator import MEMBERS, Simulation

from suffrage.office.models import CampWitness, Grant, Motion, MotionVote


@pytest.fixture
def commission(office: Office) -> dict[str, Official]:
    election = office.election(Simulation().convene())
    return {
        member: office.person(f"{member}@example.org", election, f"commission@{member}")
        for member in MEMBERS
    }


def moved(chair: Official) -> str:
    page = chair.post(f"/desk/{chair.election.slug}/commission/rules/fix")
    return str(page.wsgi_request.path)


def test_a_role_given_to_oneself_withdraws_no_motion_of_its_holder(
    commission: dict[str, Official],
) -> None:
    chair, dean = commission["chair"], commission["dean"]
    said = {"email": "dean@example.org", "role": "commission@chair"}
    assert dean.post(f"/desk/{dean.election.slug}/commission/people/invite", said).status_code < 400
    path = moved(chair)
    assert dean.post(f"{path}/withdraw").status_code == 403
    assert not Motion.objects.get().withdrawn


def test_no_member_shuts_out_an_agent_whose_key_is_in_office(office: Office) -> None:
    election = office.election(Simulation().convene().fix_rules())
    chair = office.person("chair@example.org", election, "commission@chair")
    office.person("agent@example.org", election, "agent@to1")
    grant = Grant.objects.get(role="agent@to1")
    Grant.objects.filter(pk=grant.pk).update(key=state_of(election).keys["agent@to1"])
    path = f"/desk/{election.slug}/commission/people/take-away"
    assert chair.post(path, {"grant": str(grant.pk)}).status_code == 409
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_a_vote_in_a_role_that_has_no_key_is_refused_and_breaks_nothing(
    office: Office, commission: dict[str, Official]
) -> None:
    path, dean = moved(commission["chair"]), commission["dean"]
    election = dean.election
    ghost = office.person("ghost@example.org", election, "commission@ghost")
    ghost.client.raise_request_exception = False
    said = {"member": "ghost", "choice": "for", "reason": "", "signature": "11" * 64}
    assert ghost.post(f"{path}/vote", said).status_code in (403, 409, 422)
    assert not MotionVote.objects.exists()


def test_a_motion_taken_back_meanwhile_is_not_decided(commission: dict[str, Official]) -> None:
    chair, dean = commission["chair"], commission["dean"]
    path = moved(chair)
    for member in MEMBERS:
        commission[member].vote(commission[member].get(path), member)
    Grant.objects.filter(role="commission@chair").update(
        key=state_of(chair.election).keys["commission@chair"]
    )
    waiting = dean.post(f"{path}/record")
    assert chair.post(f"{path}/withdraw").status_code == 200
    assert Motion.objects.get().withdrawn
    assert dean.sign(waiting).status_code == 409
    assert not state_of(chair.election).decisions


def test_a_role_given_to_oneself_speaks_for_no_agent(office: Office) -> None:
    sim = Simulation().to_the_count()
    election = office.election(sim)
    publish(election)
    both = office.person("chair@example.org", election, "commission@chair", "agent@to1")
    url = {"camp": "to1", "url": "https://evil.example"}
    path = f"/desk/{election.slug}/agents/witnesses/address"
    assert both.post(path, url).status_code == 403
    sim.receive("75-001")
    said = {"choice": "refused", "payload": state_of(election).unit("text", "75-001").payload}
    assert both.post(f"/desk/{election.slug}/checks/text/75-001", said).status_code == 403


def test_a_public_office_asks_no_witness_on_its_own_machine(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    election = office.election(Simulation().to_the_count())
    publish(election)
    agent = office.person("a@example.org", election, "agent@to1").hold_keys()
    path = f"/desk/{election.slug}/agents/witnesses/address"
    monkeypatch.setattr(type(settings.ENVIRONMENT), "local", False)
    assert agent.post(path, {"camp": "to1", "url": "http://127.0.0.1:5432"}).status_code == 422
    assert not CampWitness.objects.exists()


def test_a_vote_that_its_members_key_does_not_hold_blocks_no_decision(
    commission: dict[str, Official],
) -> None:
    path = moved(commission["chair"])
    for member in ("chair", "dean", "to1", "to2"):
        commission[member].vote(commission[member].get(path), member)
    MotionVote.objects.filter(member="to2").update(choice="against")
    page = commission["chair"].get(path).content.decode()
    assert "Not voted yet: to2" in page
    chair = commission["chair"]
    recorded = chair.sign(chair.post(f"{path}/record", {"uncast-to2": "absent"}))
    assert recorded.status_code == 200
    assert [one.outcome for one in state_of(chair.election).decisions.values()] == ["carried"]
