"""A federation's file of sheets, its minutes, its bare total, and photos of papers."""

import hashlib
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from tests.support.federation_desk import FIGURES, address, as_sheet, large, text_of, typed
from tests.support.office import Office, Official, state_of
from tests.support.simulator import Simulation

from suffrage.count.unit_state import Approved, Awaited, Received, Reserved
from suffrage.office.desks.federation import bulk
from suffrage.office.desks.federation.emptying import empty_uploads
from suffrage.office.models import (
    Election,
    FederationTotal,
    Photo,
    PhotoView,
    Proposal,
    SheetUpload,
)
from suffrage.office.photos import keep_photo

pytestmark = pytest.mark.long

HEAD = "unit,registered,signatures,ballots,blank,void,valid,option,votes"
UNIT = "75-001"
AT = datetime(2023, 1, 12, 21, 20, tzinfo=UTC)


@pytest.fixture
def sim() -> Simulation:
    return large().to_the_count()


@pytest.fixture
def election(office: Office, sim: Simulation) -> Election:
    office.at("2023-01-12T21:20:00Z")
    return office.election(sim)


@pytest.fixture
def officer(office: Office, election: Election) -> Official:
    return office.person("officer@example.org", election, "federation@75")


@pytest.fixture
def member(office: Office, election: Election) -> Official:
    return office.person("chair@example.org", election, "commission@chair")


def get(person: Official, *rest: str, **query: str) -> Any:
    return person.get(address(person.election, *rest), **query)


def rows(unit: str, **changed: int) -> str:
    """The rows of a section in the layout of ``sheets.csv``."""
    figures = {**FIGURES, **changed}
    plain = [90001, *(figures[n] for n in ("signatures", "ballots", "blank", "void", "valid"))]
    return "".join(
        ",".join([unit, *map(str, plain), option, str(figures[f"votes.{option}"])]) + "\n"
        for option in ("to1", "to2", "to3")
    )


def upload(person: Official, text: str) -> Any:
    file = SimpleUploadedFile("sheets.csv", f"{HEAD}\n{text}".encode())
    return person.post(address(person.election, "of/75/sheets"), {"contest": "text", "file": file})


def sign(person: Official, **sent: str) -> Any:
    kept = SheetUpload.objects.latest("pk")
    path = address(person.election, "of/75/sheets", str(kept.pk), "sign")
    return person.post(path, sent)


# -- a file of sheets ------------------------------------------------------------------------------


def test_a_faulty_file_gives_nothing_but_all_its_faults(
    officer: Official, election: Election
) -> None:
    good, bad = rows("75-001"), rows("75-002").replace("31847", "31 847")
    page = upload(officer, good + bad + rows("13-001") + rows("75-099"))
    assert page.status_code == 422
    text = text_of(page)
    assert "Line 5" in text
    assert text.count("is not one of the expected sections") == 2
    assert not SheetUpload.objects.exists()
    assert isinstance(state_of(election).unit("text", "75-001"), Awaited)
    assert upload(officer, "").status_code == 422
    nothing = officer.post(address(election, "of/75/sheets"), {"contest": "text"})
    assert nothing.status_code == 422


def test_a_good_file_is_shown_then_signed_and_goes_on_where_it_stopped(
    officer: Official, election: Election, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 2)
    page = upload(officer, rows("75-001") + rows("75-002") + rows("75-003"))
    assert page.status_code == 200
    assert "To sign: 3 of 3 sheets" in text_of(page)
    page = officer.sign(sign(officer))
    assert "To sign: 1 of 3 sheets" in text_of(page)
    state = state_of(election)
    states = [type(state.unit("text", f"75-00{n}")) for n in (1, 2, 3)]
    assert states == [Received, Received, Awaited]
    sheet = state.unit("text", "75-001").sheet
    assert (sheet.entered_by, sheet.votes["to1"]) == ("federation@75", 31847)
    officer.sign(sign(officer))
    assert isinstance(state_of(election).unit("text", "75-003"), Received)
    assert sign(officer).status_code == 422


