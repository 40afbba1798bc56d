"""The kits' desk: one kit, a federation's kits in a job that is interrupted, a code read out."""

import io
import re
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.support.office import Office, Official, state_of
from tests.support.section_phone import SectionPhone
from tests.support.simulator import Simulation

from suffrage.errors import Refused
from suffrage.office.desks.kits import jobs
from suffrage.office.desks.kits.making import blank_list
from suffrage.office.desks.roll.as_member import bare_row
from suffrage.office.models import Election, Kit, KitJob, Member
from suffrage.roll.members import Member as Person

pytestmark = pytest.mark.long

OPENS = "2023-01-12T16:00:00Z"
CODE = re.compile(r"\b([2-9A-Z]{4}) ([2-9A-Z]{4}) ([2-9A-Z]{4})\b")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at(OPENS)
        yield one


@pytest.fixture
def election(office: Office) -> Election:
    return office.election(Simulation().convene().fix_rules())


@pytest.fixture
def officer(office: Office, election: Election) -> Official:
    return office.person("fed@example.org", election, "federation@75", phone="01 40 00 00 00")


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was to be printed, instead of an engine that takes a second a kit."""
    pages: list[str] = []

    def render(html: str) -> bytes:
        pages.append(html)
        return b"%PDF " + html.encode()

    for module in ("making", "jobs"):
        monkeypatch.setattr(f"suffrage.office.desks.kits.{module}.the_printer", lambda: render)
    return pages


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread: a test runs the job itself."""
    monkeypatch.setattr(jobs, "start", lambda _job: None)


def desk(election: Election) -> str:
    return f"/desk/{election.slug}/kits/"


def code_in(text: str) -> str:
    found = CODE.search(re.sub(r"<[^>]+>", " ", text))
    assert found is not None
    return "".join(found.groups())


def test_a_federation_sees_its_own_sections(officer: Official, election: Election) -> None:
    page = officer.get(desk(election)).content.decode()
    assert "75-001" in page
    assert "13-001" not in page
    assert "13-001" not in officer.get(desk(election), below="13").content.decode()


def test_the_commission_chooses_a_federation(office: Office, election: Election) -> None:
    chair = office.person("chair@example.org", election, "commission@chair")
    assert "13-001" not in chair.get(desk(election)).content.decode()
    assert "13-001" in chair.get(desk(election), below="13").content.decode()


def test_a_printed_code_opens_its_section(
    officer: Official, election: Election, printed: list[str]
) -> None:
    answer = officer.post(f"{desk(election)}1/section/75-001/print")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="kit-75-001-1.pdf"'
    code = code_in(printed[0])
    assert "01 40 00 00 00" in printed[0]
    SectionPhone(election, "75-001").open(code)
    assert code not in str(list(Kit.objects.values()))


def test_printing_again_ends_the_code_before(
    officer: Official, election: Election, printed: list[str]
) -> None:
    for _ in range(2):
        officer.post(f"{desk(election)}1/section/75-001/print")
    assert SectionPhone(election, "75-001").enter(code_in(printed[0])).status_code == 422
    SectionPhone(election, "75-001").open(code_in(printed[1]))
    assert Kit.objects.filter(revoked=False).count() == 1


