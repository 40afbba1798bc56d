"""A board brought forward from its own public records: those that a backup has not seen.

Entries, payloads, reasons and archives are public, and every signature in them is checked as the
folder is followed. What lay beside them in private tables is not, and is not made up.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from suffrage.adapters.sql_store import SqlStore
from suffrage.belenios.archive import read_archive
from suffrage.board.folder import ABOUT, About, archive_path, blob_path
from suffrage.board.kinds.closing import BlobErased
from suffrage.board.kinds.disputes import Decision
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Record, body_bytes
from suffrage.board.store import Addition
from suffrage.conduct.state import State
from suffrage.errors import NotVerified, Refused, Unavailable
from suffrage.model import canonical
from suffrage.tlog.keys import Key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.verify.files import Files
from suffrage.verify.follow import Following

__all__ = ["Source", "bring_forward", "origin_of"]


@dataclass(slots=True)
class Source:
    """A public folder, followed to its end, and what it has beyond a store."""

    files: Files
    following: Following
    new: list[tuple[Record, Body]] = field(default_factory=list)


def origin_of(files: Files) -> str:
    """Whose board a folder says it is."""
    return canonical.decode(files.read(ABOUT), About).origin


def bring_forward(store: SqlStore, files: Files, key: Key) -> int:
    """Append what a public folder of the same log has beyond the store; how many records came.

    Raises what ``Following.advance`` raises where the folder does not hold,
    ``Refused("restore.other-log")`` where another key signed it, and
    ``NotVerified("restore.forked")`` where store and folder contradict each other.
    """
    source = _followed(store, files)
    if source.following.key != key:
        raise Refused("restore.other-log", board=store.board)
    _check_prefix(store, source.following.tree)
    with store.transaction() as writer:
        for addition in _additions(source):
            writer.append(addition)
            head = Record.parse(addition.entry).head
            if isinstance(head, BlobErased):
                writer.erase(head.blob)
    return len(source.new)


def _followed(store: SqlStore, files: Files) -> Source:
    known = store.size()
    new: list[tuple[Record, Body]] = []

    def watch(record: Record, body: Body, state: State) -> None:
        if state.size > known:
            new.append((record, body))

    following = Following(files, watch=watch)
    following.advance()
    return Source(files, following, new)


def _check_prefix(store: SqlStore, public: Tree) -> None:
    """The shorter of the two is the beginning of the longer."""
    own = Tree(map(leaf_hash, store.entries(0)))
    size = min(own.size, public.size)
    if own.root(size) != public.root(size):
        raise NotVerified("restore.forked", board=store.board, size=size)


def _additions(source: Source) -> Iterator[Addition]:
    archives: dict[tuple[str, int], _Archived] = {}
    for record, body in source.new:
        head = record.head
        if isinstance(body, Event) and isinstance(head, OnlineEvent):
            run = (head.box, head.run)
            if run not in archives:
                archives[run] = _Archived(source.files.read(archive_path(*run)))
            data = archives[run].event(head.height)
            ballot = head.data if head.type == "Ballot" else ""
            yield Addition(record.encoded, (), run, data, ballot)
        else:
            yield Addition(record.encoded, tuple(_blobs(source.files, record, body)))


def _blobs(files: Files, record: Record, body: Body) -> Iterator[bytes]:
    """The payload of a record and the reasons that it names, but for what was erased since."""
    data = body_bytes(body)
    if data is not None and hashlib.sha256(data).hexdigest() == record.payload:
        yield data
    if isinstance(body, Decision):
        for reason in {vote.reason for vote in body.votes.values() if vote.reason}:
            try:
                found = files.read(blob_path(reason))
            except Unavailable as error:
                if error.code not in ("folder.missing", "folder.unreadable"):
                    raise
                continue
            if hashlib.sha256(found).hexdigest() == reason:
                yield found


class _Archived:
    """The bytes that each event adds to the archive of its run."""

    def __init__(self, data: bytes) -> None:
        archive = read_archive(data)
        self._data = data
        self._ends = [archive.start, *(entry.end for entry in archive)]

    def event(self, height: int) -> bytes:
        """What the event of this height appends; the first brings the header along."""
        start = self._ends[height] if height else 0
        return self._data[start : self._ends[height + 1]]
