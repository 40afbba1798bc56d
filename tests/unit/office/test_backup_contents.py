"""The archive of a backup: what was added comes back, and nothing that was changed does."""

import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.refusals import refused

from suffrage.adapters.age_files import make_identity, recipient_of, seal_file, unseal_file
from suffrage.office.backups.contents import LIST, Listed, unpack, writing
from suffrage.office.backups.place import RESTORING, placed

LISTED = Listed(
    at="2023-01-12T21:00:00Z",
    version="1",
    database="sqlite",
    migrations=("office.0001_initial",),
    tables={},
    boards={"congress": 3},
    files={},
)
MEMBERS = {
    "database.sqlite3": b"tables",
    "secret": b"s" * 64,
    "keys/congress": b"k" * 32,
    "photos/congress/ab.jpg": b"\xff\xd8\xff",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    source = tmp_path / "source"
    with writing(tmp_path / "backup.tar") as archive:
        for name, data in MEMBERS.items():
            source.write_bytes(data)
            archive.add(name, source)
        archive.finish(LISTED)
    return tmp_path / "backup.tar"


def test_what_was_saved_comes_back(file: Path, tmp_path: Path) -> None:
    listed = unpack(file, tmp_path / "out")
    assert listed.boards == {"congress": 3}
    for name, data in MEMBERS.items():
        assert (tmp_path / "out" / name).read_bytes() == data
        assert (tmp_path / "out" / name).stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def changed(file: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]) -> Path:
    """The archive with other members."""
    with tarfile.open(file) as tar:
        members = [(one, (tar.extractfile(one) or io.BytesIO()).read()) for one in tar]
    change(members)
    other = file.with_name("other.tar")
    with tarfile.open(other, "w") as tar:
        for info, data in members:
            info.size = len(data) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(data))
    return other


def altered(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members[2] = (members[2][0], b"x" * 32)


def dropped(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    del members[1]


def unlisted(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
    members.insert(0, (tarfile.TarInfo("keys/another"), b"k"))


@pytest.mark.parametrize("change", [altered, dropped, unlisted])
def test_a_member_that_is_not_as_listed_is_refused(
    file: Path, tmp_path: Path, change: Callable[[list[tuple[tarfile.TarInfo, bytes]]], object]
) -> None:
    with refused("backup.hash"):
        unpack(changed(file, change), tmp_path / "out")


@pytest.mark.parametrize("name", ["../escape", "/etc/passwd", "keys/../../x", "other", "keys/a/b"])
def test_a_member_without_a_place_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    other = changed(file, lambda members: members.insert(0, (tarfile.TarInfo(name), b"x")))
    with refused("backup.member"):
        unpack(other, tmp_path / "out")


def test_links_and_members_after_the_list_are_refused(file: Path, tmp_path: Path) -> None:
    link = tarfile.TarInfo("keys/congress2")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    for number, change in enumerate(
        (
            lambda members: members.insert(0, (link, b"")),
            lambda members: members.append((tarfile.TarInfo("keys/late"), b"x")),
            lambda members: members.insert(0, members[0]),
        )
    ):
        with refused("backup.member"):
            unpack(changed(file, change), tmp_path / f"out{number}")


def test_half_a_backup_is_none(file: Path, tmp_path: Path) -> None:
    with refused("backup.form"):
        unpack(changed(file, lambda members: members.pop()), tmp_path / "out")
    half = tmp_path / "half.tar"
    half.write_bytes(file.read_bytes()[:700])
    with refused("backup.form"):
        unpack(half, tmp_path / "out2")
    half.write_bytes(b"age-encryption.org/v1\n")
    with refused("backup.form"):
        unpack(half, tmp_path / "out3")


def test_it_is_put_into_an_empty_folder_only(file: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "public" / "congress").mkdir(parents=True)
    with placed(file, data) as (listed, unpacked):
        assert listed.files.keys() == MEMBERS.keys()
        assert (unpacked / "database.sqlite3").exists()
        assert (data / RESTORING).exists()
    assert sorted(path.name for path in data.iterdir()) == ["keys", "photos", "public", "secret"]
    with refused("restore.not-empty"), placed(file, data):
        pass


def test_what_fails_leaves_the_folder_as_it_was(file: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "public" / "congress").mkdir(parents=True)
    with pytest.raises(LookupError), placed(file, data):
        raise LookupError
    assert [path.name for path in data.iterdir()] == ["public"]
    with refused("backup.form"), placed(tmp_path / "source", data):
        pass
    assert [path.name for path in data.iterdir()] == ["public"]


def test_a_sealed_backup_opens_with_its_identity_alone(file: Path, tmp_path: Path) -> None:
    identity, sealed = make_identity(), tmp_path / "backup.age"
    seal_file(file, sealed, [recipient_of(identity)])
    assert sealed.stat().st_mode & 0o077 == 0
    assert MEMBERS["secret"] not in sealed.read_bytes()
    with refused("age.closed"):
        unseal_file(sealed, tmp_path / "no", make_identity())
    assert not (tmp_path / "no").exists()
    unseal_file(sealed, tmp_path / "yes", identity)
    assert (tmp_path / "yes").read_bytes() == file.read_bytes()
    assert unpack(tmp_path / "yes", tmp_path / "out").files.keys() == MEMBERS.keys()
    assert LIST not in MEMBERS
