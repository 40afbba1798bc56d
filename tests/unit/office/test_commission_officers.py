"""People are invited with roles; who may give which, and what a mail and a page show of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from tests.support.definitions import six_sections
from tests.support.office import Office, Official, state_of
from tests.support.simulator import MEMBERS, Simulation, seed_of

from suffrage.board.signature import key_of
from suffrage.errors import Malformed, Refused
from suffrage.office.accounts.granting import check_may_grant, grantable
from suffrage.office.desks.commission import officers
from suffrage.office.models import Grant, Kit, Motion, SectionKey

pytestmark = pytest.mark.long

_LOCAL = "django.core.mail.backends.locmem.EmailBackend"
_BROKEN = "tests.unit.office.test_commission_officers.NoServer"


class NoServer:
    """A mail server that is not there."""

    def __init__(self, **_: object) -> None:
        raise OSError


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one, override_settings(EMAIL_BACKEND=_LOCAL):
        mail.outbox = []
        yield one


@pytest.fixture
def chair(office: Office) -> Official:
    election = office.election(Simulation().convene())
    return office.person("chair@example.org", election, "commission@chair")


def _people(official: Official, path: str = "") -> str:
    return f"/desk/{official.election.slug}/commission/people{path}"


def _csv(text: str) -> dict[str, Any]:
    return {"people": SimpleUploadedFile("people.csv", text.encode())}


@pytest.mark.parametrize(
    ("by", "role"),
    [
        ("federation@75", "commission@chair"),
        ("federation@75", "federation@13"),
        ("federation@75", "teller@13-001"),
        ("agent@to1", "agent@to1"),
        ("observer", "helpdesk"),
        ("commission@chair", "convener"),
        ("commission@chair", "secretary@75-001"),
    ],
)
def test_what_a_role_may_not_give(by: str, role: str) -> None:
    with pytest.raises(Refused) as caught:
        check_may_grant(by, role, six_sections())
    assert caught.value.code == "invite.not-yours"


@pytest.mark.parametrize(
    "role",
    ["commission@nobody", "federation@99", "federation@75-001", "teller@75", "helpdesk@x",
     "agent@", "agent", "agent@Ü", "registrar@x"],
)  # fmt: skip
def test_a_role_without_a_place_in_the_election_is_refused(role: str) -> None:
    with pytest.raises(Malformed) as caught:
        check_may_grant("commission@chair", role, six_sections())
    assert caught.value.code == "invite.role"


def test_a_federation_gives_its_own_second_tellers() -> None:
    check_may_grant("federation@75", "teller@75-001", six_sections())
    assert set(grantable(six_sections(), "federation@75")) == {
        f"teller@75-00{n}" for n in (1, 2, 3)
    }


def test_an_invitation_gives_the_role_and_writes_without_a_secret(chair: Official) -> None:
    said = {"email": "Ada@example.org", "role": "federation@75", "name": "Ada", "phone": "+33 1"}
    assert chair.post(_people(chair, "/invite"), said).status_code == 200
    grant = Grant.objects.get(role="federation@75")
    assert (grant.person.email, grant.phone) == ("ada@example.org", "+33 1")
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"]
    assert "http://localhost" in sent.body
    assert "Officer of the federation 75" in sent.body
    assert "Responsable de la fédération 75" in sent.body
    shown = chair.get(_people(chair)).content.decode()
    assert "no key" in shown
    assert "+33 1" in shown


def test_an_invitation_twice_is_one_role(chair: Official) -> None:
    said = {"email": "ada@example.org", "role": "federation@75"}
    chair.post(_people(chair, "/invite"), said)
    chair.post(_people(chair, "/invite"), said)
    assert Grant.objects.filter(role="federation@75").count() == 1


def test_a_wrong_address_stands_beside_its_field(chair: Official) -> None:
    page = chair.post(_people(chair, "/invite"), {"email": "ada", "role": "federation@75"})
    assert page.status_code == 422
    assert 'id="fault-email"' in page.content.decode()
    assert not mail.outbox


def test_an_agent_and_a_federation_do_not_open_the_page(office: Office, chair: Official) -> None:
    for role in ("agent@to1", "federation@75", "observer", "helpdesk"):
        other = office.person("other@example.org", chair.election, role)
        said = {"email": "x@example.org", "role": "commission@chair"}
        assert other.get(_people(other)).status_code == 403
        assert other.post(_people(other, "/invite"), said).status_code == 403
        Grant.objects.filter(role=role, person=other.person).delete()
    assert Grant.objects.filter(role="commission@chair").count() == 1


def test_once_convened_the_convener_invites_nobody(office: Office, chair: Official) -> None:
    convener = office.person("convener@example.org", chair.election, "convener")
    page = convener.post(_people(chair, "/invite"), {"email": "x@y.org", "role": "helpdesk"})
    assert page.status_code == 403
    assert not Grant.objects.filter(role="helpdesk").exists()


def test_a_file_invites_all_or_nobody(chair: Official) -> None:
    wrong = (
        "role,unit,email\nfederation,75,ada@example.org\nfederation,99,ben\nteller,75-001,x@y.org\n"
    )
    page = chair.post(_people(chair, "/file"), _csv(wrong))
    text = page.content.decode()
    assert page.status_code == 422
    assert "Line 3, role" in text
    assert "Line 3, email" in text
    assert not Grant.objects.filter(role="federation@75").exists()
    right = "role;unit;name;email;phone\nfederation;75;Ada;ada@example.org;1\nhelpdesk;;;b@y.org;\n"
    assert chair.post(_people(chair, "/file"), _csv(right)).status_code == 200
    assert set(Grant.objects.values_list("role", flat=True)) == {
        "commission@chair", "federation@75", "helpdesk",
    }  # fmt: skip
    assert len(mail.outbox) == 2


def test_the_same_person_twice_in_a_file_is_named(chair: Official) -> None:
    twice = "role,email\nhelpdesk,a@y.org\nhelpdesk,A@y.org\n"
    text = chair.post(_people(chair, "/file"), _csv(twice)).content.decode()
    assert "Line 3, email" in text
    assert "line 2" in text


def test_a_file_without_its_columns_is_refused_as_a_whole(chair: Official) -> None:
    page = chair.post(_people(chair, "/file"), _csv("rôle,mail\nx,y\n"))
    assert page.status_code == 422


def test_only_those_without_a_key_are_reminded(office: Office, chair: Official) -> None:
    office.person("ada@example.org", chair.election, "federation@75")
    office.person("help@example.org", chair.election, "helpdesk")
    Grant.objects.filter(role="commission@chair").update(key="ab" * 32)
    chair.post(_people(chair, "/remind"))
    assert [one.to for one in mail.outbox] == [["ada@example.org"]]


def test_a_mail_that_does_not_leave_undoes_no_role(chair: Official) -> None:
    with override_settings(EMAIL_BACKEND=_BROKEN):
        said = {"email": "ada@example.org", "role": "federation@75"}
        page = chair.post(_people(chair, "/invite"), said)
    assert page.status_code == 200
    assert "did not leave: 1" in page.content.decode()
    assert Grant.objects.filter(role="federation@75").exists()


def test_a_role_is_taken_away_but_not_ones_own(office: Office, chair: Official) -> None:
    office.person("help@example.org", chair.election, "helpdesk")
    own = Grant.objects.get(role="commission@chair")
    assert chair.post(_people(chair, "/take-away"), {"grant": str(own.pk)}).status_code == 409
    other = Grant.objects.get(role="helpdesk")
    assert chair.post(_people(chair, "/take-away"), {"grant": str(other.pk)}).status_code == 200
    assert not Grant.objects.filter(role="helpdesk").exists()


def test_a_grant_of_another_election_is_not_taken_away(office: Office, chair: Official) -> None:
    other = office.election(slug="another")
    office.person("help@example.org", other, "helpdesk")
    grant = Grant.objects.get(role="helpdesk")
    assert chair.post(_people(chair, "/take-away"), {"grant": str(grant.pk)}).status_code == 409
    assert Grant.objects.filter(pk=grant.pk).exists()


def _with_key(office: Office, chair: Official, role: str, name: str = "") -> Grant:
    official = office.person(f"{name or role.partition('@')[2]}@example.org", chair.election, role)
    grant = Grant.objects.get(person=official.person, role=role)
    grant.key = key_of(seed_of(name or role))
    grant.save()
    return grant


def test_a_lost_key_is_replaced_by_decision(office: Office, chair: Official) -> None:
    grant = _with_key(office, chair, "federation@75", "another key")
    base = f"/desk/{chair.election.slug}/commission"
    assert chair.post(f"{base}/appoint/new", {"key": [grant.key[:16]]}).status_code == 422
    page = chair.post(f"{base}/appoint/replace", {"key": grant.key[:16]})
    members = {
        name: office.person(f"{name}@example.org", chair.election, f"commission@{name}")
        for name in MEMBERS
    }
    for name, member in members.items():
        member.vote(member.get(page.wsgi_request.path), name)
    chair.sign(chair.post(page.wsgi_request.path + "/record"))
    assert chair.sign(chair.post(page.wsgi_request.path + "/perform")).status_code == 200
    assert state_of(chair.election).keys["federation@75"] == grant.key


def test_once_the_rules_are_fixed_an_appointment_is_a_motion(office: Office) -> None:
    election = office.election(Simulation().convene().fix_rules())
    chair = office.person("chair@example.org", election, "commission@chair")
    grant = _with_key(office, chair, "agent@to9")
    base = f"/desk/{election.slug}/commission"
    page = chair.post(f"{base}/appoint/new", {"key": [grant.key[:16]]})
    assert page.status_code == 200
    assert Motion.objects.get().kind == "officer.appointed/1"


def test_two_keys_for_one_role_are_not_appointed_together(office: Office, chair: Official) -> None:
    one = _with_key(office, chair, "agent@to9", "first")
    two = _with_key(office, chair, "agent@to9", "second")
    base = f"/desk/{chair.election.slug}/commission"
    page = chair.post(f"{base}/appoint/new", {"key": [one.key[:16], two.key[:16]]})
    assert page.status_code == 422
    assert "several persons" in chair.get(f"{base}/appoint").content.decode()


def test_nothing_is_proposed_by_looking(chair: Official) -> None:
    base = f"/desk/{chair.election.slug}/commission"
    for path in ("appoint/new", "appoint/replace", "rules/fix", "options/admit", "rehearse"):
        assert chair.get(f"{base}/{path}").status_code == 405


def test_no_member_shuts_another_out(office: Office, chair: Official) -> None:
    grant = _with_key(office, chair, "commission@dean")
    grant.key = state_of(chair.election).keys["commission@dean"]
    grant.save()
    refused = chair.post(_people(chair, "/take-away"), {"grant": str(grant.pk)})
    assert refused.status_code == 409
    assert Grant.objects.filter(pk=grant.pk).exists()


def test_an_invitation_does_not_rename_somebody_known(office: Office, chair: Official) -> None:
    known = office.person("ada@example.org", chair.election, "helpdesk").person
    said = {"email": "ada@example.org", "role": "federation@75", "name": "Mallory"}
    chair.post(_people(chair, "/invite"), said)
    known.refresh_from_db()
    assert known.name == "ada"


def test_the_phone_of_a_room_without_a_federation_waits_for_the_commission(office: Office) -> None:
    from tests.support.election_answers import draft_of  # noqa: PLC0415

    from suffrage.acts.opening.convene import convene  # noqa: PLC0415
    from suffrage.office.elections.draft import complete  # noqa: PLC0415

    made = draft_of("parliamentary-group")
    roles = ["convener", *(f"commission@{name}" for name in made.commission.members)]
    sim = Simulation(complete(made, {role: key_of(seed_of(role)) for role in roles}))
    sim.act(convene, "convener", sim.definition)
    election = office.election(sim)
    chair = office.person("chair@example.org", election, "commission@chair")
    now = timezone.now()
    kit = Kit.objects.create(election=election, unit="room", round=1, code="x", printed_at=now)
    key = key_of(seed_of("secretary@room"))
    SectionKey.objects.create(kit=kit, role="secretary@room", key=key, asked_at=now)
    base = f"/desk/{election.slug}/commission"
    assert key[:16] in chair.get(f"{base}/appoint").content.decode()
    assert chair.sign(chair.post(f"{base}/appoint/new", {"key": [key[:16]]})).status_code == 200
    assert state_of(election).keys["secretary@room"] == key


def test_the_phone_of_a_federation_s_section_is_left_to_it(chair: Official) -> None:
    now = timezone.now()
    kit = Kit.objects.create(
        election=chair.election, unit="75-001", round=1, code="x", printed_at=now
    )
    SectionKey.objects.create(kit=kit, role="secretary@75-001", key="ab" * 32, asked_at=now)
    page = chair.get(f"/desk/{chair.election.slug}/commission/appoint")
    assert "ab" * 8 not in page.content.decode()


def test_of_many_people_one_kind_of_role_is_shown_at_a_time(
    office: Office, chair: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in ("75-001", "75-002"):
        office.person(f"{unit}@example.org", chair.election, f"teller@{unit}")
    assert "75-002@example.org" in chair.get(_people(chair)).content.decode()
    monkeypatch.setattr(officers, "_SHOWN", 2)
    first = chair.get(_people(chair)).content.decode()
    assert "75-002@example.org" not in first
    assert "Second tellers (2)" in first
    tellers = chair.get(_people(chair), kind="teller").content.decode()
    assert "75-002@example.org" in tellers
    assert "Without a key: 3" in tellers


def test_what_nobody_sees_is_refused_beside_its_field(chair: Official) -> None:
    said = {"email": "ada@example.org", "role": "federation@75", "name": "A\x00da"}
    page = chair.post(_people(chair, "/invite"), said)
    assert page.status_code == 422
    assert 'id="fault-name"' in page.content.decode()
    far = {"grant": "9" * 40}
    assert chair.post(_people(chair, "/take-away"), far).status_code == 409


def test_a_file_that_is_too_large_is_refused_and_not_cut(chair: Official) -> None:
    row = "helpdesk,person@example.org\n"
    page = chair.post(_people(chair, "/file"), _csv("role,email\n" + row * 160_000))
    assert page.status_code == 422
    assert "larger than 4 MB" in page.content.decode()
