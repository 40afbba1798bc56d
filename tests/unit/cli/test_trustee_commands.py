"""``suffrage trustee`` for elections in an archive alone: ceremony, drill, decryption."""

import resource
import stat
from pathlib import Path

import msgspec
import pytest
from tests.support.commands import done, refused, run
from tests.support.online_box import OnlineBox, chain
from tests.support.trustees import boxed, events_until, saved_alone, spoil_share
from typer.testing import CliRunner

from suffrage.adapters.private_file import create_private, read_private
from suffrage.belenios.backend import load_group
from suffrage.belenios.decryption import check_share
from suffrage.belenios.share_file import read_share
from suffrage.belenios.trustees import read_trustees
from suffrage.cli import app
from suffrage.errors import NotVerified
from suffrage.trustee.saved import Seen, read_saved, write_saved

HEADER = b"age-encryption.org/v1\n"
UUID = "SuffrageBox123"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The private file of the first trustee of the honest box, not drilled yet."""
    path = tmp_path / "trustee.key"
    create_private(path, write_saved(saved_alone(boxed(), is_drilled=False)))
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "box.bel"
    path.write_bytes(events_until(boxed(), "EncryptedTally"))
    return path


def begun(folder: Path, of: int = 3) -> list[Path]:
    keys = []
    for index in range(1, of + 1):
        keys.append(folder / f"secret-{index}")
        done(
            "trustee", "certify", keys[-1], "--index", index, "--of", of, "--need", 2,
            "--uuid", UUID, "--minimum", 3, "--out", folder / "ceremony",
        )  # fmt: skip
    return keys


def test_a_ceremony_by_files(tmp_path: Path) -> None:
    keys, folder = begun(tmp_path), tmp_path / "ceremony"
    said = done("trustee", "gather", folder)
    digits = said.strip().splitlines()[-1].partition("you: ")[2]
    for path in keys:
        shown = done("trustee", "polynomial", path, folder, said="y\n")
        assert digits in shown
    assert "made: 3" in done("trustee", "gather", folder)
    for path in keys:
        assert "Your key is made" in done("trustee", "share", path, folder)
    assert "trustees.json" in done("trustee", "gather", folder)
    record = (folder / "trustees.json").read_bytes()
    trustees = read_trustees(load_group("Ed25519"), record)
    assert len(trustees.members) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    names = sorted(path.name for path in folder.iterdir())
    assert [name for name in names if not name.endswith(".json")] == []


def test_each_member_knows_the_own_digits(tmp_path: Path) -> None:
    folder = tmp_path / "ceremony"
    own = done(
        "trustee", "certify", tmp_path / "a", "--index", 1, "--of", 2, "--need", 2,
        "--uuid", UUID, "--out", folder,
    ).strip().splitlines()[-1]  # fmt: skip
    done(
        "trustee", "certify", tmp_path / "b", "--index", 2, "--of", 2, "--need", 2,
        "--uuid", UUID, "--out", folder,
    )  # fmt: skip
    done("trustee", "gather", folder)
    shown = done("trustee", "polynomial", tmp_path / "a", folder, said="y\n")
    assert own.partition("ask: ")[2] in shown


def test_without_a_yes_to_the_digits_nothing_is_done(tmp_path: Path) -> None:
    keys, folder = begun(tmp_path), tmp_path / "ceremony"
    done("trustee", "gather", folder)
    before = read_private(keys[0])
    said = refused("trustee", "polynomial", keys[0], folder, said="n\n")
    assert said.startswith("Nothing was done")
    assert not (folder / "polynomial-1.json").exists()
    assert read_private(keys[0]) == before


def test_the_organiser_says_who_is_missing(tmp_path: Path) -> None:
    begun(tmp_path)
    (tmp_path / "ceremony" / "certificate-2.json").unlink()
    assert "2" in refused("trustee", "gather", tmp_path / "ceremony")
    assert "folder" in refused("trustee", "gather", tmp_path / "none")


def test_a_false_share_leaves_a_complaint(tmp_path: Path) -> None:
    keys, folder = begun(tmp_path), tmp_path / "ceremony"
    done("trustee", "gather", folder)
    for path in keys:
        done("trustee", "polynomial", path, folder, "--yes")
    spoil_share(read_saved(read_private(keys[2])), folder)
    done("trustee", "gather", folder)
    result = run("trustee", "share", keys[0], folder)
    assert result.exit_code == 2
    assert (folder / "complaint-1-3.json").exists()
    assert "member 3" in result.stderr
    assert "Member 3 gave member 1 a false share" in refused("trustee", "gather", folder)


def test_a_key_is_drilled_and_decrypts_once(key: Path, archive: Path, tmp_path: Path) -> None:
    assert "not bound" in refused("trustee", "decrypt", key, archive, "--yes")
    shown = done("trustee", "drill", key, archive, "--out", tmp_path, said="y\n")
    assert boxed().election.fingerprint in shown
    checked = done("trustee", "check", tmp_path / "drill-1.json", archive)
    assert checked.startswith("Trustee 1 of the election")
    shown = done("trustee", "decrypt", key, archive, "--out", tmp_path, said="y\n")
    assert "Ballots\t3" in shown.splitlines()
    records = read_share((tmp_path / "decryption-1.txt").read_bytes())
    box = boxed()
    check_share(box.election, box.setup.trustees, box.tally(), records)
    again = done("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")
    assert "before" in again


def test_another_tally_is_refused_for_ever(key: Path, archive: Path, tmp_path: Path) -> None:
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    done("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")
    (tmp_path / "decryption-1.txt").unlink()
    other = OnlineBox(ballots=boxed().ballots[::-1])
    archive.write_bytes(events_until(other, "EncryptedTally"))
    assert "two versions" in refused("trustee", "decrypt", key, archive, "--yes")
    # Even a file that has forgotten what it saw keeps what it decrypted.
    kept = read_saved(read_private(key))
    key.unlink()
    create_private(key, write_saved(msgspec.structs.replace(kept, seen=Seen())))
    shorter = OnlineBox(ballots=boxed().ballots[:2])
    archive.write_bytes(events_until(shorter, "EncryptedTally"))
    said = refused("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")
    assert "never used for another" in said
    assert not (tmp_path / "decryption-1.txt").exists()


def test_without_a_yes_nothing_is_decrypted(key: Path, archive: Path, tmp_path: Path) -> None:
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    refused("trustee", "decrypt", key, archive, "--out", tmp_path, said="n\n")
    assert run("trustee", "decrypt", key, archive, "--out", tmp_path, said="").exit_code == 1
    assert not (tmp_path / "decryption-1.txt").exists()
    assert not read_saved(read_private(key)).tally


def test_a_full_disk_releases_nothing(
    key: Path, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    done("trustee", "check", tmp_path / "drill-1.json", archive)
    kept = read_private(key)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("suffrage.adapters.durable.os.fsync", full)
    said = refused("trustee", "decrypt", key, archive, "--out", tmp_path, "--yes")
    assert "Nothing was released" in said
    assert not (tmp_path / "decryption-1.txt").exists()
    assert read_private(key) == kept


def test_a_key_that_others_can_read_is_not_used(key: Path, archive: Path) -> None:
    key.chmod(0o644)
    assert "no secret" in refused("trustee", "drill", key, archive, "--yes")


def test_a_program_with_a_key_leaves_no_core_dump(key: Path, archive: Path, tmp_path: Path) -> None:
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] <= 1


def test_a_new_key_never_replaces_a_file(key: Path, tmp_path: Path) -> None:
    before = read_private(key)
    said = refused("trustee", "key", key, "--index", 1, "--uuid", UUID, "--out", tmp_path)
    assert "never written over" in said
    assert read_private(key) == before


@pytest.mark.parametrize(
    "scope",
    [
        (),
        ("--box", "abroad", "--role", "trustee@to1"),
        ("--uuid", UUID, "--box", "abroad"),
        ("--policy", "none.toml", "--box", "abroad"),
    ],
)
def test_a_key_says_what_it_is_for(scope: tuple[str, ...], tmp_path: Path) -> None:
    said = refused("trustee", "key", tmp_path / "key", "--index", 1, *scope)
    assert "--policy, --box and --role" in said
    assert not (tmp_path / "key").exists()


@pytest.fixture
def cheap_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one takes seconds on purpose; ``test_passphrase.py`` tries it."""

    def lock(data: bytes, phrase: str) -> bytes:
        return HEADER + phrase.encode() + b"|" + data[::-1]

    def unlock(data: bytes, phrase: str) -> bytes:
        start = HEADER + phrase.encode() + b"|"
        if not data.startswith(start):
            raise NotVerified("private.passphrase")
        return data.removeprefix(start)[::-1]

    monkeypatch.setattr("suffrage.adapters.passphrase.lock", lock)
    monkeypatch.setattr("suffrage.adapters.passphrase.unlock", unlock)


