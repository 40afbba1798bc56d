"""The cache of proved ballots: only this user's own entries count, and damage costs speed only."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from suffrage.adapters.proved_ballots import ProvedBallots
from suffrage.errors import Refused, Unavailable

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "cache" / "suffrage"
    with ProvedBallots(target) as proved:
        proved.add([KEY])
    return target


def knows(folder: Path, key: bytes = KEY) -> bool:
    with ProvedBallots(folder) as proved:
        return key in proved


def test_entries_outlive_the_process_that_made_them(folder: Path) -> None:
    assert knows(folder)
    assert not knows(folder, OTHER)
    with ProvedBallots(folder) as proved:
        proved.add([KEY, OTHER, OTHER])
        assert OTHER in proved
    assert knows(folder, OTHER)


def test_folder_and_secret_are_the_owners_alone(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_keys_do_not_stand_in_the_file(folder: Path) -> None:
    assert KEY not in (folder / "proved.sqlite").read_bytes()


def test_an_entry_made_without_the_secret_is_none(folder: Path) -> None:
    with sqlite3.connect(folder / "proved.sqlite") as store:
        store.execute("INSERT INTO proved VALUES (?)", (OTHER,))
    store.close()
    assert not knows(folder, OTHER)


def test_a_store_from_another_folder_says_nothing_here(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    ProvedBallots(mine).__exit__(None, None, None)
    (mine / "proved.sqlite").write_bytes((folder / "proved.sqlite").read_bytes())
    assert knows(folder)
    assert not knows(mine)


@pytest.mark.parametrize("secret", [b"", b"short", b"x" * 33])
def test_without_its_secret_everything_is_forgotten(folder: Path, secret: bytes) -> None:
    (folder / "secret").write_bytes(secret)
    assert not knows(folder)
    assert len((folder / "secret").read_bytes()) == 32


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o770, 0o777])
def test_a_folder_that_others_may_use_is_refused(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    with pytest.raises(Refused) as refusal:
        ProvedBallots(folder)
    assert (refusal.value.code, refusal.value.fields) == ("cache.open", {"path": str(folder)})


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_another_user_is_refused(folder: Path) -> None:
    os.chown(folder, 12_345, -1)
    with pytest.raises(Refused) as refusal:
        ProvedBallots(folder)
    assert refusal.value.code == "cache.open"


@pytest.mark.parametrize("data", [b"", b"rubbish" * 1_000, b"SQLite format 3\0" + b"\xff" * 9_000])
def test_rubbish_instead_of_a_store_is_made_anew(folder: Path, data: bytes) -> None:
    (folder / "proved.sqlite").write_bytes(data)
    with ProvedBallots(folder) as proved:
        assert KEY not in proved
        proved.add([OTHER])
        assert OTHER in proved


@pytest.mark.parametrize(
    "statement",
    ["CREATE TABLE proved (other TEXT)", "CREATE VIEW proved AS SELECT 1 AS key, 2 AS more"],
)
def test_a_store_of_another_form_says_nothing(tmp_path: Path, statement: str) -> None:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    with sqlite3.connect(folder / "proved.sqlite") as store:
        store.execute(statement)
    store.close()
    with ProvedBallots(folder) as proved:
        proved.add([KEY])
        assert OTHER not in proved


def test_damage_in_the_middle_costs_speed_only(folder: Path) -> None:
    with ProvedBallots(folder) as proved:
        proved.add(bytes([number % 256, number // 256]) for number in range(5_000))
    store = folder / "proved.sqlite"
    data = store.read_bytes()
    store.write_bytes(data[:4096] + b"\xaa" * (len(data) - 4096))
    with ProvedBallots(folder) as proved:
        proved.add([OTHER])
        assert KEY not in proved


def test_a_store_that_another_process_holds_is_neither_read_nor_removed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0))
    holder = connect(folder / "proved.sqlite", isolation_level=None)
    with ProvedBallots(folder) as proved:
        holder.execute("BEGIN EXCLUSIVE")
        assert KEY not in proved
        proved.add([OTHER])
        with pytest.raises(Unavailable) as refusal:
            ProvedBallots(folder)
        assert refusal.value.code == "cache.unusable"
        holder.execute("COMMIT")
        assert KEY in proved
    holder.close()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable) as refusal:
        ProvedBallots(tmp_path / "file" / "cache")
    assert refusal.value.code == "cache.unusable"
