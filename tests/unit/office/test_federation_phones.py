"""Phones whose key waits, an absent secretary replaced, tellers, and the list of whom to call."""

from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import override_settings
from tests.support.federation_desk import address, large, open_phone, text_of
from tests.support.office import Office, Official, state_of
from tests.support.simulator import seed_of

from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.acts.opening.convene import convene
from suffrage.board.signature import key_of
from suffrage.model.csv_table import Rejected
from suffrage.office.desks.federation.contacts import read_contacts
from suffrage.office.models import Election, Grant, Kit, SectionContact, TelephoneEntry

UNIT = "75-001"


@pytest.fixture
def election(office: Office) -> Election:
    office.at("2023-01-12T16:30:00Z")
    return office.election(large().convene().fix_rules().open_polls())


@pytest.fixture
def officer(office: Office, election: Election) -> Official:
    return office.person("officer@example.org", election, "federation@75")


def get(person: Official, *rest: str, **query: str) -> Any:
    return person.get(address(person.election, *rest), **query)


def post(person: Official, *rest: str, **sent: Any) -> Any:
    return person.post(address(person.election, *rest), sent)


def test_opening_and_signatures_by_telephone(officer: Official, election: Election) -> None:
    officer.sign(post(officer, "section", UNIT, "opening"))
    officer.sign(post(officer, "section", UNIT, "signatures", signatures="67357"))
    state = state_of(election)
    assert (1, UNIT) in state.opened_sections
    assert state.turnout[1, UNIT] == 67357
    steps = TelephoneEntry.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["opened", "signatures"]
    assert post(officer, "section", UNIT, "signatures", signatures="x").status_code == 422


def test_a_get_proposes_nothing(officer: Official) -> None:
    assert get(officer, "section", UNIT, "opening").status_code == 405


def test_all_phones_are_appointed_in_one_press(officer: Official, election: Election) -> None:
    first, second = open_phone(election, "75-001", "one"), open_phone(election, "75-002", "two")
    elsewhere = open_phone(election, "13-001", "three")
    page = get(officer, "of/75/phones")
    assert f"{first[:4]} {first[4:8]} {first[8:12]} {first[12:16]}" in text_of(page)
    assert elsewhere not in text_of(page)
    keys = [first, second, elsewhere]
    size = state_of(election).size
    officer.sign(post(officer, "of/75/phones/appoint", key=keys))
    state = state_of(election)
    # The simulation had appointed both secretaries: each is replaced by a record of its own.
    assert state.size == size + 2
    assert state.keys["secretary@75-001"] == first
    assert state.keys["secretary@75-002"] == second
    assert "Nobody waits" in text_of(get(officer, "of/75/phones"))
    assert post(officer, "of/75/phones/appoint", key=keys).status_code == 422


def test_new_officers_are_one_record(office: Office) -> None:
    sim = large()
    sim.act(convene, "convener", sim.definition)
    key = {"federation@75": key_of(seed_of("federation@75"))}
    sim.act(appoint_officers, "commission@chair", key)
    fresh = office.election(sim, slug="fresh")
    officer = office.person("officer@example.org", fresh, "federation@75")
    keys = [open_phone(fresh, f"75-00{n}", f"phone {n}") for n in (1, 2, 3)]
    grant = Grant.objects.create(
        election=fresh, person=officer.person, role="teller@75-002", key=key_of(seed_of("teller"))
    )
    size = state_of(fresh).size
    officer.sign(officer.post(address(fresh, "of/75/phones/appoint"), {"key": [*keys, grant.key]}))
    state = state_of(fresh)
    assert state.size == size + 1
    assert state.keys["teller@75-002"] == grant.key


def test_an_absent_secretary_is_replaced(officer: Official, election: Election) -> None:
    gone = open_phone(election, UNIT, "the one who left")
    officer.sign(post(officer, "of/75/phones/appoint", key=[gone]))
    page = officer.post(f"/desk/{election.slug}/kits/1/section/{UNIT}/code")
    assert page.status_code == 200
    assert Kit.objects.filter(unit=UNIT, revoked=False).count() == 1
    steps_in = open_phone(election, UNIT, "who steps in")
    assert "phone to accept" in text_of(get(officer, "of/75/"))
    assert "replaces another phone" in text_of(get(officer, "of/75/phones"))
    officer.sign(post(officer, "of/75/phones/appoint", key=[steps_in]))
    assert state_of(election).keys[f"secretary@{UNIT}"] == steps_in


def test_a_key_of_a_kit_that_was_replaced_waits_no_more(
    officer: Official, election: Election
) -> None:
    old = open_phone(election, UNIT, "an old phone")
    officer.post(f"/desk/{election.slug}/kits/1/section/{UNIT}/code")
    assert old not in text_of(get(officer, "of/75/phones"))
    assert post(officer, "of/75/phones/appoint", key=[old]).status_code == 422


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_a_teller_is_invited_for_this_section_alone(officer: Official) -> None:
    page = post(officer, "section", UNIT, "teller", email="t@example.org", name="Ada")
    assert "has gone out" in text_of(page)
    assert Grant.objects.get(person__email="t@example.org").role == f"teller@{UNIT}"
    assert mail.outbox[0].to == ["t@example.org"]
    assert post(officer, "section", UNIT, "teller", email="nobody").status_code == 422


# -- whom to call ----------------------------------------------------------------------------------


def test_contacts_are_read_whole() -> None:
    read = read_contacts(b"Section;Nom;T\xc3\xa9l\xc3\xa9phone\n75-001;Ada;01 23\n", ["75-001"])
    assert not isinstance(read, Rejected)
    assert (read[0].unit, read[0].name, read[0].phone) == ("75-001", "Ada", "01 23")
    assert "Ada" not in repr(read)


def test_all_that_is_wrong_with_contacts_is_said_at_once(
    officer: Official, election: Election
) -> None:
    SectionContact.objects.create(election=election, unit="75-002", name="Old", phone="1")
    data = "section,name,telephone\n13-001,Ada,01 23\n75-001,Ben,=cmd\n75-001,Cleo,04 56\n"
    file = SimpleUploadedFile("list.csv", data.encode())
    page = post(officer, "of/75/contacts", file=file)
    assert page.status_code == 422
    text = text_of(page)
    assert [f"Line {line}" in text for line in (2, 3, 4)] == [True] * 3
    assert [one.name for one in SectionContact.objects.all()] == ["Old"]
    good = SimpleUploadedFile("list.csv", b"section,name,telephone\n75-001,Ben,01 23\n")
    assert post(officer, "of/75/contacts", file=good).status_code == 200
    assert [one.name for one in SectionContact.objects.all()] == ["Ben"]
    assert post(officer, "of/75/contacts").status_code == 422
