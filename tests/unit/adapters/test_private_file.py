"""A private file: for its owner only, replaced whole, held by one process."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from suffrage.adapters.private_file import create_private, held, read_private
from suffrage.errors import Refused, Unavailable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_private(tmp_path / "key", b"old")
    return tmp_path / "key"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_read_it(path: Path) -> None:
    assert mode(path) == 0o600
    with held(path) as file:
        file.replace(b"new")
        assert file.data == b"new"
    assert mode(path) == 0o600
    assert read_private(path) == b"new"
    assert [one.name for one in path.parent.iterdir()] == ["key"]


def test_the_mode_does_not_follow_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        create_private(tmp_path / "key", b"")
    finally:
        os.umask(before)
    assert mode(tmp_path / "key") == 0o600


def test_another_file_is_never_written_over(path: Path) -> None:
    with pytest.raises(Refused, match=r"private\.exists"):
        create_private(path, b"new")
    assert read_private(path) == b"old"
    assert [one.name for one in path.parent.iterdir()] == ["key"]


@pytest.mark.parametrize("others", [0o640, 0o604, 0o620, 0o601])
def test_a_file_that_others_may_use_is_refused(path: Path, others: int) -> None:
    path.chmod(others)
    with pytest.raises(Refused, match=r"private\.open"), held(path):
        pass


def test_links_folders_and_pipes_are_refused(path: Path) -> None:
    link, pipe = path.with_name("link"), path.with_name("pipe")
    link.symlink_to(path)
    os.mkfifo(pipe, 0o600)
    for other in (link, pipe):
        with pytest.raises(Refused, match=r"private\.kind"):
            read_private(other)
    with pytest.raises(Refused, match=r"private\.kind"):
        read_private(path.parent)


def test_absent_files_and_folders_are_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"file\.unreadable"), held(tmp_path / "none"):
        pass
    with pytest.raises(Unavailable, match=r"file\.unreadable"), held(tmp_path / "no" / "key"):
        pass
    with pytest.raises(Unavailable, match=r"private\.unwritten"):
        create_private(tmp_path / "no" / "key", b"")


def test_one_holder_at_a_time(path: Path) -> None:
    with held(path), pytest.raises(Unavailable, match=r"private\.busy"), held(path):
        pass
    with held(path):
        pass


def test_a_lock_survives_the_replacement(path: Path) -> None:
    with held(path) as file:
        file.replace(b"new")
        with pytest.raises(Unavailable, match=r"private\.busy"), held(path):
            pass


def test_file_then_folder_are_synchronised_before_it_returns(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note_sync(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        steps.append(kind)
        fsync(descriptor)

    def note_rename(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    with held(path) as file:
        file.replace(b"new")
    assert steps == ["file", "rename", "folder"]


def test_a_full_disk_leaves_the_old_bytes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with held(path) as file, pytest.raises(Unavailable, match=r"private\.unwritten"):
        file.replace(b"new")
    assert read_private(path) == b"old"


def test_what_a_crash_left_half_written_is_in_nobodys_way(path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from suffrage.adapters import private_file as p;"
        "os.fsync = lambda _: os._exit(9);\n"
        "with p.held(Path(sys.argv[1])) as file: file.replace(b'half')"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert done.returncode == 9
    assert read_private(path) == b"old"
    with held(path) as file:
        file.replace(b"whole")
    assert read_private(path) == b"whole"
