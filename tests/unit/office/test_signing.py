"""An act at a desk: drafted, shown, signed in the browser, written; nothing without a signature."""

import pytest
from tests.support.office import Office, Official, key_proof, state_of
from tests.support.simulator import seed_of

from suffrage.board.signature import key_of
from suffrage.office.models import Grant


@pytest.fixture
def chair(office: Office) -> Official:
    election = office.election()
    return office.person("chair@example.org", election, "commission@chair")


def test_a_stranger_is_not_told_that_an_election_exists(office: Office, chair: Official) -> None:
    slug = chair.election.slug
    other = office.election(slug="another")
    stranger = office.person("else@example.org", other, "commission@chair")
    assert stranger.get(f"/desk/{slug}/keys").status_code == 404
    assert chair.get(f"/desk/{slug}/keys").status_code == 200


def test_a_key_arrives_with_its_proof(chair: Official) -> None:
    slug, role = chair.election.slug, "commission@chair"
    origin = state_of(chair.election).origin
    key = key_of(seed_of(role))
    path = f"/desk/{slug}/keys/make"
    false = {"role": role, "key": key, "proof": key_proof(origin, role, key, seed_of("other"))}
    assert chair.post(path, false).status_code == 422
    assert Grant.objects.get(role=role).key == ""
    true = {
        **false,
        "proof": key_proof(origin, role, key, seed_of(role)),
        "next": f"/desk/{slug}/keys",
    }
    assert chair.post(path, true).status_code == 200
    assert Grant.objects.get(role=role).key == key


def test_an_act_is_shown_signed_and_written(office: Office, chair: Official) -> None:
    slug = chair.election.slug
    opens = state_of(chair.election).rules.contests[0].opens
    office.at(opens)
    before = state_of(chair.election).size
    page = chair.post(f"/desk/{slug}/commission/polls/1/open")
    assert state_of(chair.election).size == before
    done = chair.sign(page)
    assert done.status_code == 200
    state = state_of(chair.election)
    assert state.size == before + 1
    assert state.evening(1).opened
    again = chair.sign_again(page)
    assert again.status_code == 200
    assert state_of(chair.election).size == before + 1


def test_a_refused_act_is_told_before_it_is_signed(chair: Official) -> None:
    page = chair.post(f"/desk/{chair.election.slug}/commission/polls/1/close")
    assert page.status_code == 409
    assert "polls.not-open" in page.content.decode()


def test_nobody_signs_what_another_has_proposed(office: Office, chair: Official) -> None:
    office.at(state_of(chair.election).rules.contests[0].opens)
    page = chair.post(f"/desk/{chair.election.slug}/commission/polls/1/open")
    dean = office.person("dean@example.org", chair.election, "commission@dean")
    assert dean.get(page.wsgi_request.path).status_code == 403
    same_role = office.person("twin@example.org", chair.election, "commission@chair")
    assert same_role.get(page.wsgi_request.path).status_code == 403


def test_a_false_signature_writes_nothing(office: Office, chair: Official) -> None:
    office.at(state_of(chair.election).rules.contests[0].opens)
    before = state_of(chair.election).size
    page = chair.post(f"/desk/{chair.election.slug}/commission/polls/1/open")
    refused = chair.post(page.wsgi_request.path, {"signature": "00" * 64})
    assert refused.status_code == 422
    assert state_of(chair.election).size == before
