"""Photos of sheets, as the office keeps them: files named by their hash, never published.

A photo is looked at before it is kept: it must be a JPEG that decodes, of a bounded size. What is
kept are the bytes as sent, because their hash is what the sheet names. Whoever looks at one later
is written down.

>>> keep_photo(election, "75-012", "text", data, "secretary@75-012").scan
>>> look_at_photo(photo, person)                      # the bytes, and a row in ``PhotoView``
"""

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import Final

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from suffrage.errors import Malformed, Refused, Unavailable
from suffrage.office.clock import now
from suffrage.office.models import Election, Person, Photo, PhotoView

__all__ = ["HALF", "LARGEST", "check_photo", "keep_photo", "look_at_photo", "mark_unreadable"]

LARGEST: Final = 4 * 2**20
"""Bytes of a photo."""

HALF: Final = ".half-"
"""How the name of a file begins that is being written; a crash may leave one."""

_PIXELS: Final = 25_000_000
_SCANS: Final = 64
"""Passes over a picture that a progressive file may ask for; each costs the whole picture."""

_MOST: Final = 12
"""Photos of one sheet."""

_HEAD, _SCAN, _END = b"\xff\xd8\xff", b"\xff\xda", b"\xff\xd9"


def check_photo(data: bytes) -> None:
    """Raise ``Malformed``: ``photo.large``, or ``photo.unreadable`` for what is no such JPEG."""
    if len(data) > LARGEST:
        raise Malformed("photo.large")
    if not data.startswith(_HEAD) or data.count(_SCAN) > _SCANS:
        raise Malformed("photo.unreadable")
    # The library that prints kits has the decoder take half a file for a whole one.
    if not data.rstrip(b"\0").endswith(_END):
        raise Malformed("photo.unreadable")
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            width, height = picture.size
            if width * height > _PIXELS:
                raise Malformed("photo.unreadable")
            # All of the file is read, at an eighth of its size.
            picture.draft("L", (1, 1))
            picture.load()
    except (
        OSError,
        ValueError,
        SyntaxError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as error:
        raise Malformed("photo.unreadable") from error


def keep_photo(election: Election, unit: str, contest: str, data: bytes, role: str) -> Photo:
    """The photo, on the disk for good; the same photo again is the same row.

    Raises as ``check_photo``, and ``Refused("photo.many")``.
    """
    check_photo(data)
    scan = hashlib.sha256(data).hexdigest()
    of_sheet = Photo.objects.filter(election=election, unit=unit, contest=contest)
    found = of_sheet.filter(scan=scan).first()
    if found is not None:
        return found
    if of_sheet.count() >= _MOST:
        raise Refused("photo.many", most=_MOST)
    name = f"{scan}.jpg"
    _write_durably(_folder(election), name, data)
    made, _ = Photo.objects.get_or_create(
        election=election, unit=unit, contest=contest, scan=scan,
        defaults={"file": name, "received_at": now(), "role": role},
    )  # fmt: skip
    return made


def look_at_photo(photo: Photo, person: Person) -> bytes:
    """The bytes of a photo, and a row that says who looked; ``Unavailable("photo.lost")``."""
    file = _folder(photo.election) / f"{photo.scan}.jpg"
    try:
        data = file.read_bytes()
    except OSError as error:
        raise Unavailable("photo.lost") from error
    PhotoView.objects.create(photo=photo, person=person)
    return data


def mark_unreadable(photo: Photo) -> None:
    """Whoever read it could not: the section is asked for another, and the rehearsal counts it."""
    photo.unreadable = True
    photo.save(update_fields=["unreadable"])


def _folder(election: Election) -> Path:
    return Path(settings.ENVIRONMENT.data) / "photos" / election.slug


def _write_durably(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, half = tempfile.mkstemp(dir=folder, prefix=HALF)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(half).replace(folder / name)
    except BaseException:
        Path(half).unlink(missing_ok=True)
        raise
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
