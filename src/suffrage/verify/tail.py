"""The archives of a growing folder, each read no further than the log names its events.

Chain and hashes are checked as they are read, proofs when ``check_run`` is asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from suffrage.belenios.archive import Entry, read_archive, read_entries
from suffrage.belenios.events import Head
from suffrage.belenios.means import Means
from suffrage.belenios.verify import verify_archive
from suffrage.board.folder import archive_path
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.conduct.boxes import run_header
from suffrage.conduct.state import BoxRun
from suffrage.errors import Malformed, NotVerified, SuffrageError
from suffrage.verify.files import Files

__all__ = ["Tails"]


class Tails:
    """The events of each run, remembered; a file is read again where the log names a new one."""

    def __init__(self, files: Files, means: Means | None = None) -> None:
        self._files, self._means = files, means
        self._runs: dict[tuple[str, int], _Tail] = {}

    def event(self, head: OnlineEvent) -> Event:
        """The event that a record names.

        Raises ``Malformed("online.event-missing")``, and as ``read_entries``.
        """
        tail = self._runs.setdefault((head.box, head.run), _Tail())
        if head.height >= len(tail.events):
            path = archive_path(head.box, head.run)
            tail.read_on(self._files.read(path), head.height, path)
        return tail.events[head.height]

    def check_run(self, run: BoxRun) -> None:
        """Check every proof of a run, up to the last event that the log names.

        Raises ``NotVerified("online.time")`` and as ``verify_archive``, with the archive's path.
        """
        path = archive_path(run.box, run.run)
        data = self._files.read(path)[: self._runs[run.box, run.run].end]
        if read_archive(data).header != run_header(run):
            raise NotVerified("online.time", at=path, opens=run.opens)
        try:
            verify_archive(data, means=self._means)
        except SuffrageError as error:
            raise type(error)(error.code, at=f"{path} {error.at}", **error.fields) from error


@dataclass(slots=True)
class _Tail:
    """How far one archive has been read: its events, and where the last of them ends."""

    events: list[Event] = field(default_factory=list)
    end: int = 0
    head: Head | None = None

    def read_on(self, data: bytes, height: int, path: str) -> None:
        """Read up to the event of this height; what follows it the log has not named yet."""
        for entry in self._entries(data):
            self.events.append(Event(entry.pieces.data, entry.pieces.records))
            self.head, self.end = entry.pieces.head, entry.end
            if len(self.events) > height:
                return
        raise Malformed("online.event-missing", path=path, height=height)

    def _entries(self, data: bytes) -> Iterator[Entry]:
        archive = read_archive(data)
        return read_entries(archive.header, data, self.end or archive.start, self.head)
