"""Sheets of a pool sealed at the federation's desk, up to the sum on the public board."""

import html
import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec import structs
from tests.support.commission import Commission
from tests.support.federation_desk import address, text_of
from tests.support.office import Office, Official, state_of
from tests.support.pools import PooledSimulation
from tests.support.section_phone import jpeg

from suffrage.count.unit_state import Awaited, Pooled, Sealed
from suffrage.model import canonical
from suffrage.office.desks.federation import sheet_form
from suffrage.office.models import FederationTotal, Photo, Proposal, SheetUpload
from suffrage.paper.sealed import Opening

pytestmark = pytest.mark.long

UNIT, OTHER = "75-004", "75-005"
FIGURES = {
    "signatures": "11", "ballots": "11", "blank": "1", "void": "1",
    "votes.to1": "4", "votes.to2": "3", "votes.to3": "2",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Office(tmp_path) as one:
        one.at("2023-01-12T21:20:00Z")
        yield one


@pytest.fixture
def sim() -> PooledSimulation:
    simulation = PooledSimulation()
    simulation.to_the_count()
    return simulation


@pytest.fixture
def officer(office: Office, sim: PooledSimulation) -> Official:
    return office.person("officer@example.org", office.election(sim), "federation@75")


def path(officer: Official, unit: str = UNIT, rest: str = "", contest: str = "text") -> str:
    return address(officer.election, f"section/{unit}/sheet/{contest}/seal{rest}")


def hidden(page: Any, name: str) -> str:
    """What a hidden field of a page holds."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text_of(page))
    assert found, text_of(page)
    return html.unescape(found[1])


def asked(officer: Official, unit: str = UNIT, **figures: str) -> Any:
    """The page that asks to save the opening of these figures."""
    changed = {name.replace("_", "."): figure for name, figure in figures.items()}
    page = officer.post(path(officer, unit), {**FIGURES, **changed})
    assert page.status_code == 200, text_of(page)
    return page


def saved(officer: Official, page: Any, unit: str = UNIT) -> bytes:
    """The file that the page's button gives."""
    answer = officer.post(path(officer, unit, "/opening"), {"opening": hidden(page, "opening")})
    assert answer.status_code == 200, text_of(answer)
    return bytes(answer.content)


def brought(
    officer: Official,
    opening: bytes,
    page: Any = None,
    unit: str = UNIT,
    agents: Mapping[str, str] | None = None,
) -> Any:
    """What comes of the saved file at the page that asked for it, or at the section's own."""
    said = {f"agents.{camp}": did for camp, did in (agents or {}).items()}
    if page is not None:
        said["commitments"] = hidden(page, "commitments")
    file = SimpleUploadedFile("opening.json", opening, "application/json")
    return officer.post(path(officer, unit, "/sign"), {**said, "opening": file})


def sealed(officer: Official, unit: str = UNIT, **figures: str) -> bytes:
    """A section's sheet sealed from the first page to the signature; the opening comes back."""
    page = asked(officer, unit, **figures)
    opening = saved(officer, page, unit)
    signed = brought(officer, opening, page, unit, {"to1": "signed", "to2": "absent"})
    assert officer.sign(signed).status_code == 200
    return opening


def refused(answer: Any, code: str) -> None:
    assert answer.status_code in (409, 422), text_of(answer)
    assert f"<code>{code}</code>" in text_of(answer)


def test_two_sheets_are_sealed_and_their_sum_is_public(
    office: Office, officer: Official, sim: PooledSimulation
) -> None:
    openings = [sealed(officer), sealed(officer, OTHER, votes_to1="5", votes_to2="2")]
    now = state_of(officer.election).unit("text", UNIT)
    assert isinstance(now, Sealed)
    assert (now.by, now.sheet.entered_by) == ("federation@75", "federation@75")
    assert now.sheet.agents == {"to1": "signed", "to2": "absent"}
    members = Commission(office, officer.election)
    files = [SimpleUploadedFile(f"{n}.json", one) for n, one in enumerate(openings)]
    said = {"contest": "text", "pool": "small-75-1", "what": "sum", "openings": files}
    page = members.chair.post(members.path("pools/settle"), said)
    assert members.chair.sign(page).status_code == 200
    state = state_of(officer.election)
    sums = state.pools["text", "small-75-1"].figures
    assert (sums.valid, sums.votes) == (18, {"to1": 9, "to2": 5, "to3": 4})
    assert isinstance(state.unit("text", UNIT), Pooled)
    assert sim.state.size == state.size


def test_the_section_s_page_leads_there_and_nowhere_else(officer: Official) -> None:
    section = text_of(officer.get(address(officer.election, f"section/{UNIT}/")))
    assert path(officer) in section
    assert "/telephone" not in section
    for never in ("Signatures", "Second teller", "photo"):
        assert never not in section
    elsewhere = text_of(officer.get(address(officer.election, "section/75-001/")))
    assert "/seal" not in elsewhere
    page = text_of(officer.get(path(officer)))
    assert "Copy the paper line by line" in page
    assert "unreadable" not in page


def test_the_file_is_named_and_kept_by_no_cache(officer: Official) -> None:
    page = asked(officer)
    assert page["Cache-Control"] == "no-store"
    assert "Save the opening first" in text_of(page)
    said = {"opening": hidden(page, "opening")}
    answer = officer.post(path(officer, rest="/opening"), said)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "application/json"
    name = f'attachment; filename="opening-{officer.election.slug}-text-{UNIT}.json"'
    assert answer["Content-Disposition"] == name
    opening = canonical.decode(answer.content, Opening)
    assert (opening.figures["valid"], opening.figures["void"]) == (9, 1)
    assert officer.get(path(officer, rest="/opening")).status_code == 405
    assert officer.get(path(officer, rest="/sign")).status_code == 405


def test_each_opening_is_drawn_anew(officer: Official) -> None:
    first, second = (canonical.decode(saved(officer, asked(officer)), Opening) for _ in range(2))
    assert first.figures == second.figures
    assert not set(first.blindings.values()) & set(second.blindings.values())


def test_what_cannot_be_right_is_said_and_not_sealed(officer: Official) -> None:
    wrong = {**FIGURES, "ballots": "12", "seen": "sheet.ballots-sum sheet.more-ballots"}
    for more in ({}, {"paper-says": "1"}):
        page = officer.post(path(officer), wrong | more)
        assert page.status_code == 422
        assert "such paper is not sealed" in text_of(page)
        assert 'id="ballots-wrong"' in text_of(page)
        assert 'name="opening" value' not in text_of(page)
        assert "paper-says" not in text_of(page)
    missing = officer.post(path(officer), {**FIGURES, "blank": ""})
    assert missing.status_code == 422
    assert 'id="blank-wrong"' in text_of(missing)


def test_what_is_unusual_is_looked_at_again(officer: Official) -> None:
    rare = {**FIGURES, "signatures": "12"}
    page = officer.post(path(officer), rare)
    assert page.status_code == 422
    assert 'id="ballots-wrong"' in text_of(page)
    sure = officer.post(path(officer), {**rare, "seen": "sheet.fewer-ballots"})
    assert "Save the opening first" in text_of(sure)


def test_a_sheet_is_sealed_again_until_its_pool_is_summed(
    office: Office, officer: Official
) -> None:
    first = sealed(officer)
    before = state_of(officer.election).unit("text", UNIT).payload
    assert "Seal again" in text_of(officer.get(address(officer.election, f"section/{UNIT}/")))
    assert "sealed already" in text_of(officer.get(path(officer)))
    office.at("2023-01-12T21:40:00Z")
    again = sealed(officer, votes_to1="3", votes_to2="4")
    now = state_of(officer.election).unit("text", UNIT)
    assert now.payload != before
    other = sealed(officer, OTHER)
    members = Commission(office, officer.election)

    def settle(*openings: bytes) -> Any:
        files = [SimpleUploadedFile("x.json", one) for one in openings]
        said = {"contest": "text", "pool": "small-75-1", "what": "sum", "openings": files}
        return members.chair.post(members.path("pools/settle"), said)

    refused(settle(first, other), "opening.differs")
    members.chair.sign(settle(again, other))
    assert ("text", "small-75-1") in state_of(officer.election).pools
    section = text_of(officer.get(address(officer.election, f"section/{UNIT}/")))
    assert path(officer) not in section
    assert officer.post(path(officer), FIGURES).status_code == 409


def test_an_opening_seals_once(office: Office, officer: Official) -> None:
    page = asked(officer)
    opening = saved(officer, page)
    waiting = brought(officer, opening, page)
    office.at("2023-01-12T21:21:00Z")
    second = brought(officer, opening, page)
    officer.sign(waiting)
    refused(officer.sign(second), "sheet.again")
    refused(brought(officer, opening, page), "opening.again")
    refused(brought(officer, opening), "opening.again")
    given = officer.post(path(officer, rest="/opening"), {"opening": opening.decode()})
    refused(given, "opening.again")


def test_an_opening_saved_before_is_sealed_without_the_page_that_gave_it(
    officer: Official,
) -> None:
    opening = saved(officer, asked(officer))
    officer.sign(brought(officer, opening, agents={"to1": "signed"}))
    assert isinstance(state_of(officer.election).unit("text", UNIT), Sealed)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"origin": "vote.example.org/e/rehearsal"}, "opening.origin"),
        ({"unit": OTHER}, "opening.other"),
        ({"contest": "first-secretary"}, "opening.other"),
        ({"figures": {"valid": 9}}, "sheet.sealed-figures"),
    ],
)
def test_an_opening_of_something_else_is_refused(
    officer: Official, change: dict[str, Any], code: str
) -> None:
    opening = canonical.decode(saved(officer, asked(officer)), Opening)
    data = canonical.encode(structs.replace(opening, **change))
    refused(brought(officer, data), code)
    given = officer.post(path(officer, rest="/opening"), {"opening": data.decode()})
    refused(given, code)
    assert not Proposal.objects.exists()


