"""What a crash left of photos: files that were being written and never became one.

Only such a file is removed, and only from the folders of photos themselves: no link is followed,
no whole photo is looked at, and what was touched within the hour may still be on its way.
"""

import os
import stat
from pathlib import Path
from typing import Final

from suffrage.office.photos import HALF

__all__ = ["remove_half_photos"]

_HOUR: Final = 3600.0


def remove_half_photos(data: Path, moment: float) -> int:
    """Remove those older than an hour at Unix time ``moment``; how many were.

    ``data`` is the office's folder. Raises ``OSError`` where one cannot be removed.
    """
    photos = data / "photos"
    if not photos.is_dir():
        return 0
    with os.scandir(photos) as found:
        folders = [one.path for one in found if one.is_dir(follow_symlinks=False)]
    return sum(_remove_from(folder, moment - _HOUR) for folder in folders)


def _remove_from(folder: str, before: float) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    removed = 0
    try:
        with os.scandir(descriptor) as found:
            names = [one.name for one in found if one.name.startswith(HALF)]
        for name in names:
            held = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
            if stat.S_ISREG(held.st_mode) and held.st_mtime < before:
                os.unlink(name, dir_fd=descriptor)
                removed += 1
    finally:
        os.close(descriptor)
    return removed
