"""The demo of the office: an evening by real requests, and a board that a stranger verifies."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.counts import count
from tests.support.office_server import free_port
from tests.support.pango import need_pango
from tests.support.postgres import Server

from suffrage.verify import parse_policy

ROOT = Path(__file__).resolve().parents[2]
PLAY = ROOT / "examples" / "office" / "play_office.py"


def test_the_office_plays_an_evening_that_verifies(tmp_path: Path) -> None:
    need_pango()
    assert "this is the board that the policy names." in played(tmp_path / "office", {})


@pytest.mark.skipif(count(0, 1) == 0, reason="on PostgreSQL in the drill")
def test_it_plays_the_same_evening_on_postgresql(tmp_path: Path, postgres: Server) -> None:
    need_pango()
    database = postgres.address(postgres.create_database())
    told = played(tmp_path / "office", {"DATABASE_URL": database})
    assert "this is the board that the policy names." in told
    assert not (tmp_path / "office" / "office.sqlite3").exists()


def played(out: Path, environment: dict[str, str]) -> str:
    """What the story tells, once it has ended well."""
    command = [sys.executable, str(PLAY), "--fast", "--out", str(out), "--port", str(free_port())]
    env = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)
    log = out / "server.log"
    assert done.returncode == 0, done.stdout + done.stderr + log.read_text("utf-8")[-2000:]
    assert parse_policy((out / "policy.toml").read_bytes())
    return done.stdout


def test_the_people_of_the_example_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    data = PLAY.parent / "data"
    before = {file.name: file.read_bytes() for file in data.glob("*.csv")}
    assert len(before) == 3
    copy = tmp_path / "make_data.py"
    copy.write_bytes((PLAY.parent / "make_data.py").read_bytes())
    subprocess.run([sys.executable, str(copy)], check=True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "data").iterdir()} == before
