"""The demo of the office: an evening by real requests, and a board that a stranger verifies."""

import subprocess
import sys
from pathlib import Path

from tests.support.office_server import free_port
from tests.support.pango import need_pango

from suffrage.verify import parse_policy

ROOT = Path(__file__).resolve().parents[2]
PLAY = ROOT / "examples" / "office" / "play.py"


def test_the_office_plays_an_evening_that_verifies(tmp_path: Path) -> None:
    need_pango()
    out = tmp_path / "office"
    command = [sys.executable, str(PLAY), "--fast", "--out", str(out), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    log = out / "server.log"
    assert done.returncode == 0, done.stdout + done.stderr + log.read_text("utf-8")[-2000:]
    assert "Everything holds, and this is the board that the policy names." in done.stdout
    assert parse_policy((out / "policy.toml").read_bytes())


def test_the_people_of_the_example_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    data = PLAY.parent / "data"
    before = {file.name: file.read_bytes() for file in data.glob("*.csv")}
    assert len(before) == 3
    copy = tmp_path / "make_data.py"
    copy.write_bytes((PLAY.parent / "make_data.py").read_bytes())
    subprocess.run([sys.executable, str(copy)], check=True)
    assert {file.name: file.read_bytes() for file in (tmp_path / "data").iterdir()} == before
