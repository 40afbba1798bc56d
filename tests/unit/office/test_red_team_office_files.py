"""Attacks by who shares the machine: what the office leaves on its disk, and for whom."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from suffrage.office.environment import read_environment
from suffrage.office.serving.private_places import keep_private

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_on_the_machine_reads_the_database_or_the_mail(tmp_path: Path) -> None:
    keep_private(read_environment({"SUFFRAGE_DATA": str(tmp_path / "data")}))
    assert mode(tmp_path / "data/office.sqlite3") == 0o600
    assert mode(tmp_path / "data/mail") == 0o700


def test_a_database_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    for name in ("office.sqlite3", "office.sqlite3-wal", "public"):
        (tmp_path / name).touch()
    keep_private(read_environment({"SUFFRAGE_DATA": str(tmp_path)}))
    assert mode(tmp_path / "office.sqlite3-wal") == mode(tmp_path / "office.sqlite3") == 0o600
    assert (mode(tmp_path / "mail"), mode(tmp_path / "public")) == (0o700, 0o644)


@pytest.mark.parametrize(
    "start",
    [
        "from suffrage.cli.office_settings import use_office; use_office()",
        "from suffrage.cli.serve import _application; _application(1, ())",
    ],
)
def test_an_office_begins_with_a_closed_database(tmp_path: Path, start: str) -> None:
    variables = {**os.environ, "SUFFRAGE_DATA": str(tmp_path), "SUFFRAGE_CLOCK": ""}
    subprocess.run([sys.executable, "-c", start], env=variables, check=True)
    assert {mode(one) for one in tmp_path.glob("office.sqlite3*")} == {0o600}
