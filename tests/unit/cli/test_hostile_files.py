"""Files from strangers that would rule the terminal or fill the memory."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.support.commands import refused
from tests.support.online_box import OnlineBox, chain

from suffrage.belenios.setup import setup_records
from suffrage.cli import files
from suffrage.cli.refusal import refusal
from suffrage.errors import Malformed


def test_a_refusal_cannot_write_on_the_terminal(tmp_path: Path) -> None:
    """Else an archive could paint another hash over the one that a trustee compares."""
    setup = OnlineBox().setup
    election = setup.election.data.replace(b'"Ed25519"', b'"\\u001b[2J\\u001b[1mEverything holds"')
    records = setup_records(election, setup.trustees.data, setup.credentials.data)
    path = tmp_path / "box.bel"
    path.write_bytes(chain([("Setup", records)]))
    for command in (("box", "close"), ("ballot", "make"), ("trustee", "check", path)):
        said = refused(*command, path)
        assert "\x1b" not in said
    said = refused("box", "close", path)
    assert "\\x1b[2J" in said


def test_the_place_of_a_refusal_is_printable_too() -> None:
    assert refusal(Malformed("bel.text", at="a\x1b[2J\nb\u202e")).startswith(
        "a\\x1b[2J\\nb\\u202e: "
    )


def test_a_file_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LARGEST", 100)
    path = tmp_path / "ballot.json"
    path.write_bytes(bytes(100))
    assert len(files.read_input(path)) == 100
    path.write_bytes(bytes(101))
    with pytest.raises(Malformed, match=r"file\.large"):
        files.read_input(path)


def test_a_small_file_takes_no_memory_for_a_large_one(tmp_path: Path) -> None:
    """A trustee's computer may have less memory than the largest archive."""
    path = tmp_path / "small"
    path.write_bytes(b"small")
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from suffrage.cli.directory import LARGEST_ARCHIVE, read_file\n"
        "from suffrage.cli.files import read_input\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))\n"
        "path = Path(sys.argv[1])\n"
        "print(read_file(path, 'small', LARGEST_ARCHIVE) + read_input(path))\n"
    )
    command = [sys.executable, "-c", program, str(path)]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (said.stdout, said.stderr) == ("b'smallsmall'\n", "")


@pytest.mark.parametrize("size", [0, 1, 99, 100, 101, 300])
def test_a_pipe_is_read_to_its_end_or_refused(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LARGEST", 100)
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(bytes(size),))
    writer.start()
    try:
        if size <= 100:
            assert files.read_input(path) == bytes(size)
        else:
            with pytest.raises(Malformed, match=r"file\.large"):
                files.read_input(path)
    finally:
        writer.join()