def test_a_kit_that_cannot_be_made_leaves_the_one_before_good(
    officer: Official, election: Election, printed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    officer.post(f"{desk(election)}1/section/75-001/print")

    def broken(_html: str) -> bytes:
        raise Refused("pdf.fetch")

    monkeypatch.setattr("suffrage.office.desks.kits.making.the_printer", lambda: broken)
    assert officer.post(f"{desk(election)}1/section/75-001/print").status_code == 409
    SectionPhone(election, "75-001").open(code_in(printed[0]))


def test_a_code_is_read_out_once(officer: Official, election: Election) -> None:
    page = officer.post(f"{desk(election)}1/section/75-001/code").content.decode()
    code = code_in(page)
    assert code[:4] not in officer.get(desk(election)).content.decode()
    SectionPhone(election, "75-001").open(code)


def test_a_federation_prints_nothing_elsewhere(
    officer: Official, election: Election, printed: list[str]
) -> None:
    for path in ("1/section/13-001/print", "1/section/13-001/code", "1/all/13", "1/all/nation"):
        assert officer.post(desk(election) + path).status_code == 403
    assert not Kit.objects.exists()
    assert not KitJob.objects.exists()
    assert not printed


@pytest.mark.parametrize("role", ["agent@to1", "secretary@75-001", "observer", "helpdesk"])
def test_nobody_else_comes_in(office: Office, election: Election, role: str) -> None:
    person = office.person("else@example.org", election, role)
    assert person.get(desk(election)).status_code == 403
    assert person.post(f"{desk(election)}1/section/75-001/code").status_code == 403


@pytest.mark.usefixtures("printed")
def test_looking_draws_no_code(officer: Official, election: Election) -> None:
    for path in ("1/section/75-001/print", "1/section/75-001/code", "1/all/75"):
        assert officer.get(desk(election) + path).status_code == 405
    assert not Kit.objects.exists()


def test_what_is_no_section_has_no_kit(officer: Official, election: Election) -> None:
    for path in ("1/section/75/print", "7/section/75-001/print", "1/section/..%2f75/print"):
        assert officer.post(desk(election) + path).status_code in (403, 404, 409)
    assert not Kit.objects.exists()


@pytest.mark.usefixtures("printed", "by_hand")
def test_a_federations_kits_in_one_file(officer: Official, election: Election) -> None:
    officer.post(f"{desk(election)}1/all/75")
    job = KitJob.objects.get()
    assert (job.done, job.total) == (0, 3)
    jobs.run(job.pk)
    page = officer.get(f"{desk(election)}job/{job.pk}")
    assert "3" in page.content.decode()
    data = b"".join(officer.get(f"{desk(election)}job/{job.pk}/file").streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        first = archive.read("kit-75-001-1.pdf").decode()
    assert names == [f"kit-75-00{n}-1.pdf" for n in (1, 2, 3)]
    SectionPhone(election, "75-001").open(code_in(first))
    officer.post(f"{desk(election)}job/{job.pk}/forget")
    assert not KitJob.objects.exists()
    assert not (Path(settings.ENVIRONMENT.data) / "kits" / election.slug / str(job.pk)).exists()
    assert Kit.objects.filter(revoked=False).count() == 3


@pytest.mark.usefixtures("by_hand")
def test_an_interrupted_printing_goes_on(officer: Official, election: Election) -> None:
    officer.post(f"{desk(election)}1/all/75")
    job = KitJob.objects.get()
    made: list[str] = []

    def failing(html: str) -> bytes:
        if len(made) == 1:
            raise KeyboardInterrupt
        made.append(html)
        return html.encode()

    with pytest.raises(KeyboardInterrupt):
        jobs.run(job.pk, failing)
    job.refresh_from_db()
    assert job.done == 1
    again: list[str] = []
    jobs.run(job.pk, lambda html: again.append(html) or b"%PDF")  # type: ignore[func-returns-value]
    assert not again  # somebody may still be at it
    KitJob.objects.update(beat=job.beat - timedelta(minutes=3) if job.beat else None)
    page = officer.get(f"{desk(election)}job/{job.pk}").content.decode()
    assert "go-on" in page
    jobs.run(job.pk, lambda html: again.append(html) or b"%PDF")  # type: ignore[func-returns-value]
    job.refresh_from_db()
    assert (job.done, len(again)) == (3, 2)
    assert job.finished_at is not None
    SectionPhone(election, "75-001").open(code_in(made[0]))


@pytest.mark.usefixtures("by_hand")
def test_a_printing_that_cannot_go_on_says_why(officer: Official, election: Election) -> None:
    officer.post(f"{desk(election)}2/all/75")
    job = KitJob.objects.get()
    jobs.run(job.pk, lambda html: html.encode())
    job.refresh_from_db()
    assert job.fault == "round.no-result"
    page = officer.get(f"{desk(election)}job/{job.pk}").content.decode()
    assert "round.no-result" in page


@pytest.mark.usefixtures("by_hand")
def test_a_job_of_another_federation_is_not_seen(
    office: Office, officer: Official, election: Election
) -> None:
    chair = office.person("chair@example.org", election, "commission@chair")
    chair.post(f"{desk(election)}1/all/nation")
    job = KitJob.objects.get()
    assert job.total == 6
    for path in ("", "/file"):
        assert officer.get(f"{desk(election)}job/{job.pk}{path}").status_code == 403
    for path in ("/go-on", "/forget"):
        assert officer.post(f"{desk(election)}job/{job.pk}{path}").status_code == 403
    assert chair.get(f"{desk(election)}job/{job.pk}").status_code == 200
    other = office.election(slug="another")
    stranger = office.person("other@example.org", other, "commission@chair")
    assert stranger.get(f"/desk/another/kits/job/{job.pk}").status_code == 404


def test_a_thread_prints_by_itself(
    officer: Official, election: Election, printed: list[str]
) -> None:
    officer.post(f"{desk(election)}1/all/75")
    for thread in threading.enumerate():
        if thread.name == "kits":
            thread.join(30)
    assert KitJob.objects.get().finished_at is not None
    assert len(printed) == 3


def test_without_a_roll_lists_are_blank_and_the_desk_says_so(
    officer: Official, election: Election
) -> None:
    listed = blank_list(state_of(election), "75-001", 1)
    assert (listed.entitled, listed.struck, {line.name for line in listed.lines}) == (81, 0, {""})
    officer.client.cookies["django_language"] = "en"
    assert "holds no roll" in officer.get(desk(election)).content.decode()


def test_a_kit_is_printed_for_certain(officer: Official, election: Election) -> None:
    """With the real engine, once."""
    answer = officer.post(f"{desk(election)}1/section/75-001/print")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-1")


def test_with_a_roll_the_list_has_the_names_and_must_be_whole(
    officer: Official, election: Election, printed: list[str]
) -> None:
    registered = state_of(election).roll(1, "75-001")
    rows = [bare_row(election, Person(f"{n}", "75-001", f"Name{n:03}")) for n in range(registered)]
    Member.objects.bulk_create(rows)
    path = f"{desk(election)}1/section/75-001/print"
    officer.client.cookies["django_language"] = "en"
    assert "holds no roll" not in officer.get(desk(election)).content.decode()
    officer.post(path)
    assert all(f"Name{n:03}" in printed[0] for n in range(registered))
    Member.objects.filter(number="7").delete()
    refused = officer.post(path)
    assert refused.status_code == 422
    assert "roll.list-differs" in refused.content.decode()
    SectionPhone(election, "75-001").open(code_in(printed[0]))
