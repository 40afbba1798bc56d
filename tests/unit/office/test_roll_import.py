"""A file of members: looked at, all its faults told at once, taken whole or not at all."""

import csv
import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support.office import Office, Official
from tests.support.rolls import (
    HEADER,
    frozen_office,
    import_members,
    member_row,
    members_csv,
    suggested,
    upload,
    without_roll,
)

from suffrage.office.desks.roll import import_job
from suffrage.office.desks.roll.emptying import give_up, give_up_old
from suffrage.office.desks.roll.export import safe_cell
from suffrage.office.models import Member, RollImport

pytestmark = pytest.mark.long


@pytest.fixture
def officer(office: Office) -> Official:
    return office.person("roll@example.org", office.election(without_roll()), "roll")


def file_of(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def check(officer: Official, data: bytes, **changed: str) -> Any:
    page = upload(officer, data)
    return officer.post(f"{page.wsgi_request.path}/check", {**suggested(page), **changed})


def test_the_first_look_shows_rows_and_suggests_columns(officer: Official) -> None:
    page = upload(officer, file_of(member_row(1, "75-001"), member_row(2, "75-002")))
    chosen = suggested(page)
    assert chosen["number"] == "Numéro"
    assert (chosen["unit-1"], chosen["name-1"], chosen["name-2"]) == ("Section", "Prénom", "Nom")
    assert chosen["family"] == "Nom"
    assert chosen["joined_on"] == "Adhésion"
    text = page.content.decode()
    assert "UTF-8" in text
    assert "<td>00002</td>" in text
    assert not Member.objects.exists()


def test_a_file_without_fault_is_taken_after_two_presses(officer: Official) -> None:
    done = import_members(officer, file_of(member_row(17, "75-001", given="Zoé", family="Petit")))
    assert done.status_code == 200
    row = Member.objects.get()
    assert (row.number, row.unit, row.name) == ("00017", "75-001", "Zoé Petit")
    assert (row.family, row.search, row.on_roll) == ("Petit", "00017 zoepetit", True)
    assert str(row.dues_paid_on) == "2022-10-01"
    assert bytes(RollImport.objects.get().data) == b""


HOSTILE = (
    member_row(1, "75-001"),
    member_row(1, "75-001"),
    member_row(2, "99-999"),
    member_row(3, "75-001", number="A\N{CYRILLIC SMALL LETTER A}3"),
    member_row(4, "75-001", given="", family=""),
    member_row(5, "75-001", email="no mailbox"),
    member_row(6, "75-001", joined="31/02/2020"),
    member_row(7, "75-001", number="0\u200b7"),
    "too;few",
)


def test_all_faults_come_at_once_with_their_lines_and_nothing_is_taken(officer: Official) -> None:
    page = check(officer, file_of(*HOSTILE))
    job = RollImport.objects.get()
    assert job.stage == "rejected"
    found = {(one["line"], one["code"]) for one in job.faults}
    assert {
        (3, "members.number-twice"),
        (4, "members.unit-unknown"),
        (5, "members.number-scripts"),
        (6, "members.empty"),
        (7, "members.mailbox"),
        (8, "members.day"),
        (9, "members.number-hidden"),
        (10, "csv.ragged"),
    } <= found
    text = page.content.decode()
    assert all(f'<th scope="row">{line}</th>' in text for line in (3, 4, 5, 6, 7, 8, 9, 10))
    officer.post(f"{page.wsgi_request.path}/take")
    assert not Member.objects.exists()


def test_faults_can_be_downloaded_as_a_table(officer: Official) -> None:
    page = check(officer, file_of(*HOSTILE))
    answer = officer.get(f"{page.wsgi_request.path}/faults.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + len(RollImport.objects.get().faults)


def test_a_wrong_mapping_takes_nothing(officer: Official) -> None:
    data = file_of(member_row(1, "75-001"))
    check(officer, data, number="")
    assert RollImport.objects.latest("pk").stage == "rejected"
    check(officer, data, number="no such column")
    assert RollImport.objects.latest("pk").stage == "rejected"


def test_formulas_and_leading_zeros_stay_text(officer: Official) -> None:
    formula = "=HYPERLINK(1)"
    import_members(officer, file_of(member_row(1, "75-001", number="007", family=formula)))
    assert Member.objects.get().family == formula
    answer = officer.post(f"/desk/{officer.election.slug}/roll/members.csv")
    cells = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))[1]
    assert cells[0] == "007"
    assert cells[2] == f"'{formula}"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\r=1", " =1", "\uff1d1", "|x"])
