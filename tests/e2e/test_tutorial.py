"""The tutorial is run as it stands: every block of shell, in its order, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from suffrage.belenios.verify import verify_archive

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/tutorial/first-online-election.md"
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (\d+)\. ", flags=re.MULTILINE)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder after the last block, and all that was said."""
    folder = tmp_path_factory.mktemp("tutorial")
    script = "\n".join(_BLOCK.findall(PAGE.read_text(encoding="utf-8")))
    environment = {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    ended = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return folder / "choir", ended.stdout + ended.stderr


def test_every_section_has_something_to_run() -> None:
    text = PAGE.read_text(encoding="utf-8")
    sections = _HEADING.split(text)[2::2]
    assert len(sections) == 10
    assert all(_BLOCK.search(section) for section in sections)


def test_the_result_is_the_one_that_the_page_tells(played: tuple[Path, str]) -> None:
    choir, _ = played
    report = verify_archive((choir / "organiser/choir.bel").read_bytes())
    assert report.result == ((1, 1, 3),)
    assert (report.ballots, report.credentials) == (5, 5)
    assert {share.owner for share in report.shares} == {1, 3}


def test_the_attempts_to_cheat_fail_as_the_page_says(played: tuple[Path, str]) -> None:
    choir, said = played
    assert "never written to a file" in said
    assert "Ballots in the box: 1, fewer than the minimum of 5" in said
    assert "a copy of size 8 was seen before" in said
    assert not list(choir.glob("bea/decryption*"))
    assert (choir / "organiser/all-letters").read_bytes() == b""


def test_no_letter_is_left_but_with_its_voter(played: tuple[Path, str]) -> None:
    choir, said = played
    letters = [(choir / f"voter-{n}/letter").read_text().strip() for n in range(1, 6)]
    assert len(set(letters)) == 5
    others = [path for path in choir.rglob("*") if path.is_file() and path.name != "letter"]
    left = b"".join(path.read_bytes() for path in others)
    assert not [letter for letter in letters if letter.encode() in left or letter in said]
