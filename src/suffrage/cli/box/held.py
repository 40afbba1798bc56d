"""An archive held by one command: read, continued in memory, checked whole, then written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from suffrage.belenios.archive import Header, append_bytes, read_archive, write_header
from suffrage.belenios.events import Head, Pieces
from suffrage.belenios.means import Means
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.cli.box.progress import shown_bytes
from suffrage.cli.directory import LARGEST_ARCHIVE, read_file
from suffrage.errors import Refused, Unavailable

__all__ = ["Held", "create", "holding", "verified"]


@dataclass(slots=True)
class Held:
    """The bytes of an archive and what they are found to say; ``append`` continues both."""

    path: Path
    data: bytes = field(repr=False)
    header: Header
    report: Report

    @property
    def head(self) -> Head:
        """The last event."""
        return self.report.head

    def append(self, pieces: Iterable[Pieces]) -> None:
        """Check the archive as it would be, whole, and then write it.

        Raises what ``verify_archive`` raises, and ``Unavailable("file.unwritten")``; then the
        file is as it was.
        """
        data = self.data + b"".join(append_bytes(self.header, one) for one in pieces)
        report = verified(data)
        _replace(self.path, data)
        self.data, self.report = data, report


@contextmanager
def holding(path: Path) -> Iterator[Held]:
    """The archive, checked, for this command alone.

    Raises as ``verify_archive``, ``locked`` and ``read_file``.
    """
    # What touches the disk comes with the command that needs it.
    from suffrage.adapters.durable import locked  # noqa: PLC0415  (see above)

    with locked(path.parent):
        data = read_file(path, str(path), LARGEST_ARCHIVE)
        yield Held(path, data, read_archive(data).header, verified(data))


def create(path: Path, timestamp: int, first: Pieces) -> Report:
    """A new archive with its first event, made at this Unix time.

    Raises ``Refused("archive.exists")``, and as ``Held.append``.
    """
    from suffrage.adapters.durable import locked  # noqa: PLC0415  (as above)

    header = Header(timestamp)
    data = write_header(header) + append_bytes(header, first)
    report = verified(data)
    with locked(path.parent):
        if path.exists():
            raise Refused("archive.exists", path=str(path))
        _replace(path, data)
    return report


def verified(data: bytes) -> Report:
    """The report on these bytes, with a bar where there is a terminal."""
    with shown_bytes() as progress:
        return verify_archive(data, means=Means(progress=progress))


def _replace(path: Path, data: bytes) -> None:
    from suffrage.adapters.durable import replace_durably  # noqa: PLC0415  (as above)

    try:
        replace_durably(path, data)
    except OSError as error:
        raise Unavailable("file.unwritten", path=str(path), reason=str(error.strerror)) from error
