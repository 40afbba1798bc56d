"""Attacks by what people type: scripts, formulas and headers in names, and secrets that stay."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.support.kits import entropy_of
from tests.support.office import Office, Official, state_of
from tests.support.published import publish
from tests.support.rights import Place, places
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation

from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import Grant, Member, Person, Proposal, SectionContact

pytestmark = pytest.mark.long

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ROLES = (
    "commission@chair", "federation@75", "teller@75-001", "agent@to1", "observer", "helpdesk",
    "roll", "convener",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:20:00Z")
        yield one


@pytest.fixture
def everybody(office: Office) -> Official:
    election = office.election(Simulation().to_the_count())
    publish(election)
    return office.person("all@example.org", election, *ROLES)


def fill(everybody: Official) -> None:
    """Hostile names wherever a table takes one."""
    election = everybody.election
    Person.objects.update(name=HOSTILE[:120])
    Grant.objects.update(phone=HOSTILE[:40])
    SectionContact.objects.create(
        election=election, unit="75-001", name=HOSTILE, phone=HOSTILE[:40]
    )
    Member.objects.create(
        election=election, number=HOSTILE[:80], unit="75-001", name=HOSTILE, family=HOSTILE,
        search=HOSTILE, sort="a", likeness="a",
    )  # fmt: skip
    slug = election.slug
    everybody.post(f"/desk/{slug}/tokens", {"role": "observer", "label": HOSTILE})
    everybody.post(f"/desk/{slug}/commission/people/invite", {"email": HOSTILE, "role": HOSTILE})
    said = {"unit": "75-001", "type": "box", "account": HOSTILE, "camp": "to1"}
    everybody.sign(everybody.post(f"/desk/{slug}/agents/incidents/new", said))
    publish(election)
    everybody.post(f"/desk/{slug}/helpdesk/search", {"query": "script"})


def test_no_name_runs_as_a_script_on_any_page(everybody: Official) -> None:
    fill(everybody)
    everybody.client.raise_request_exception = False
    escaped = 0
    for place in places():
        if place.objects():
            continue
        page = _page(everybody, place)
        assert "<script>alert" not in page, place.name
        assert "<img src=x" not in page, place.name
        escaped += "&lt;script&gt;alert(1)" in page
    assert escaped >= 3


def _page(official: Official, place: Place) -> str:
    slug = official.election.slug
    given = {"election": slug, "slug": slug, "unit": "75-001", "place": "75", "path": "x"}
    try:
        answer = official.client.get(place.path({**given, "contest": "text"}))
    except KeyError:
        return ""
    return "" if answer.streaming else answer.content.decode("utf-8", "replace")


def test_nothing_in_the_tables_opens_a_section_or_the_interface(
    office: Office, everybody: Official
) -> None:
    election = everybody.election
    code = issue_code(election, "75-001", 1, "commission@chair", entropy_of("k"))
    phone = SectionPhone(election, "75-001").open(code)
    page = everybody.post(f"/desk/{election.slug}/tokens", {"role": "observer", "label": "us"})
    (token,) = re.findall(r"suffrage_[A-Za-z0-9_-]{43}", page.content.decode())
    cookies = [phone.client.cookies[name].value for name in ("suffrage_door", "suffrage_section")]
    with closing(sqlite3.connect(office.file)) as found:
        dump = "\n".join(found.iterdump())
    assert [one for one in (code, token, *cookies) if one in dump or one.lower() in dump] == []


def test_a_proposal_altered_in_its_table_is_not_what_was_signed(everybody: Official) -> None:
    slug = everybody.election.slug
    said = {"unit": "75-001", "type": "box", "account": "One thing.", "camp": "to1"}
    page = everybody.post(f"/desk/{slug}/agents/incidents/new", said)
    size = state_of(everybody.election).size
    kept = Proposal.objects.get()
    Proposal.objects.update(payload=b"Another thing.")
    assert everybody.sign(page).status_code == 422
    Proposal.objects.update(
        payload=bytes(kept.payload or b""),
        record=bytes(kept.record).replace(b"75-001", b"75-002"),
    )
    signature = everybody.client.post(page.wsgi_request.path, {"signature": "11" * 64})
    assert signature.status_code == 422
    assert state_of(everybody.election).size == size


def test_a_role_taken_away_opens_nothing_more(everybody: Official) -> None:
    slug = everybody.election.slug
    page = everybody.post(f"/desk/{slug}/tokens", {"role": "observer", "label": "us"})
    (token,) = re.findall(r"suffrage_[A-Za-z0-9_-]{43}", page.content.decode())
    bearer = {"Authorization": f"Bearer {token}"}
    assert everybody.client.get("/api/elections", headers=bearer).status_code == 200
    Grant.objects.filter(role="observer").delete()
    assert everybody.client.get("/api/elections", headers=bearer).status_code == 401
    Person.objects.update(is_active=False)
    answer = everybody.client.get(f"/desk/{slug}/keys")
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)
