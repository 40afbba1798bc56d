"""Where things lie in the public folder (``docs/spec/folder.md``): names only, no file."""

import re
from typing import Final

from suffrage.model.values import Digest, Instant, Value

__all__ = [
    "ABOUT",
    "CHECKPOINT",
    "LOG",
    "RESULTS",
    "SHEETS",
    "About",
    "archive_of",
    "archive_path",
    "blob_of",
    "blob_path",
]

ABOUT: Final = "about.json"
LOG: Final = "log/"
CHECKPOINT: Final = "log/checkpoint"
RESULTS: Final = "results.json"
SHEETS: Final = "sheets.csv"
_BLOB = re.compile(r"blob/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_ARCHIVE = re.compile(r"box/([a-z0-9-]+)-([1-9][0-9]?)\.bel")


class About(Value, frozen=True):
    """What ``about.json`` says of the folder; the reader checks each field against the board."""

    format: str
    origin: str
    key: str
    title: dict[str, str]
    definition: Digest
    convened: Instant


def blob_path(digest: str) -> str:
    """The path of a blob by its SHA-256."""
    return f"blob/{digest[:2]}/{digest}"


def blob_of(path: str) -> str | None:
    """The hash that a blob's path names; ``None`` for another path."""
    found = _BLOB.fullmatch(path)
    return found[2] if found else None


def archive_path(box: str, run: int) -> str:
    """The path of the archive of one run of a box."""
    return f"box/{box}-{run}.bel"


def archive_of(path: str) -> tuple[str, int] | None:
    """The box and run that an archive's path names; ``None`` for another path."""
    found = _ARCHIVE.fullmatch(path)
    return (found[1], int(found[2])) if found else None
