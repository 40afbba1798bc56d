"""Printers: a device or a program's input, never a file, never what the program says back."""

import os
import resource
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.support.refusals import refused

from suffrage.adapters.core_dumps import forbid_core_dumps
from suffrage.adapters.printer import CommandPrinter, DevicePrinter

LETTER = b"%PDF planted " + bytes(range(256)) * 1000


def test_a_pipe_gets_the_whole_document(tmp_path: Path) -> None:
    pipe = tmp_path / "printer"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    DevicePrinter(pipe).feed(LETTER)
    reader.join()
    assert read == [LETTER]


def test_a_regular_file_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "letters.pdf"
    file.write_bytes(b"before")
    with refused("printer.file", path=str(file)):
        DevicePrinter(file).feed(LETTER)
    assert file.read_bytes() == b"before"


def test_a_link_to_a_regular_file_is_refused(tmp_path: Path) -> None:
    file, link = tmp_path / "letters.pdf", tmp_path / "printer"
    file.touch()
    link.symlink_to(file)
    with refused("printer.file"):
        DevicePrinter(link).feed(LETTER)
    assert file.stat().st_size == 0


def test_no_file_is_made_where_there_is_no_device(tmp_path: Path) -> None:
    with refused("printer.none"):
        DevicePrinter(tmp_path / "printer").feed(LETTER)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_printer(tmp_path: Path) -> None:
    with refused("printer.none"):
        DevicePrinter(tmp_path).feed(LETTER)


def test_a_device_that_takes_no_more() -> None:
    full = Path("/dev/full")
    if not full.exists() or not stat.S_ISCHR(full.stat().st_mode):
        pytest.skip("no /dev/full on this system")
    with refused("printer.none"):
        DevicePrinter(full).feed(LETTER)


def test_a_program_gets_the_document_on_its_input() -> None:
    count = "import sys; sys.exit(len(sys.stdin.buffer.read()) != int(sys.argv[1]))"
    CommandPrinter([sys.executable, "-c", count, str(len(LETTER))]).feed(LETTER)


def test_what_a_program_repeats_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    CommandPrinter(["sh", "-c", "tee /dev/stderr"]).feed(LETTER)
    assert capfd.readouterr() == ("", "")


def test_a_program_that_fails_has_printed_nothing_that_counts() -> None:
    with refused("printer.failed", status=3):
        CommandPrinter(["sh", "-c", "cat > /dev/null; exit 3"]).feed(LETTER)


def test_a_program_that_is_none() -> None:
    with refused("printer.none", path="no-such-printer"):
        CommandPrinter(["no-such-printer"]).feed(LETTER)


def test_no_core_dump_of_this_program_or_of_what_it_starts() -> None:
    code = (
        "import resource, subprocess, sys;"
        "from suffrage.adapters.core_dumps import forbid_core_dumps;"
        "forbid_core_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), flush=True);"
        "subprocess.run([sys.executable, '-c',"
        "'import resource; print(resource.getrlimit(resource.RLIMIT_CORE))'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    limits = {eval(line) for line in done.stdout.splitlines()}  # two tuples of numbers
    assert limits <= {(0, 0), (1, 1)}
    assert len(done.stdout.splitlines()) == 2


def test_a_limit_that_is_lower_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (0, 0))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: given.append(limits))
    forbid_core_dumps()
    assert given == [(0, 0)]
