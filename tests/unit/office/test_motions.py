"""The commission decides in the office: each member's own signature, a quorum, then the act."""

from typing import Any

import pytest
from tests.support.office import Office, Official, state_of
from tests.support.simulator import MEMBERS, Simulation

from suffrage.office.models import Motion, MotionVote

pytestmark = pytest.mark.long


@pytest.fixture
def commission(office: Office) -> dict[str, Official]:
    election = office.election(Simulation().convene())
    return {
        member: office.person(f"{member}@example.org", election, f"commission@{member}")
        for member in MEMBERS
    }


def _moved(commission: dict[str, Official]) -> Any:
    slug = commission["chair"].election.slug
    return commission["chair"].post(f"/desk/{slug}/commission/rules/fix")


def _vote_all(commission: dict[str, Official], page: Any, choices: dict[str, str]) -> None:
    for member, choice in choices.items():
        own = commission[member].get(page.wsgi_request.path)
        assert commission[member].vote(own, member, choice, f"said {member}").status_code == 200


def _recorded(commission: dict[str, Official], page: Any, **uncast: str) -> Any:
    chair = commission["chair"]
    said = {f"uncast-{member}": why for member, why in uncast.items()}
    return chair.sign(chair.post(page.wsgi_request.path + "/record", said))


def test_a_carried_motion_is_recorded_and_then_performed(commission: dict[str, Official]) -> None:
    page = _moved(commission)
    _vote_all(commission, page, {"chair": "for", "dean": "for", "to1": "against"})
    decided = _recorded(commission, page, to2="walked-out")
    assert decided.status_code == 200
    chair = commission["chair"]
    state = state_of(chair.election)
    assert state.phase == "draft"
    assert [one.outcome for one in state.decisions.values()] == ["carried"]
    done = chair.sign(chair.post(page.wsgi_request.path + "/perform"))
    assert done.status_code == 200
    assert state_of(chair.election).phase == "fixed"
    assert Motion.objects.get().index is not None


def test_a_motion_without_quorum_stands_and_leads_nowhere(commission: dict[str, Official]) -> None:
    page = _moved(commission)
    _vote_all(commission, page, {"chair": "for", "dean": "for"})
    _recorded(commission, page)
    chair = commission["chair"]
    assert [one.outcome for one in state_of(chair.election).decisions.values()] == ["no-quorum"]
    refused = chair.post(page.wsgi_request.path + "/perform")
    assert refused.status_code == 200  # it is proposed …
    assert chair.sign(refused).status_code == 409  # … and the board refuses it
    assert state_of(chair.election).phase == "draft"


def test_nobody_votes_for_another_member(commission: dict[str, Official]) -> None:
    page = _moved(commission)
    dean = commission["dean"]
    own = dean.get(page.wsgi_request.path)
    assert dean.vote(own, "chair").status_code == 403
    said = {"member": "dean", "choice": "for", "reason": "", "signature": "11" * 64}
    assert dean.post(page.wsgi_request.path + "/vote", said).status_code == 422
    assert not MotionVote.objects.exists()


def test_a_vote_for_an_earlier_sitting_does_not_count_in_the_next(
    commission: dict[str, Official],
) -> None:
    first, second = _moved(commission), _moved(commission)
    early = commission["to2"].get(second.wsgi_request.path)
    assert commission["to2"].vote(early, "to2").status_code == 200
    _vote_all(commission, first, {"chair": "against", "dean": "against", "to1": "against"})
    _recorded(commission, first)
    page = commission["to2"].get(second.wsgi_request.path).content.decode()
    assert "Sitting 2" in page
    assert "Not voted yet: chair, dean, to1, to2" in page
    _vote_all(commission, second, {"chair": "for", "dean": "for", "to1": "for"})
    assert _recorded(commission, second).status_code == 200
    outcomes = [one.outcome for one in state_of(commission["chair"].election).decisions.values()]
    assert sorted(outcomes) == ["carried", "defeated"]
