"""Every page of the office that answers with HTML, on a small phone: what axe-core finds grave.

The addresses are walked, so that a page that is added is tried without a word here; the election
is near the end of its night, with rows of every kind. Both languages: turn about in `make test`,
each page in both in the drill.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Browser, Page
from tests.support.browser import assert_valid_html, barriers
from tests.support.counts import count
from tests.support.office import Office, Official
from tests.support.office_people import sign_in
from tests.support.office_server import OfficeServer, office_server
from tests.support.rights import Place, made_row, places
from tests.support.rolls import (
    HEADER,
    freeze_by,
    import_members,
    member_row,
    members_csv,
    suggested,
    upload,
    without_roll,
)
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.disputes.file_dispute import file_dispute
from suffrage.acts.disputes.make_claim import make_claim
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.opening.appoint_officers import appoint_officers
from suffrage.board.kinds.words import Claim
from suffrage.board.signature import key_of
from suffrage.office.desks.kits.codes import issue_code
from suffrage.office.models import (
    Appeal,
    Election,
    KitJob,
    Lookup,
    Member,
    Motion,
    Roll,
    RollChange,
    RollImport,
)

UNIT, FEDERATION = "75-001", "75"
SHEETS = "unit,registered,signatures,ballots,blank,void,valid,option,votes"
ALL: Final = (
    "commission@chair", "convener", "federation@75", "teller@75-001", "agent@to1",
    "congress@delegates", "helpdesk", "observer", "roll",
)  # fmt: skip
REFUSED: Final[Mapping[str, str]] = {
    "section": "asks a phone's cookie: test_section_phone and test_section_evening",
    "section-again": "asks a phone's cookie: test_section_corrects",
    "section-shut": "says that no section is open on this phone",
    "member-own": "asks a member's cookie: test_answer_a_member",
    "mfa_authenticate": "between code and passkey: test_office_sign_in",
    "mfa_reauthenticate": "asks a passkey: test_office_sign_in",
    "mfa_reauthenticate_webauthn": "asks a passkey: test_office_sign_in",
    "mfa_view_recovery_codes": "asks a passkey: test_office_sign_in",
    "edit-draft": "ends with the convening: test_commission_convenes",
    "edit-grounds": "ends with the convening: test_commission_convenes",
    "edit-file": "ends with the convening: test_commission_convenes",
    "rehearsal": "of a rehearsal: test_commission_convenes",
    "prepare-round": "waits for the certificate of round 1: test_commission_convenes",
    "fed-difference": "asks a second reading that differs: test_run_a_federation",
    "fed-seal": "asks a section in a pool: test_seal_a_sheet",
    "fed-read": "asks a second reading that differs: test_run_a_federation",
    "kit-job-file": "a file that is not made yet",
    "agents-photo": "a picture that is not published yet",
    "fed-photo": "a picture whose file is lost",
    "vote": "a form's address: the motion's own page has it",
    "withdraw-motion": "a form's address: the motion's own page has it",
    "carry-out": "a form's address: the motion's own page has it",
}
"""Pages that answer this person, at this hour, with a refusal; which is judged as well."""

OTHERS: Final = frozenset({"mfa_remove_webauthn"})
"""Addresses that name what nobody here has; test_office_sign_in opens them."""


@dataclass(frozen=True)
class Prepared:
    """The office, and what stands in its addresses."""

    server: OfficeServer
    given: Mapping[str, Any]

    def path(self, place: Place) -> str:
        """An address with something of the election in each of its places."""
        given = dict(self.given)
        if "sheet/<str:contest>" in place.route:
            given["unit"] = "75-002"
        for name, (model, field) in place.objects().items():
            given[name] = self.given[f"{model}.{field}"]
        if place.name == "helpdesk-found":
            given["look"] = self.given["search"]
        if "/of/" in place.route or place.name == "print-kits":
            given |= {"unit": FEDERATION, "place": FEDERATION}
        return place.path(given) + (f"?{self.given['mark']}" if place.name == "confirm" else "")


def _appointed() -> Simulation:
    sim = without_roll()
    sections = [unit.id for unit in sim.definition.tree.sections]
    people = ["agent@to1", "agent@to2", "congress@delegates"]
    keys = {role: key_of(seed_of(role)) for role in people}
    sim.act(appoint_officers, "commission@chair", keys)
    for federation in sim.definition.tree.federations:
        roles = [
            f"{kind}@{unit}"
            for unit in sections
            if unit.startswith(federation.id)
            for kind in ("secretary", "teller")
        ]
        keys = {role: key_of(seed_of(role)) for role in roles}
        sim.act(appoint_officers, f"federation@{federation.id}", keys)
    return sim


def _night(sim: Simulation) -> None:
    """Two sheets, one of them approved; an incident, a dispute, a claim."""
    sim.wait().fix_rules().open_polls().close_polls()
    sim.receive(UNIT, scan="cd" * 32)
    sim.approve(UNIT, scan="cd" * 32)
    sim.receive("75-002")
    sim.act(report_incident, f"secretary@{UNIT}", unit=UNIT, type_="box", account="It was open.")
    said = {"contest": "text", "unit": UNIT, "ground": "wrong-count", "account": "42, not 12."}
    sim.act(file_dispute, "agent@to1", dispute="d-3", **said)
    when = sim.now()
    claim = Claim("text", "majority", when, "a spokesperson", "to1", "yes", 5, option="to1")
    sim.act(make_claim, "agent@to1", claim)


def _table(sim: Simulation, unit: str) -> str:
    """A section's sheet as a row for each option."""
    one = sim.sheet(unit)
    figures = (one.registered, one.signatures, one.ballots, one.blank, 1, one.valid)
    rows = [(unit, *figures, option, votes) for option, votes in one.votes.items()]
    return "\n".join([SHEETS, *(",".join(map(str, row)) for row in rows), ""])