@pytest.mark.usefixtures("cheap_lock")
def test_a_passphrase_locks_the_file(archive: Path, tmp_path: Path) -> None:
    path, box = tmp_path / "locked.key", OnlineBox()
    done(
        "trustee", "key", path, "--index", 1, "--uuid", box.uuid, "--out", tmp_path,
        "--passphrase", said="horse\nhorse\n",
    )  # fmt: skip
    assert read_private(path).startswith(HEADER)
    assert "passphrase does not open" in refused("trustee", "drill", path, archive, said="cow\n")
    # The right phrase gets as far as the archive, which is of other keys.
    assert "does not name your key" in refused(
        "trustee", "drill", path, archive, "--yes", said="horse\n"
    )


@pytest.mark.usefixtures("cheap_lock")
def test_what_a_locked_file_keeps_stays_locked(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "locked.key"
    saved = saved_alone(boxed(), is_drilled=False)
    create_private(path, HEADER + b"horse|" + write_saved(saved)[::-1])
    done("trustee", "drill", path, archive, "--out", tmp_path, said="horse\ny\n")
    kept = read_private(path)
    assert kept.startswith(HEADER + b"horse|")
    assert b'"size":6' in kept.removeprefix(HEADER + b"horse|")[::-1]


def test_a_drill_of_elsewhere_or_of_a_stranger_is_named(
    key: Path, archive: Path, tmp_path: Path
) -> None:
    done("trustee", "drill", key, archive, "--out", tmp_path, "--yes")
    drill = tmp_path / "drill-1.json"
    archive.write_bytes(chain(boxed().open_records()))
    assert "never was" in refused("trustee", "check", drill, archive)
    twin = OnlineBox(seed="twin")
    archive.write_bytes(chain(twin.open_records()))
    assert "never was" in refused("trustee", "check", drill, archive)
    drill.write_bytes(drill.read_bytes().replace(b'"size":6', b'"size":5'))
    assert "is false" in refused("trustee", "check", drill, archive)


def test_the_sentences_are_french_for_the_french(
    key: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    result = CliRunner().invoke(app, ["trustee", "decrypt", str(key), str(archive)])
    assert "Cette clé n'est encore liée à aucune élection" in result.stderr
