"""What another federation, a teller, an agent or another election may not do at this desk."""

import pytest
from tests.support.federation_desk import FIGURES, address, as_sheet, large, typed
from tests.support.office import Office, Official
from tests.support.simulator import Simulation

from suffrage.office.models import Difference, Election, Proposal, SectionContact

pytestmark = pytest.mark.long

UNIT = "75-001"
PAGES = (
    "of/75/",
    "of/75/contacts",
    "of/75/phones",
    "of/75/sheets",
    "of/75/minutes",
    "of/75/minutes.pdf",
    "of/75/totals",
    "of/75/totals/say/text",
    f"section/{UNIT}/",
    f"section/{UNIT}/sheet/text/telephone",
    f"section/{UNIT}/sheet/text/second",
    f"section/{UNIT}/sheet/text/seal",
    f"section/{UNIT}/sheet/text/correct",
    f"section/{UNIT}/sheet/text/difference",
)
ACTS = (
    *PAGES,
    "of/75/phones/appoint",
    "of/75/sheets/1",
    "of/75/sheets/1/sign",
    "of/75/totals/1/claim",
    f"section/{UNIT}/opening",
    f"section/{UNIT}/signatures",
    f"section/{UNIT}/teller",
    f"section/{UNIT}/photo/1",
    f"section/{UNIT}/sheet/text/photo",
    f"section/{UNIT}/sheet/text/seal/opening",
    f"section/{UNIT}/sheet/text/seal/sign",
    f"section/{UNIT}/photo/1/unreadable",
    f"section/{UNIT}/sheet/text/difference/section",
    f"section/{UNIT}/sheet/text/difference/refer",
)


@pytest.fixture
def election(office: Office) -> Election:
    sim = large().to_the_count()
    office.at("2023-01-12T21:20:00Z")
    made = office.election(sim)
    sim.receive(UNIT, **as_sheet(FIGURES))
    SectionContact.objects.create(election=made, unit=UNIT, name="Dominique", phone="01 23")
    return made


@pytest.mark.parametrize("role", ["federation@13", "agent@to1", "teller@75-002", "helpdesk"])
def test_everything_is_refused_to_others(office: Office, election: Election, role: str) -> None:
    other = office.person("other@example.org", election, role)
    for page in PAGES:
        answer = other.get(address(election, page))
        assert answer.status_code == 403, page
        assert b"Dominique" not in answer.content
    for act in ACTS:
        assert other.post(address(election, act), typed(FIGURES)).status_code == 403, act
    assert not Proposal.objects.exists()


def test_another_election_is_not_told_of(office: Office, election: Election) -> None:
    elsewhere = office.election(Simulation().to_the_count(), slug="elsewhere")
    officer = office.person("other@example.org", elsewhere, "federation@75", "commission@chair")
    for act in ACTS:
        assert officer.get(address(election, act)).status_code == 404, act


def test_a_teller_reads_papers_and_nothing_else(office: Office, election: Election) -> None:
    teller = office.person("teller@example.org", election, f"teller@{UNIT}")
    readable = (f"section/{UNIT}/sheet/text/second", "second")
    for page in readable:
        assert teller.get(address(election, page)).status_code == 200, page
    for page in set(PAGES) - set(readable) - {f"section/{UNIT}/sheet/text/difference"}:
        assert teller.get(address(election, page)).status_code == 403, page


def test_the_commission_sees_all_and_enters_nothing(office: Office, election: Election) -> None:
    member = office.person("chair@example.org", election, "commission@chair")
    for page in ("", "of/75/", "of/13/", "of/75/phones", "of/75/minutes", f"section/{UNIT}/"):
        assert member.get(address(election, page)).status_code == 200, page
    for act in (
        "of/75/phones/appoint",
        "of/75/contacts",
        f"section/{UNIT}/sheet/text/telephone",
        f"section/{UNIT}/sheet/text/correct",
    ):
        assert member.post(address(election, act), typed(FIGURES)).status_code == 403, act


def test_the_way_leads_to_the_own_federation(office: Office, election: Election) -> None:
    officer = office.person("officer@example.org", election, "federation@75")
    page = officer.get(address(election, ""))
    assert page.wsgi_request.path.endswith("/federation/of/75/")


def test_what_does_not_exist_is_refused(office: Office, election: Election) -> None:
    officer: Official = office.person("officer@example.org", election, "federation@75")
    for page in ("of/75-001/", f"section/{UNIT}/sheet/none/telephone", "section/75/"):
        assert officer.get(address(election, page)).status_code == 409, page
    assert not Difference.objects.exists()
