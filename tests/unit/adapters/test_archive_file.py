"""An archive read by parts: the same slices as its bytes have, whatever the window."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.online_box import OnlineBox

from suffrage.adapters import archive_file
from suffrage.adapters.archive_file import ArchiveFile
from suffrage.belenios.verify import verify_archive
from suffrage.errors import Unavailable

DATA = bytes(range(256)) * 10
places = st.none() | st.integers(-3_000, 3_000)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("archive") / "box.bel"
    target.write_bytes(DATA)
    return target


@given(parts=st.lists(st.tuples(places, places), max_size=20), window=st.integers(1, 3_000))
def test_slices_are_those_of_bytes(path: Path, parts: list[tuple[int, int]], window: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_file, "_WINDOW", window)
        with ArchiveFile(path) as file:
            assert len(file) == len(DATA)
            for start, end in parts:
                assert file[start:end] == DATA[start:end]


def test_what_is_appended_meanwhile_is_not_seen(tmp_path: Path) -> None:
    path = tmp_path / "box.bel"
    path.write_bytes(b"old")
    with ArchiveFile(path) as file:
        path.write_bytes(b"old and new")
        assert (len(file), file[:100], file[2:5]) == (3, b"old", b"d")


def test_a_file_cut_short_meanwhile_gives_short_parts(tmp_path: Path) -> None:
    path = tmp_path / "box.bel"
    path.write_bytes(b"old")
    with ArchiveFile(path) as file:
        path.write_bytes(b"o")
        assert file[:3] == b"o"


def test_an_archive_of_several_windows_is_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = OnlineBox()
    for voter in (0, 1, 0):
        box.cast(voter, [[0, 1, 0]])
    path = tmp_path / "box.bel"
    path.write_bytes(box.archive())
    monkeypatch.setattr(archive_file, "_WINDOW", 700)
    with ArchiveFile(path) as file:
        assert verify_archive(file) == verify_archive(path.read_bytes())


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(Unavailable) as refusal, ArchiveFile(path) as file:
            assert file[:10]
        assert refusal.value.code == "file.unreadable"
        assert refusal.value.fields["path"] == str(path)
        assert refusal.value.fields["reason"]


def test_the_file_is_closed(path: Path) -> None:
    before = len([*Path("/proc/self/fd").iterdir()])
    with ArchiveFile(path) as file:
        assert file[:4] == DATA[:4]
    assert len([*Path("/proc/self/fd").iterdir()]) == before


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "box.bel"
    os.mkfifo(pipe)
    with pytest.raises(Unavailable) as caught:
        ArchiveFile(pipe)
    assert caught.value.code == "file.unreadable"