def test_what_a_spreadsheet_would_run_is_led_by_an_apostrophe(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Zoé", "007", "a=1", "d'Arc"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_windows_1252_is_read_and_told(officer: Official) -> None:
    data = file_of(member_row(1, "75-001", given="Zoé")).decode().encode("cp1252")
    page = check(officer, data)
    assert RollImport.objects.get().stage == "ready"
    assert RollImport.objects.get().notices[-1]["code"] == "members.windows-1252"
    assert "Windows-1252" in page.content.decode()


def test_namesakes_are_no_fault_and_shown(officer: Official) -> None:
    twice = [member_row(n, "75-001", given="Ada", family="Roy") for n in (1, 2)]
    page = check(officer, file_of(*twice))
    assert [one["code"] for one in RollImport.objects.get().notices] == ["members.namesake"]
    assert "same name as line 2" in page.content.decode()


def test_what_is_no_table_is_said_beside_the_field(officer: Official) -> None:
    page = upload(officer, b"\x89PNG\r\n\x1a\n\x00")
    assert page.status_code == 422
    assert 'id="file-fault"' in page.content.decode()
    assert not RollImport.objects.exists()


def test_a_number_longer_than_the_table_is_a_fault(officer: Official) -> None:
    check(officer, file_of(member_row(1, "75-001", number="9" * 81)))
    assert RollImport.objects.get().faults[0]["code"] == "members.long"


def test_another_file_replaces_the_first_whole(officer: Official) -> None:
    import_members(officer, file_of(member_row(1, "75-001"), member_row(2, "75-001")))
    import_members(officer, file_of(member_row(3, "75-002")))
    assert list(Member.objects.values_list("number", flat=True)) == ["00003"]


def test_an_import_that_breaks_off_leaves_the_roll_as_it_was(
    officer: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_members(officer, file_of(member_row(1, "75-001")))

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Zoé Petit")

    page = check(officer, file_of(member_row(2, "75-001"), member_row(3, "75-001")))
    monkeypatch.setattr(import_job, "insert_rows", fail)
    after = officer.post(f"{page.wsgi_request.path}/take")
    assert list(Member.objects.values_list("number", flat=True)) == ["00001"]
    assert RollImport.objects.order_by("-pk")[0].stage == "failed"
    assert "nothing was taken" in after.content.decode()


def test_a_job_whose_process_ended_can_be_started_again(officer: Official) -> None:
    page = check(officer, file_of(member_row(1, "75-001")))
    RollImport.objects.update(stage="writing", beat=timezone.now())
    path = page.wsgi_request.path
    assert 'http-equiv="refresh"' in officer.get(path).content.decode()
    officer.post(f"{path}/take")
    assert not Member.objects.exists()
    RollImport.objects.update(beat=timezone.now() - timedelta(minutes=5))
    assert 'http-equiv="refresh"' not in officer.get(path).content.decode()
    officer.post(f"{path}/take")
    assert Member.objects.count() == 1


def empty(job: RollImport) -> bool:
    """Whether nothing of a file is kept but which it was."""
    job.refresh_from_db()
    return (bytes(job.data), job.look, job.faults, job.notices) == (b"", {}, [], [])


def test_a_file_that_another_replaces_is_emptied(officer: Official) -> None:
    data = file_of(*HOSTILE)
    page = check(officer, data)
    first = RollImport.objects.get()
    upload(officer, file_of(member_row(1, "75-001")))
    assert empty(first)
    assert (first.stage, first.name, first.size) == ("given-up", "members.csv", len(data))
    assert first.digest == hashlib.sha256(data).hexdigest()
    text = officer.get(page.wsgi_request.path).content.decode()
    assert "no longer kept" in text
    assert first.digest in text
    assert officer.get(f"{page.wsgi_request.path}/faults.csv").status_code == 200


@pytest.mark.parametrize("stage", ["looked", "checking", "rejected", "ready", "failed", "writing"])
def test_a_file_that_nobody_takes_is_emptied_after_a_week(officer: Official, stage: str) -> None:
    page = check(officer, file_of(member_row(1, "75-001")))
    job, path = RollImport.objects.get(), page.wsgi_request.path
    RollImport.objects.update(stage=stage, beat=timezone.now() - timedelta(minutes=5))
    week = datetime.fromisoformat(job.at) + timedelta(days=7)
    assert give_up_old(week) == 0
    assert give_up_old(week + timedelta(seconds=1)) == 1
    assert empty(job)
    assert give_up_old(week + timedelta(seconds=1)) == 0
    # Neither a page that was kept open nor a press brings it back.
    for press in ("check", "take"):
        assert officer.post(f"{path}/{press}", suggested(page)).status_code == 200
        assert empty(job)
        assert job.stage == "given-up"
    assert not Member.objects.exists()


def test_a_file_that_is_being_written_is_not_given_up(officer: Official) -> None:
    check(officer, file_of(member_row(1, "75-001")))
    RollImport.objects.update(stage="writing", beat=timezone.now())
    assert give_up_old(datetime(2100, 1, 1, tzinfo=UTC)) == 0
    assert bytes(RollImport.objects.get().data)


def test_what_is_given_up_while_it_is_read_stays_empty(
    officer: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = import_job._read

    def given_up(pk: int, *more: Any) -> Any:
        found = read(pk, *more)
        give_up(RollImport.objects.filter(pk=pk))
        return found

    monkeypatch.setattr(import_job, "_read", given_up)
    check(officer, file_of(*HOSTILE))
    job = RollImport.objects.get()
    assert empty(job)
    assert job.stage == "given-up"


def test_a_file_that_was_taken_says_which_it_was(officer: Official) -> None:
    data = file_of(member_row(1, "75-001"))
    done = import_members(officer, data)
    assert hashlib.sha256(data).hexdigest() in done.content.decode()
    assert give_up_old(datetime(2100, 1, 1, tzinfo=UTC)) == 0
    assert RollImport.objects.get().stage == "done"


def test_nothing_is_imported_once_the_roll_is_frozen(office: Office) -> None:
    _, officer, _ = frozen_office(office)
    before = Member.objects.count()
    import_members(officer, file_of(member_row(1, "75-001")))
    assert Member.objects.count() == before
    assert RollImport.objects.order_by("-pk")[0].fault == "roll.frozen"


def test_a_get_changes_nothing(officer: Official) -> None:
    page = check(officer, file_of(member_row(1, "75-001")))
    assert officer.get(f"{page.wsgi_request.path}/take").status_code == 405
    assert not Member.objects.exists()


def test_the_whole_file_of_the_test_definition_agrees(officer: Official, office: Office) -> None:
    sim = without_roll()
    other = office.person("r@example.org", office.election(sim, slug="other"), "roll")
    import_members(other, members_csv(sim.definition))
    page = other.get("/desk/other/roll/counts").content.decode()
    assert "Every section has the count of the definition" in page
    assert Member.objects.filter(election=officer.election).count() == 0
