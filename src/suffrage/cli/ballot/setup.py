"""What an archive asks, and of whom: its first event."""

from pathlib import Path

from suffrage.belenios.archive import Archive, read_archive
from suffrage.belenios.setup import Setup, read_setup
from suffrage.cli.directory import LARGEST_ARCHIVE, read_file
from suffrage.errors import Malformed

__all__ = ["read_box"]


def read_box(path: Path) -> tuple[Setup, Archive]:
    """The checked first event of the archive at ``path``, and the archive to go on reading.

    Raises ``Malformed("bel.archive-empty")``, and as ``read_setup`` and ``read_file``.
    """
    archive = read_archive(read_file(path, str(path), LARGEST_ARCHIVE))
    for entry in archive:
        return read_setup(entry.pieces.records), archive
    raise Malformed("bel.archive-empty")
