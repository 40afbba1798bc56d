"""The side file on disk: begun, continued, torn, and never another election's."""

import os
from pathlib import Path

import pytest

from suffrage.adapters.commitments_file import CommitmentsFile
from suffrage.errors import Refused, Unavailable

HEADER = b"suffrage-commitments/1 A 2\n"
SIZE = 4


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hints"


def opened(path: Path, header: bytes = HEADER) -> CommitmentsFile:
    file = CommitmentsFile(path)
    file.begin(header, SIZE)
    return file


def test_an_absent_file_is_begun_and_read_again(path: Path) -> None:
    file = opened(path)
    assert path.read_bytes() == HEADER
    assert file.given(0, 1) is None
    file.keep(0, b"aaaabbbb")
    file.keep(2, b"cccc")
    assert path.read_bytes() == HEADER + b"aaaabbbbcccc"
    for again in (file, opened(path)):
        assert again.given(0, 2) == b"aaaabbbb"
        assert again.given(1, 2) == b"bbbbcccc"
        assert again.given(0, 0) == b""
        assert again.given(2, 2) is None


def test_a_longer_archive_continues_the_file(path: Path) -> None:
    opened(path).keep(0, b"aaaabbbb")
    file = opened(path)
    assert file.given(1, 2) is None
    file.keep(1, b"BBBBcccc")
    assert path.read_bytes() == HEADER + b"aaaaBBBBcccc"


def test_a_torn_record_is_written_over(path: Path) -> None:
    path.write_bytes(HEADER + b"aaaabb")
    file = opened(path)
    assert file.given(0, 1) == b"aaaa"
    assert file.given(1, 1) is None
    file.keep(1, b"bbbb")
    assert path.read_bytes() == HEADER + b"aaaabbbb"


def test_records_that_would_leave_a_hole_are_not_kept(path: Path) -> None:
    file = opened(path)
    file.keep(1, b"bbbb")
    assert path.read_bytes() == HEADER


@pytest.mark.parametrize("length", [0, 1, len(HEADER) - 1])
def test_a_torn_first_line_is_begun_again(path: Path, length: int) -> None:
    path.write_bytes(HEADER[:length])
    opened(path).keep(0, b"aaaa")
    assert opened(path).given(0, 1) == b"aaaa"


@pytest.mark.parametrize(
    "data", [b"x", HEADER.replace(b"A", b"B"), HEADER.replace(b"2", b"22"), b"BELENIOS" + bytes(9)]
)
def test_another_file_is_refused_and_left_as_it_is(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        opened(path)
    assert (refusal.value.code, refusal.value.fields) == ("side.other", {"path": str(path)})
    assert path.read_bytes() == data


def test_what_the_system_refuses_is_said(tmp_path: Path, path: Path) -> None:
    with pytest.raises(Unavailable) as refusal:
        opened(tmp_path)
    assert refusal.value.code == "file.unreadable"
    with pytest.raises(Unavailable) as refusal:
        opened(tmp_path / "absent" / "hints")
    assert refusal.value.code == "file.unwritten"
    file = opened(path)
    path.unlink()
    with pytest.raises(Unavailable) as refusal:
        file.keep(0, b"aaaa")
    assert refusal.value.code == "file.unwritten"
    with pytest.raises(Unavailable) as refusal:
        file.given(0, 0)
    assert refusal.value.code == "file.unreadable"


def test_a_device_that_keeps_nothing_gives_nothing() -> None:
    file = opened(Path(os.devnull))
    assert file.given(0, 1) is None
    file.keep(0, b"aaaa")
    assert file.given(0, 1) == b""