def test_impossible_sheets_of_a_file_go_as_reserved_when_the_paper_says_so(
    officer: Official, election: Election
) -> None:
    page = upload(officer, rows("75-001") + rows("75-002", valid=63632))
    text = text_of(page)
    assert "are not the sum" in text
    officer.sign(sign(officer))
    state = state_of(election)
    assert isinstance(state.unit("text", "75-001"), Received)
    assert isinstance(state.unit("text", "75-002"), Awaited)
    officer.sign(sign(officer, **{"paper-says": "1"}))
    assert isinstance(state_of(election).unit("text", "75-002"), Reserved)


def test_a_file_is_emptied_once_every_sheet_is_on_the_board(
    officer: Official, sim: Simulation
) -> None:
    data = f"{HEAD}\n{rows('75-001')}{rows('75-002')}".encode()
    upload(officer, rows("75-001") + rows("75-002"))
    sim.receive("75-001", **as_sheet(FIGURES))
    assert empty_uploads(AT) == 0
    page = officer.sign(sign(officer))
    assert empty_uploads(AT) == 1
    kept = SheetUpload.objects.get()
    assert (kept.sheets, kept.count, kept.name, kept.size) == ([], 2, "sheets.csv", len(data))
    assert kept.digest == hashlib.sha256(data).hexdigest()
    text = text_of(officer.get(page.wsgi_request.path))
    assert "no longer kept" in text
    assert "sheets.csv" in text
    assert kept.digest in text
    assert "31,847" not in text
    assert sign(officer).status_code == 422
    assert "2 sheets" in text_of(get(officer, "of/75/sheets"))
    assert empty_uploads(AT) == 0


def test_a_file_that_nobody_signs_is_emptied_after_a_week(officer: Official) -> None:
    upload(officer, rows("75-001"))
    assert empty_uploads(AT + timedelta(days=7) - timedelta(seconds=1)) == 0
    assert "To sign: 1 of 1 sheets" in text_of(get(officer, "of/75/sheets", "1"))
    assert empty_uploads(AT + timedelta(days=7, seconds=1)) == 1
    assert SheetUpload.objects.get().sheets == []
    # The same file, read again, goes on.
    upload(officer, rows("75-001"))
    officer.sign(sign(officer))
    assert isinstance(state_of(officer.election).unit("text", "75-001"), Received)


def test_who_signed_a_file_is_not_its_second_reader(office: Office, officer: Official) -> None:
    upload(officer, rows("75-001"))
    officer.sign(sign(officer))
    both = office.person("officer@example.org", officer.election, f"teller@{UNIT}")
    path = address(officer.election, f"section/{UNIT}/sheet/text/second")
    assert both.get(path, **{"as": f"teller@{UNIT}"}).status_code == 409


# -- minutes ---------------------------------------------------------------------------------------


def test_minutes_give_the_boards_figures_with_their_states(
    officer: Official, sim: Simulation
) -> None:
    sim.receive("75-001", **as_sheet(FIGURES))
    sim.approve("75-001", **as_sheet(FIGURES))
    sim.receive("75-002", **as_sheet(FIGURES))
    text = text_of(get(officer, "of/75/minutes"))
    assert "2 of 3 units counted" in text
    assert "63,694" in text  # twice 31,847
    assert "received, provisional" in text
    assert "13-001" not in text
    assert f"/e/{officer.election.slug}/site/en/text/federation/75.html" in text


def test_minutes_are_a_pdf(officer: Official, sim: Simulation) -> None:
    pytest.importorskip("weasyprint")
    sim.receive("75-001", **as_sheet(FIGURES))
    page = get(officer, "of/75/minutes.pdf")
    assert page.status_code == 200
    assert page.content.startswith(b"%PDF")


# -- a bare total ----------------------------------------------------------------------------------


