"""The program itself on an archive: what a script sees of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.online_box import OnlineBox, chain

BOX = OnlineBox(trustees=1)
for voter in range(3):
    BOX.cast(voter, [[1, 0, 0]])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "monday.bel").write_bytes(chain(BOX.open_records()[:2]))
    (tmp_path / "sunday.bel").write_bytes(BOX.archive())
    (tmp_path / "other.bel").write_bytes(BOX.archive()[:-1])
    return tmp_path


def program(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "suffrage.cli", *arguments],
        cwd=folder,
        env=os.environ | {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_keep_an_older_copy_then_verify_the_last(folder: Path) -> None:
    """The auditor's week: a copy on Monday, the whole box on Sunday."""
    early = program(folder, "verify", "monday.bel", "--json")
    assert (early.returncode, json.loads(early.stdout)["phase"]) == (0, "open")
    assert program(folder, "verify-diff", "monday.bel", "sunday.bel").returncode == 0
    late = program(folder, "verify", "sunday.bel")
    assert (late.returncode, late.stderr) == (0, "")
    assert "1. Who?\nOption\tVotes\nAnn\t3\nBea\t0\nChloé\t0\n" in late.stdout


def test_what_does_not_hold_and_what_cannot_be_read(folder: Path) -> None:
    false = program(folder, "verify", "other.bel")
    assert (false.returncode, false.stderr) == (1, "")
    assert "Traceback" not in false.stdout
    assert program(folder, "verify-diff", "sunday.bel", "monday.bel").returncode == 1
    absent = program(folder, "verify", "absent.bel")
    assert (absent.returncode, absent.stdout) == (2, "")
    assert absent.stderr.startswith("The file absent.bel cannot be read (No such file")
