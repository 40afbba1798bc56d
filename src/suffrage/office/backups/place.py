"""Where a backup is put: a data folder with public files at most, whole or not at all.

While it is under way a file in the folder says so, and nobody serves the office. It knows nothing
of Django, whose settings would draw a secret of their own in the folder.

>>> with placed(file, data) as (listed, unpacked):
...     fill(listed, unpacked, …)
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from suffrage.errors import Refused
from suffrage.office.backups.contents import KEYS, PHOTOS, SECRET, Listed, unpack

__all__ = ["RESTORING", "placed"]

RESTORING: Final = "restoring"
"""The file that stands in the data folder while a restoration is under way."""

_PUBLIC: Final = "public"


@contextmanager
def placed(file: Path, data: Path) -> Iterator[tuple[Listed, Path]]:
    """Secret, keys and photos in their places; the list, and the folder with the database.

    What fails leaves behind what was there. Raises ``Refused("restore.not-empty")``, and as
    ``unpack``.
    """
    if data.exists() and [path.name for path in data.iterdir()] not in ([], [_PUBLIC]):
        raise Refused("restore.not-empty", path=str(data))
    unpacked = data / ".unpacked"
    unpacked.mkdir(mode=0o700, parents=True)
    (data / RESTORING).touch()
    try:
        listed = unpack(file, unpacked)
        for name in (SECRET, KEYS.rstrip("/"), PHOTOS.rstrip("/")):
            if (unpacked / name).exists():
                (unpacked / name).rename(data / name)
        yield listed, unpacked
    except BaseException:
        for path in list(data.iterdir()):
            if path.name != _PUBLIC:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
    shutil.rmtree(unpacked)
    (data / RESTORING).unlink()
