"""Who sees names: the roll officer and the commission all, a federation its own, agents none."""

import pytest
from tests.support.office import Office, Official
from tests.support.rolls import frozen_office

from suffrage.office.models import Lookup, Member

pytestmark = pytest.mark.long

READS = ("", "counts", "sections", "not-entitled", "appeals", "changes", "rule")


@pytest.fixture
def chair(office: Office) -> Official:
    return frozen_office(office)[2]


def names_on(official: Official, path: str) -> set[str]:
    text = official.get(f"/desk/{official.election.slug}/{path}").content.decode()
    rows = Member.objects.values_list("name", flat=True)
    return {name for name in rows if f"{name}<" in text or f"{name} " in text}


@pytest.mark.parametrize("role", ["agent@to1", "observer", "trustee@to1", "secretary@75-001"])
def test_others_see_no_page_of_the_roll(office: Office, chair: Official, role: str) -> None:
    other = office.person("other@example.org", chair.election, role)
    slug = chair.election.slug
    for page in READS:
        assert other.get(f"/desk/{slug}/roll/{page}").status_code == 403
    assert other.get(f"/desk/{slug}/roll/sections/75-001").status_code == 403
    assert other.get(f"/desk/{slug}/helpdesk/").status_code == 403
    assert other.post(f"/desk/{slug}/roll/members.csv").status_code == 403


def test_a_federation_sees_its_own_sections_alone(office: Office, chair: Official) -> None:
    Member.objects.filter(number__in=("00001", "00200", "00400")).update(on_roll=False)
    inside = set(Member.objects.filter(unit__startswith="75").values_list("name", flat=True))
    paris = office.person("fed75@example.org", chair.election, "federation@75")
    slug = chair.election.slug
    for page in (*READS, "sections/75-001"):
        assert names_on(paris, f"roll/{page}") <= inside
    assert names_on(paris, "roll/not-entitled")
    assert paris.get(f"/desk/{slug}/roll/sections/13-001").status_code == 403
    exported = paris.post(f"/desk/{slug}/roll/members.csv").content.decode()
    assert ";75-001;" in exported
    assert ";13-" not in exported
    assert Lookup.objects.get().role == "federation@75"


def test_a_federation_finds_nobody_of_another(office: Office, chair: Official) -> None:
    paris = office.person("fed75@example.org", chair.election, "federation@75")
    slug, row = chair.election.slug, Member.objects.get(number="00001")
    assert row.unit == "13-001"
    page = paris.post(f"/desk/{slug}/helpdesk/search", {"query": row.number})
    assert "Members found: 0" in page.content.decode()
    assert paris.post(f"/desk/{slug}/helpdesk/look/{row.unit}/{row.pk}").status_code == 403
    assert paris.post(f"/desk/{slug}/helpdesk/look/75-001/{row.pk}").status_code == 404


def test_the_roll_of_another_election_is_not_there(office: Office, chair: Official) -> None:
    other = office.election(slug="other")
    stranger = office.person("else@example.org", other, "roll", "commission@chair", "helpdesk")
    slug, row = chair.election.slug, Member.objects.get(number="00001")
    assert stranger.get(f"/desk/{slug}/roll/").status_code == 404
    assert stranger.post(f"/desk/{slug}/helpdesk/look/{row.unit}/{row.pk}").status_code == 404
    assert stranger.post(f"/desk/other/helpdesk/look/{row.unit}/{row.pk}").status_code == 404
    page = stranger.post("/desk/other/helpdesk/search", {"query": row.number})
    assert "Members found: 0" in page.content.decode()


def test_the_help_desk_neither_imports_nor_changes(office: Office, chair: Official) -> None:
    desk = office.person("help@example.org", chair.election, "helpdesk")
    slug, row = chair.election.slug, Member.objects.get(number="00001")
    for path in ("import/upload", "rule/save", "freeze", "counts/take", "changes/new/add"):
        assert desk.post(f"/desk/{slug}/roll/{path}").status_code == 403
    assert desk.post(f"/desk/{slug}/roll/members/{row.unit}/{row.pk}/change").status_code == 403
