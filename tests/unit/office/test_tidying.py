"""What the office keeps no longer than it needs it, and what stays whatever is tidied."""

import io
import os
import shutil
import threading
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.support.office import Office, Official
from tests.support.simulator import Simulation

from suffrage.acts.paper.open_section import open_section
from suffrage.cli import serve
from suffrage.office.desks.kits import files, jobs
from suffrage.office.desks.kits.files import drop_used
from suffrage.office.half_photos import remove_half_photos
from suffrage.office.models import Election, Kit, KitJob, Proposal
from suffrage.office.publishing import publisher
from suffrage.office.tidying import tidy as tidying

pytestmark = pytest.mark.long

NOW = 1_700_000_000.0
HOUR = 3600


# -- photos that a crash left half-written ---------------------------------------------------------


def put(file: Path, age: float, data: bytes = b"half") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    os.utime(file, (NOW - age, NOW - age))
    return file


def test_only_old_half_photos_go(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    old = [put(photos / slug / ".half-abc", HOUR + 1) for slug in ("one", "two")]
    stays = [
        put(photos / "one" / ".half-new", HOUR - 1),
        put(photos / "one" / f"{'ab' * 32}.jpg", 9 * HOUR),
        put(photos / "one" / "half-abc", 9 * HOUR),
        put(photos / "one" / ".other", 9 * HOUR),
        put(photos / ".half-above", 9 * HOUR),
        put(photos / "one" / "below" / ".half-abc", 9 * HOUR),
        put(tmp_path / "kits" / "one" / ".half-abc", 9 * HOUR),
        put(tmp_path / "elsewhere" / ".half-abc", 9 * HOUR),
    ]
    assert remove_half_photos(tmp_path, NOW) == 2
    assert not any(file.exists() for file in old)
    assert all(file.exists() for file in stays)
    assert remove_half_photos(tmp_path / "nowhere", NOW) == 0


def test_no_link_is_followed(tmp_path: Path) -> None:
    photos, target = tmp_path / "photos", put(tmp_path / "elsewhere" / ".half-abc", 9 * HOUR)
    (photos / "one").mkdir(parents=True)
    (photos / "one" / ".half-link").symlink_to(target)
    os.utime(photos / "one" / ".half-link", (0, 0), follow_symlinks=False)
    (photos / "linked").symlink_to(target.parent)
    (photos / "one" / ".half-folder").mkdir()
    os.utime(photos / "one" / ".half-folder", (0, 0))
    assert remove_half_photos(tmp_path, NOW) == 0
    assert target.exists()


def test_the_server_begins_tidy(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office
    half = put(Path(settings.ENVIRONMENT.data) / "photos" / "begin" / ".half-abc", 0)
    os.utime(half, (0, 0))
    monkeypatch.setattr("django.core.management.call_command", lambda *_, **__: None)
    monkeypatch.setattr(serve, "_check", lambda _given_up: None)
    monkeypatch.setattr(serve, "_keep_private", lambda: None)
    serve._application(1, ())
    assert not half.exists()


def test_the_publisher_tidies_once_a_minute(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert office
    loop, looks, tidied = publisher.PublisherLoop(), list[int](), list[int]()

    def still() -> None:
        looks.append(1)
        if len(looks) == 9:
            loop.stop.set()

    # Ten seconds between two looks.
    monkeypatch.setattr(
        "suffrage.office.publishing.publisher.time.monotonic", lambda: 1000.0 + 10 * len(looks)
    )
    monkeypatch.setattr(publisher, "tidy", lambda: tidied.append(len(looks)))
    monkeypatch.setattr(loop, "publish_all", lambda: None)
    loop.run(0.0, still)
    assert tidied == [1, 7]


def test_what_fails_stops_nothing_else(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    assert office
    done: list[int] = []

    def fails() -> int:
        raise OSError(28, "No space left on device")

    def works() -> int:
        done.append(1)
        return 1

    monkeypatch.setattr(tidying, "_ALL", (fails, works))
    tidying.tidy()
    assert done == [1]
    assert caplog.records[-1].message == "tidy"


# -- the kits' files -------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_kits() -> None:
    """The folder is the process's: another test may have left some."""
    shutil.rmtree(Path(settings.ENVIRONMENT.data) / "kits", ignore_errors=True)


@pytest.fixture
def sim() -> Simulation:
    return Simulation().convene().fix_rules()


@pytest.fixture
def election(office: Office, sim: Simulation) -> Election:
    office.at("2023-01-12T16:00:00Z")
    return office.election(sim)


@pytest.fixture
def officer(office: Office, election: Election) -> Official:
    return office.person("fed@example.org", election, "federation@75", phone="01 40 00 00 00")


@pytest.fixture
def printed(officer: Official, monkeypatch: pytest.MonkeyPatch) -> KitJob:
    """The kits of a federation's three sections, made this moment."""
    monkeypatch.setattr(jobs, "start", lambda _job: None)
    officer.post(f"{desk(officer)}1/all/75")
    job = KitJob.objects.get()
    jobs.run(job.pk, lambda html: b"%PDF " + html.encode())
    job.refresh_from_db()
    return job


def desk(officer: Official) -> str:
    return f"/desk/{officer.election.slug}/kits/"


def after(**time: float) -> datetime:
    return timezone.now() + timedelta(**time)


def open_all(sim: Simulation, *units: str) -> None:
    for unit in units or ("75-001", "75-002", "75-003"):
        sim.act(open_section, f"secretary@{unit}", round_=1, unit=unit)


def test_kits_go_a_day_after_they_were_asked_for(printed: KitJob) -> None:
    folder = files.folder_of(printed)
    assert drop_used(after(hours=23)) == 0
    assert len(files.files_of(printed)) == 3
    assert drop_used(after(hours=25)) == 1
    assert not folder.exists()
    assert not KitJob.objects.exists()
    # The codes that were printed stay good.
    assert Kit.objects.filter(revoked=False).count() == 3


def test_kits_go_once_every_section_has_opened(printed: KitJob, sim: Simulation) -> None:
    sim.open_polls()
    open_all(sim, "75-001", "75-002")
    assert drop_used(after(hours=2)) == 0
    open_all(sim, "75-003")
    # Who printed them this moment can fetch them still.
    assert drop_used(after(minutes=59)) == 0
    assert drop_used(after(minutes=61)) == 1
    assert not files.folder_of(printed).exists()


def test_kits_go_once_the_polls_have_closed(printed: KitJob, sim: Simulation) -> None:
    sim.open_polls().close_polls()
    assert drop_used(after(hours=2)) == 1
    assert not files.folder_of(printed).exists()


def test_kits_are_printed_again_with_other_codes(officer: Official, printed: KitJob) -> None:
    before = set(Kit.objects.filter(revoked=False).values_list("code", flat=True))
    drop_used(after(hours=25))
    assert officer.get(f"{desk(officer)}job/{printed.pk}/file").status_code == 404
    assert officer.post(f"{desk(officer)}1/all/75").status_code == 200
    job = KitJob.objects.get()
    jobs.run(job.pk, lambda html: b"%PDF " + html.encode())
    assert len(files.files_of(job)) == 3
    assert before.isdisjoint(Kit.objects.filter(revoked=False).values_list("code", flat=True))


def test_a_printing_at_work_is_left_alone(printed: KitJob) -> None:
    KitJob.objects.update(finished_at=None, beat=after(hours=25))
    assert drop_used(after(hours=25)) == 0
    assert len(files.files_of(printed)) == 3
    # It gives no sign of life any more.
    assert drop_used(after(hours=25, minutes=3)) == 1


def test_nothing_goes_while_it_is_fetched(officer: Official, printed: KitJob) -> None:
    with files.held(printed) as there:
        assert there
        assert drop_used(after(hours=25)) == 0
        pressed = threading.Thread(target=files.drop, args=(printed,), daemon=True)
        pressed.start()
        pressed.join(0.2)
        assert len(files.files_of(printed)) == 3
    pressed.join(20)
    assert not KitJob.objects.exists()
    with files.held(KitJob(pk=printed.pk, election=officer.election)) as there:
        assert not there


def test_a_download_that_has_begun_arrives(officer: Official, printed: KitJob) -> None:
    answer: Any = officer.get(f"{desk(officer)}job/{printed.pk}/file")
    assert drop_used(after(hours=25)) == 1
    data = b"".join(answer.streaming_content)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3


def test_files_whose_row_has_gone_go_too(election: Election, printed: KitJob) -> None:
    folder = files.folder_of(printed)
    elsewhere = put(folder.parent / "notes" / "kit.pdf", 0)
    aside = Path(settings.ENVIRONMENT.data) / "aside"
    put(aside / "kit.pdf", 0)
    link = folder.parent / "999999"
    link.symlink_to(aside)
    KitJob.objects.filter(election=election).delete()
    assert drop_used(after()) == 1
    assert not folder.exists()
    assert elsewhere.exists()
    assert (aside / "kit.pdf").exists()
    link.unlink()


def test_the_hours_of_files_are_the_machines(printed: KitJob) -> None:
    """A demonstration's clock may stand still; what holds codes does not stay for that."""
    assert abs(printed.asked_at - datetime.now(UTC)) < timedelta(minutes=5)


# -- drafts that nobody signed ---------------------------------------------------------------------


def test_what_nobody_signed_for_a_week_is_forgotten(tmp_path: Path) -> None:
    with Office(tmp_path) as office:
        election = office.election(Simulation().to_the_count())
        chair = office.person("chair@example.org", election, "commission@chair")
        told = {"unit": "75-001", "type": "box", "account": "It was open."}
        report = f"/desk/{election.slug}/commission/incidents/report"
        chair.sign(chair.post(report, told))
        for account in ("An old word.", "A new word."):
            chair.post(report, {**told, "account": account})
        signed, old, new = Proposal.objects.order_by("pk")
        week = timezone.now() - timedelta(days=7, minutes=1)
        Proposal.objects.filter(pk__in=(signed.pk, old.pk)).update(created_at=week)
        tidying.tidy()
        assert list(Proposal.objects.order_by("pk")) == [signed, new]