def test_a_bare_total_is_a_claim_that_the_commission_records(
    officer: Official, member: Official, election: Election
) -> None:
    path = address(election, "of/75/totals/say/text")
    said = {"votes.to1": "100", "votes.to2": "80", "votes.to3": "20", "ballots": "210"}
    assert officer.post(path, {**said, "ballots": ""}).status_code == 422
    officer.post(path, said)
    kept = FederationTotal.objects.get()
    claim = address(election, f"of/75/totals/{kept.pk}/claim")
    assert officer.post(claim).status_code == 403
    before = state_of(election)
    member.sign(member.post(claim))
    state = state_of(election)
    (made,) = state.claims.values()
    assert (made.place, made.votes["to1"], made.ballots) == ("75", 100, 210)
    assert (made.claim, made.confirmed) == ("counted", "not-asked")
    assert "federation" in made.said_by
    assert state.units == before.units
    assert "recorded as a claim" in text_of(get(officer, "of/75/totals"))
    assert member.post(claim).status_code == 404


# -- photos ----------------------------------------------------------------------------------------


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(made, "JPEG")
    return made.getvalue()


def test_each_look_at_a_photo_is_written_down(
    officer: Official, sim: Simulation, election: Election
) -> None:
    sim.receive(UNIT, **as_sheet(FIGURES))
    photo = keep_photo(election, UNIT, "text", picture(), f"secretary@{UNIT}")
    path = f"section/{UNIT}/photo/{photo.pk}"
    assert path in text_of(get(officer, f"section/{UNIT}/sheet/text/second"))
    page = get(officer, path)
    assert page.content == picture()
    assert page["Content-Type"] == "image/jpeg"
    assert PhotoView.objects.get().person == officer.person
    # The photo of one section is not to be had by the address of another.
    assert get(officer, f"section/75-002/photo/{photo.pk}").status_code == 404


def test_an_unreadable_photo_is_asked_for_again(
    officer: Official, sim: Simulation, election: Election
) -> None:
    sim.receive(UNIT, **as_sheet(FIGURES))
    photo = keep_photo(election, UNIT, "text", picture(), f"secretary@{UNIT}")
    page = officer.post(address(election, f"section/{UNIT}/photo/{photo.pk}/unreadable"))
    photo.refresh_from_db()
    assert photo.unreadable
    assert "The last photo is unreadable" in text_of(page)
    second = text_of(get(officer, f"section/{UNIT}/sheet/text/second"))
    assert "No readable photo" in second


def test_the_second_reading_names_the_photo(
    officer: Official, sim: Simulation, election: Election
) -> None:
    sim.receive(UNIT, **as_sheet(FIGURES))
    photo = keep_photo(election, UNIT, "text", picture(), f"secretary@{UNIT}")
    path = address(election, f"section/{UNIT}/sheet/text/second")
    officer.sign(officer.post(path, typed(FIGURES)))
    assert isinstance(state_of(election).unit("text", UNIT), Approved)
    payload = bytes(Proposal.objects.get(kind="sheet.approved/1").payload or b"")
    assert photo.scan.encode() in payload


def test_a_photo_that_came_by_another_way_is_kept(
    officer: Official, member: Official, election: Election
) -> None:
    path = address(election, f"section/{UNIT}/sheet/text/photo")
    sent = SimpleUploadedFile("photo.jpg", picture())
    assert officer.post(path, {"file": sent}).status_code == 200
    kept = Photo.objects.get()
    assert (kept.unit, kept.contest, kept.role) == (UNIT, "text", "federation@75")
    assert officer.post(path).status_code == 422
    assert officer.get(path).status_code == 405
    assert member.post(path, {"file": SimpleUploadedFile("p.jpg", picture())}).status_code == 403


def test_only_who_may_mark_a_photo_is_asked_to(
    officer: Official, member: Official, sim: Simulation, election: Election
) -> None:
    sim.receive(UNIT, **as_sheet(FIGURES))
    keep_photo(election, UNIT, "text", picture(), f"secretary@{UNIT}")
    page = f"section/{UNIT}/sheet/text/second"
    assert "Photo unreadable" in text_of(get(officer, page))
    assert "Photo unreadable" not in text_of(get(member, page))