def test_an_altered_opening_is_refused(officer: Official) -> None:
    page = asked(officer)
    opening = canonical.decode(saved(officer, page), Opening)
    votes = {**opening.figures, "votes.to1": 3, "votes.to2": 4}
    altered = canonical.encode(structs.replace(opening, figures=votes))
    refused(brought(officer, altered, page), "opening.differs")
    # One that is saved by another page, for the figures typed there.
    refused(brought(officer, saved(officer, asked(officer)), page), "opening.differs")
    impossible = {**opening.figures, "votes.to1": 9}
    answer = brought(officer, canonical.encode(structs.replace(opening, figures=impossible)))
    refused(answer, "opening.impossible")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"x" * 20_001])
def test_what_is_no_opening_is_refused(officer: Official, data: bytes) -> None:
    assert brought(officer, data).status_code == 422
    refused(officer.post(path(officer, rest="/sign")), "federation.seal.no-file")
    refused(officer.post(path(officer, rest="/opening")), "opening.unreadable")


def test_another_place_seals_nothing_here(office: Office, officer: Official) -> None:
    page = asked(officer)
    opening = saved(officer, page)
    for role in ("federation@13", f"teller@{UNIT}", "commission@chair", "agent@to1"):
        other = office.person(f"{role}@example.org", officer.election, role)
        assert other.get(path(officer)).status_code == 403, role
        assert other.post(path(officer), FIGURES).status_code == 403, role
        assert brought(other, opening).status_code == 403, role
        said = {"opening": opening.decode()}
        assert other.post(path(officer, rest="/opening"), said).status_code == 403, role
    assert not Proposal.objects.exists()


