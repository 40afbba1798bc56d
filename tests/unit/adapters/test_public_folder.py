"""The public folder: written whole, never rewritten."""

from pathlib import Path

import pytest
from tests.support.refusals import refused

from suffrage.adapters.public_folder import PublicFolder


@pytest.fixture
def folder(tmp_path: Path) -> PublicFolder:
    return PublicFolder(tmp_path / "public")


def test_an_immutable_file_is_written_once(folder: PublicFolder, tmp_path: Path) -> None:
    folder.add("blob/16/x", b"one")
    folder.add("blob/16/x", b"one")
    assert (tmp_path / "public/blob/16/x").read_bytes() == b"one"
    with refused("folder.rewrite", path="blob/16/x"):
        folder.add("blob/16/x", b"two")


def test_a_file_that_may_change_is_replaced_whole(folder: PublicFolder, tmp_path: Path) -> None:
    folder.replace("results.json", b"{}")
    folder.replace("results.json", b"{1}")
    assert (tmp_path / "public/results.json").read_bytes() == b"{1}"
    assert folder.under(".") == ["results.json"]


def test_an_append_only_file_only_grows(folder: PublicFolder, tmp_path: Path) -> None:
    folder.extend("box/a-1.bel", b"")
    folder.extend("box/a-1.bel", b"abc")
    folder.extend("box/a-1.bel", b"abcdef")
    folder.extend("box/a-1.bel", b"abcdef")
    for data in (b"abXdefg", b"abc"):
        with refused("folder.rewrite", path="box/a-1.bel"):
            folder.extend("box/a-1.bel", data)
    assert (tmp_path / "public/box/a-1.bel").read_bytes() == b"abcdef"


def test_a_file_is_removed_and_an_absent_one_is_no_fault(folder: PublicFolder) -> None:
    folder.add("log/tile/0/000.p/3", b"x")
    folder.remove("log/tile/0/000.p/3")
    folder.remove("log/tile/0/000.p/3")
    assert folder.under("log") == []
    assert folder.under("nowhere") == []


def test_what_a_crash_left_half_written_is_swept(tmp_path: Path) -> None:
    root = tmp_path / "public"
    folder = PublicFolder(root)
    folder.replace("log/checkpoint", b"whole")
    (root / "log/.checkpoint.new").write_bytes(b"ha")
    assert PublicFolder(root).under(".") == ["log/checkpoint"]
