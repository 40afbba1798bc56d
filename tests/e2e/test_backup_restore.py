"""The whole office saved while it runs, lost, and put back, by the commands that people type."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.support.crowd import CLOCK, SLUG, Phone, cookie_of, prepare, units_of
from tests.support.office_server import office_server
from tests.support.postgres import Server
from tests.support.simulator import seed_of

from suffrage.adapters.age_files import make_identity, recipient_of
from suffrage.cli.directory import Directory
from suffrage.verify.follow import Following

SECTIONS = 8
TRIES = 400


@dataclass
class Lost:
    """An office that was saved after half of its sheets, and lost after all of them."""

    folder: Path
    data: Path
    backup: Path
    settings: Mapping[str, str]
    phones: list[Phone]
    size: int
    server: Server | None


def command(
    *arguments: str, data: Path, settings: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "SUFFRAGE_DATA": str(data), "LANG": "en", **settings}
    line = [sys.executable, "-m", "suffrage.cli", *arguments]
    return subprocess.run(line, env=told, check=False, capture_output=True, text=True, timeout=120)


def await_published(folder: Path, size: int) -> None:
    """Until a public folder tells of so many records."""
    following = None
    for _ in range(TRIES):
        if (folder / "log" / "checkpoint").exists():
            following = following or Following(Directory(folder))
            following.advance()
            if following.state.size >= size:
                return
        threading.Event().wait(0.1)
    raise AssertionError("not published")


def await_fault(url: str, code: str) -> None:
    """Until the health page tells of a fault."""
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"{url}/health").close()
        except urllib.error.HTTPError as error:
            if code in error.read().decode():
                return
        threading.Event().wait(0.1)
    raise AssertionError(code)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def lost(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Lost:
    folder = tmp_path_factory.mktemp("lost")
    data = folder / "office"
    data.mkdir()
    clock = data / "clock"
    clock.write_text(CLOCK, encoding="ascii")
    server = request.getfixturevalue("postgres") if request.param == "postgres" else None
    settings = {"DATABASE_URL": server.address(server.create_database())} if server else {}
    told = {"SUFFRAGE_DATA": str(data), "SUFFRAGE_CLOCK": str(clock), **settings}
    begun = prepare(told, SECTIONS)
    identity = make_identity()
    (folder / "identity").touch(mode=0o600)
    (folder / "identity").write_text(f"# ours\n{identity}\n", encoding="ascii")
    file = folder / "backup.age"
    with office_server(data, clock=CLOCK, **settings) as office:
        port = int(office.url.rpartition(":")[2])
        phones = [Phone(port, unit) for unit in units_of(SECTIONS)]
        for phone in phones[:4]:
            phone.report()
        made = command(
            *("backup", str(file), "--to", recipient_of(identity)), data=data, settings=settings
        )
        assert made.returncode == 0, made.stderr
        for phone in phones[4:]:
            phone.report()
        await_published(data / "public" / SLUG, begun + SECTIONS)
    return Lost(folder, data, file, settings, phones, begun + SECTIONS, server)


@pytest.fixture
def empty(lost: Lost) -> Mapping[str, str]:
    """The settings of an office that has nothing yet."""
    server = lost.server
    return {"DATABASE_URL": server.address(server.create_database())} if server else {}


def restored(
    lost: Lost, data: Path, settings: Mapping[str, str], *more: str
) -> subprocess.CompletedProcess[str]:
    line = ("restore", str(lost.backup), "--identity", str(lost.folder / "identity"), *more)
    return command(*line, data=data, settings=settings)


def test_a_lost_office_comes_back_with_every_sheet(
    lost: Lost, empty: Mapping[str, str], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    (again / "public").mkdir(parents=True)
    shutil.copytree(lost.data / "public" / SLUG, again / "public" / SLUG)
    said = restored(lost, again, empty)
    assert said.returncode == 0, said.stderr
    assert f"{lost.size} records, of which 4 were brought forward" in said.stdout
    assert (again / "secret").read_bytes() == (lost.data / "secret").read_bytes()
    assert len(list((again / "photos" / SLUG).iterdir())) == 4
    with office_server(again, clock=CLOCK, processes=1, more=(), umask=-1, **empty) as office:
        for phone in lost.phones:
            phone.port = int(office.url.rpartition(":")[2])
            # The same record again is answered as it was.
            assert phone.send() == phone.acknowledged
            phone.hang_up()
        await_published(again / "public" / SLUG, lost.size)


def test_a_mirror_does_as_well_as_the_own_folder(
    lost: Lost, empty: Mapping[str, str], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    said = restored(lost, again, empty, "--mirror", str(lost.data / "public" / SLUG))
    assert said.returncode == 0, said.stderr
    assert "4 were brought forward" in said.stdout


def test_an_older_office_is_not_served_over_a_newer_board(
    lost: Lost, empty: Mapping[str, str], tmp_path: Path
) -> None:
    again = tmp_path / "again"
    refused = restored(lost, again, empty)
    assert refused.returncode == 2
    assert "--unasked" in refused.stderr
    assert not list(again.iterdir())
    said = restored(lost, again, empty, "--unasked")
    assert said.returncode == 0, said.stderr
    # Somebody puts the public files back afterwards.
    (again / "public").mkdir()
    shutil.copytree(lost.data / "public" / SLUG, again / "public" / SLUG)
    note = (again / "public" / SLUG / "log" / "checkpoint").read_bytes()
    served = command("serve", "--bind", "127.0.0.1:0", data=again, settings=empty)
    assert served.returncode == 2
    assert f"has lost 4 of the {lost.size} records" in served.stderr
    # Served all the same, it publishes nothing over them.
    with office_server(
        again, clock=CLOCK, processes=1, more=["--read-only", SLUG], umask=-1, **empty
    ) as office:
        await_fault(office.url, "log.rolled-back")
        phone = Phone(int(office.url.rpartition(":")[2]), lost.phones[-1].unit)
        with pytest.raises(AssertionError, match=r"log\.rolled-back"):
            phone.report()
    assert (again / "public" / SLUG / "log" / "checkpoint").read_bytes() == note


def test_a_backup_says_whether_it_is_sealed_and_is_never_written_over(lost: Lost) -> None:
    for arguments in (("x.tar",), ("x.tar", "--plain", "--to", "age1x")):
        said = command("backup", *arguments, data=lost.data, settings=lost.settings)
        assert said.returncode == 2
    said = command("backup", str(lost.backup), "--plain", data=lost.data, settings=lost.settings)
    assert said.returncode == 2
    assert "exists" in said.stderr


def test_no_backup_lets_anybody_vote_or_sign(lost: Lost) -> None:
    if lost.server is not None:
        pytest.skip("its tables are told one by one; the other database is searched whole")
    file = lost.folder / "plain.tar"
    with closing(sqlite3.connect(lost.data / "office.sqlite3")) as live:
        row = ("k" * 32, "signed in", "2099-01-01")
        live.execute("insert into django_session values (?, ?, ?)", row)
        live.commit()
    (lost.data / "kits").mkdir()
    (lost.data / "kits" / "all.pdf").write_bytes(b"one-time codes")
    said = command("backup", str(file), "--plain", data=lost.data, settings=lost.settings)
    assert said.returncode == 0, said.stderr
    found = file.read_bytes()
    assert b"k" * 32 not in found
    assert b"one-time codes" not in found
    assert b"congress" in found
    for unit in units_of(SECTIONS):
        seed = seed_of(f"secretary@{unit}")
        for secret in (seed, seed.hex().encode(), cookie_of(unit).encode()):
            assert secret not in found