def test_a_section_in_no_pool_is_not_sealed(officer: Official) -> None:
    for rest in ("", "/opening", "/sign"):
        answer = officer.post(path(officer, "75-001", rest), FIGURES)
        refused(answer, "sheet.not-hidden")
    assert officer.post(path(officer, contest="none")).status_code == 409


def test_no_photo_and_no_file_of_such_a_paper_is_kept(officer: Official) -> None:
    photo = SimpleUploadedFile("sheet.jpg", jpeg(), "image/jpeg")
    bring = address(officer.election, f"section/{UNIT}/sheet/text/photo")
    refused(officer.post(bring, {"file": photo}), "sheet.hidden")
    rows = "".join(f"{UNIT},to{n},{votes},16,11,11,1,1,9\n" for n, votes in enumerate((4, 3, 2), 1))
    head = "unit,option,votes,registered,signatures,ballots,blank,void,valid\n"
    file = SimpleUploadedFile("sheets.csv", (head + rows).encode(), "text/csv")
    sheets = address(officer.election, "of/75/sheets")
    answer = officer.post(sheets, {"contest": "text", "file": file})
    assert answer.status_code == 422
    assert "is in the pool small-75-1" in text_of(answer)
    assert not Photo.objects.exists()
    assert not SheetUpload.objects.exists()


