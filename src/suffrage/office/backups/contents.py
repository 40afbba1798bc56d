"""What a backup holds (``docs/spec/backup.md``): a tar archive whose last member lists the others.

>>> with writing(path) as archive:
...     archive.add("secret", Path("office/secret"))
>>> unpack(path, folder).boards
{'congress-2023': 412}
"""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import msgspec

from suffrage.errors import Malformed, NotVerified, Unavailable
from suffrage.model import canonical
from suffrage.model.values import Value

__all__ = [
    "DATABASE",
    "KEYS",
    "LIST",
    "PHOTOS",
    "SECRET",
    "TABLES",
    "Archive",
    "Listed",
    "unpack",
    "writing",
]

LIST: Final = "backup.json"
DATABASE: Final = "database.sqlite3"
TABLES: Final = "tables/"
SECRET: Final = "secret"  # noqa: S105  (a name)
KEYS: Final = "keys/"
PHOTOS: Final = "photos/"

_NAME = re.compile(
    r"database\.sqlite3|secret|tables/[a-z0-9_]+|keys/[a-z0-9-]+|photos/[a-z0-9-]+/[a-z0-9.]+"
)
_LARGEST_LIST: Final = 64 * 2**20
_PART: Final = 2**20


class Listed(Value, frozen=True):
    """``backup.json``: what the backup is of, and the hash of every other member."""

    at: str
    version: str
    database: Literal["sqlite", "postgresql"]
    migrations: tuple[str, ...]
    tables: dict[str, tuple[str, ...]]
    boards: dict[str, int]
    files: dict[str, str]
    format: Literal["suffrage-backup/1"] = "suffrage-backup/1"


class Archive:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._sums: dict[str, str] = {}

    def add(self, name: str, path: Path) -> None:
        """Add a file under a name."""
        with path.open("rb") as file:
            self._sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            self._tar.addfile(_member(name, os.fstat(file.fileno()).st_size), file)

    def finish(self, listed: Listed) -> None:
        """Add the list, with the hash of everything added before."""
        data = canonical.encode(msgspec.structs.replace(listed, files=self._sums))
        self._tar.addfile(_member(LIST, len(data)), io.BytesIO(data))


@contextmanager
def writing(path: Path) -> Iterator[Archive]:
    """A new backup, durable when the block ends; raises ``Unavailable("file.unwritten")``."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Archive(tar)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Unavailable("file.unwritten", path=str(path), reason=str(error.strerror)) from error


def unpack(path: Path, folder: Path) -> Listed:
    """The members of a backup in a folder of its own, all of them checked; their list comes back.

    Raises ``Malformed``: ``backup.form`` for what is no such archive, ``backup.member`` for a
    member that has no place in one; ``NotVerified("backup.hash")`` for one that was changed.
    """
    sums: dict[str, str] = {}
    listed: Listed | None = None
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                if listed is not None or not member.isreg() or member.name in sums:
                    raise Malformed("backup.member", name=member.name[:80])
                if member.name == LIST:
                    listed = _read_list(tar, member)
                else:
                    sums[member.name] = _extract(tar, member, folder)
    except tarfile.TarError as error:
        raise Malformed("backup.form") from error
    if listed is None:
        raise Malformed("backup.form")
    _compare(listed.files, sums)
    return listed


def _read_list(tar: tarfile.TarFile, member: tarfile.TarInfo) -> Listed:
    file = tar.extractfile(member)
    if file is None or member.size > _LARGEST_LIST:
        raise Malformed("backup.form")
    return canonical.decode(file.read(), Listed)


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """Write a member in its place below the folder; its SHA-256 comes back."""
    file = tar.extractfile(member)
    if file is None or not _NAME.fullmatch(member.name):
        raise Malformed("backup.member", name=member.name[:80])
    target = folder / member.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with os.fdopen(os.open(target, flags, 0o600), "wb") as written:
        while part := file.read(_PART):
            digest.update(part)
            written.write(part)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def _compare(listed: Mapping[str, str], found: Mapping[str, str]) -> None:
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise NotVerified("backup.hash", name=name)


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