def _rows(election: Election, somebody: Official, table: str) -> dict[str, Any]:
    """What people have begun: a motion, something to sign, looks, a rejected file; and the rest."""
    desk = f"/desk/{election.slug}"
    somebody.post(f"{desk}/commission/disputes/d-3/rule", {"effect": "rejected"})
    first, member = Member.objects.order_by("pk")[:2]
    somebody.post(f"{desk}/helpdesk/search", {"query": first.number})
    search = Lookup.objects.latest("pk").pk
    somebody.post(f"{desk}/helpdesk/look/{member.unit}/{member.pk}")
    said = {"wish": "removed", "text": "not of ours"}
    somebody.post(f"{desk}/roll/members/{first.unit}/{first.pk}/appeal", said)
    gone = {"kind": "removed", "ground": "deceased"}
    away = f"{desk}/roll/members/{member.unit}/{member.pk}/change"
    somebody.sign(somebody.post(away, gone))
    told = {"unit": UNIT, "type": "box", "account": "It was open."}
    unsigned = somebody.post(f"{desk}/commission/incidents/report", told).wsgi_request.path
    assert "/sign/" in unsigned
    file = SimpleUploadedFile("sheets.csv", table.encode())
    kept = somebody.post(f"{desk}/federation/of/75/sheets", {"contest": "text", "file": file})
    assert kept.wsgi_request.path.endswith("/sheets/1")
    rows = {
        "search": search,
        "Motion.pk": Motion.objects.get().pk,
        "Proposal.pk": unsigned.rpartition("/")[2],
        "Lookup.pk": Lookup.objects.latest("pk").pk,
        "Member.pk": member.pk,
        "RollImport.pk": RollImport.objects.get(stage="rejected").pk,
        "SheetUpload.pk": 1,
        "Appeal.pk": Appeal.objects.get().pk,
        "RollChange.pk": RollChange.objects.get().pk,
    }
    job = KitJob.objects.create(
        election=election, below=FEDERATION, round=1, role=f"federation@{FEDERATION}",
        language="fr", asked_at=timezone.now(),
    )  # fmt: skip
    rows["KitJob.pk"] = job.pk
    named = {row for place in places() for row in place.objects().values()}
    for number, (model, field) in enumerate(sorted(named)):
        if f"{model}.{field}" not in rows:
            row = made_row(model, election, somebody.person, UNIT, number)
            rows[f"{model}.{field}"] = getattr(row, field)
    issue_code(election, UNIT, 1, "federation@75")
    return rows


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("office")
    with Office(folder) as office:
        sim = _appointed()
        election = office.election(sim)
        somebody = office.person("all@example.org", election, *ALL)
        somebody.person.may_convene = True
        somebody.person.save()
        import_members(somebody, members_csv(sim.definition))
        page = upload(somebody, "\n".join([HEADER, member_row(1, "99-999"), "few"]).encode())
        somebody.post(f"{page.wsgi_request.path}/check", suggested(page))
        freeze_by(office, election.slug, election)
        Roll.objects.update(appeals_until="2023-01-13T17:00:00Z")
        _night(sim)
        office.at("2023-01-12T21:30:00Z")
        origin = sim.definition.origin
        values = {
            "election": election.slug, "slug": election.slug, "unit": UNIT, "place": UNIT,
            "contest": "text", "instance": "text", "dispute": "d-3", "path": "site/index.html",
            "mark": f"v=1&origin={quote(origin, safe='')}&round=1&contest=text&unit={UNIT}",
        }  # fmt: skip
        rows = _rows(election, somebody, _table(sim, "75-003"))
    with office_server(folder, clock="2023-01-12T21:30:00Z") as server:
        yield Prepared(server, values | rows)


def test_nothing_is_grave_on_any_page(browser: Browser, prepared: Prepared, tmp_path: Path) -> None:
    readers = {
        language: sign_in(
            browser.new_context(viewport={"width": 360, "height": 740}, locale=language),
            prepared.server,
            "all@example.org",
        )
        for language in ("fr", "en")
    }
    found: list[str] = []
    pages: dict[str, bytes] = {}
    for number, place in enumerate(places()):
        for turn in range(count(1, 2)):
            page = readers[("fr", "en")[(number + turn) % 2]]
            found += _faults(page, place, prepared, pages)
    assert not found, "\n".join(found)
    assert len(pages) > 60
    assert_valid_html(pages, tmp_path)
    for page in readers.values():
        page.context.close()


def _faults(page: Page, place: Place, prepared: Prepared, pages: dict[str, bytes]) -> list[str]:
    """What is wrong with a page; it is kept in ``pages`` when it is one."""
    if place.name in OTHERS:
        return []
    path = prepared.path(place)
    answer = page.request.get(prepared.server.url + path, max_redirects=0)
    if answer.status in (302, 405) or not _is_page(answer.headers):
        return []
    if (answer.status != 200) != (place.name in REFUSED):
        return [f"{path} ({place.name}): {answer.status}: {_visible(answer.text())}"]
    page.goto(prepared.server.url + path)
    pages[f"{path} {page.locator('html').get_attribute('lang')}"] = answer.body()
    found = barriers(page)
    if (width := page.evaluate("document.documentElement.scrollWidth")) > 360:
        found.append(f"{path}: {width} pixels wide")
    if (heads := page.locator("h1").count()) != 1:
        found.append(f"{path}: {heads} first headings")
    return found


def _is_page(headers: Mapping[str, str]) -> bool:
    shown = "attachment" not in headers.get("content-disposition", "")
    return shown and headers.get("content-type", "").startswith("text/html")


def _visible(text: str) -> str:
    main = text.partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))[:300]