def test_nothing_is_sealed_before_the_polls_close(office: Office) -> None:
    election = office.election(PooledSimulation().convene().fix_rules().open_polls())
    officer = office.person("officer@example.org", election, "federation@75")
    assert path(officer) not in text_of(officer.get(address(election, f"section/{UNIT}/")))
    answer = officer.post(path(officer), FIGURES)
    refused(answer, "sheet.early")
    assert "suffrage-opening" not in text_of(answer)


def test_no_table_no_log_and_no_proposal_has_what_opens_the_sheet(
    office: Office, officer: Official, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = asked(officer)
    data = saved(officer, page)
    opening = canonical.decode(data, Opening)
    altered = structs.replace(opening, origin="elsewhere.example.org/e/x")
    refused(brought(officer, canonical.encode(altered), page), "opening.origin")
    refused(brought(officer, data + b" ", page), "opening.unreadable")
    officer.sign(brought(officer, data, page))
    secrets = ["suffrage-opening", *opening.blindings.values()]
    with closing(sqlite3.connect(office.file)) as found:
        dump = "\n".join(found.iterdump())
    # Blobs are written in hexadecimal there.
    kept = [one for one in secrets if one in dump or one.encode().hex() in dump.lower()]
    assert kept == []
    assert [one for one in secrets if one in caplog.text or one in repr(opening)] == []
    office.close()
    raw = b"".join(one.read_bytes() for one in office.file.parent.rglob("*") if one.is_file())
    assert [one for one in secrets if one.encode() in raw] == []
    # What the search would find if it were there: the commitments are public.
    commitment = canonical.decode(hidden(page, "commitments").encode(), dict[str, str])["valid"]
    assert commitment.encode() in raw


def test_the_work_list_says_what_a_pool_needs(office: Office, officer: Official) -> None:
    def line(unit: str) -> str:
        text = text_of(officer.get(address(officer.election, "of/75/"), show="all"))
        found = re.search(rf'<li><a href="[^"]*/{unit}/">.*?</li>', text, re.DOTALL)
        assert found, text
        return found[0]

    before = line(UNIT)
    assert "figures awaited" in before
    assert path(officer) in before
    assert "/telephone" not in before
    opening = sealed(officer)
    after = line(UNIT)
    assert ">sealed<" in after
    assert path(officer) not in after
    assert isinstance(state_of(officer.election).unit("text", OTHER), Awaited)
    assert "figures awaited" in line(OTHER)
    members = Commission(office, officer.election)
    files = [SimpleUploadedFile("x.json", one) for one in (opening, sealed(officer, OTHER))]
    said = {"contest": "text", "pool": "small-75-1", "what": "sum", "openings": files}
    members.chair.sign(members.chair.post(members.path("pools/settle"), said))
    assert ">done<" in line(UNIT)


def test_no_total_is_told_beside_public_sheets(officer: Official) -> None:
    where = address(officer.election, "of/75/totals/say/text")
    said = {"votes.to1": "100", "votes.to2": "80", "votes.to3": "20", "ballots": "210"}
    for refused in (officer.get(where), officer.post(where, said)):
        assert refused.status_code == 409
        assert "federation.total-hidden" in text_of(refused)
    assert not FederationTotal.objects.exists()


def test_a_sealed_sheet_is_asked_for_no_proxies(
    officer: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet_form, "SMALL", 0)
    page = text_of(officer.get(path(officer)))
    assert 'name="valid"' in page
    assert 'name="proxies"' not in page
    assert officer.post(path(officer), {**FIGURES, "valid": "9"}).status_code == 200
