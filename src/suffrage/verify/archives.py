"""The online archives: every proof in them, and their match with the log, event by event."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from suffrage.belenios.archive import Header, read_archive
from suffrage.belenios.means import Means
from suffrage.belenios.report import Report
from suffrage.belenios.verify import verify_archive
from suffrage.board.folder import archive_of, archive_path
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Record
from suffrage.conduct.boxes import run_header
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified, SuffrageError, Unavailable
from suffrage.verify.findings import Findings
from suffrage.verify.progress import Progress
from suffrage.verify.records import place_of
from suffrage.verify.source import Source

__all__ = ["CheckedArchive", "Run", "check_headers", "read_archives"]

Run = tuple[str, int]
"""A box and the number of one of its runs, from 1."""


@dataclass(frozen=True, slots=True)
class CheckedArchive:
    """The archive of one run: its events as far as they can be read, and what its proofs say.

    ``report`` is ``None`` when there is not even a sound first event.
    """

    events: tuple[Event, ...] = field(repr=False)
    report: Report | None = field(repr=False)
    header: Header | None = None


def read_archives(
    source: Source,
    records: Sequence[Record | None],
    findings: Findings,
    progress: Progress,
    means: Means | None = None,
) -> Mapping[Run, CheckedArchive]:
    """Every archive of the folder, and every one that a record asks for.

    Codes: ``folder.missing``, ``bel.*`` with the event; ``online.event-missing``,
    ``online.event-differs`` at the record, ``online.record-missing`` at the event. Raises
    ``Unavailable`` where ``means`` cannot be used to the end.
    """
    named = _records_by_run(records)
    present = {run for path in source.under("box/") if (run := archive_of(path))}
    runs = sorted(present | named.keys())
    archives = {}
    for number, run in enumerate(runs):
        progress("archives", number, len(runs))
        path = archive_path(*run)
        data = source.take(path)
        if data is None:
            continue
        events = tuple(_events(data))
        archive = CheckedArchive(events, _report(data, path, findings, means), _header(data))
        _match(path, archive.events, named.get(run, ()), findings)
        archives[run] = archive
    return archives


def check_headers(state: State, archives: Mapping[Run, CheckedArchive], findings: Findings) -> None:
    """Each archive bears the time at which its run was to open; ``online.time`` otherwise."""
    for number, archive in archives.items():
        run = state.runs.get(number)
        if run is not None and archive.header not in (None, run_header(run)):
            findings.add(NotVerified("online.time", opens=run.opens), archive_path(*number))


def _header(data: bytes) -> Header | None:
    try:
        return read_archive(data).header
    except SuffrageError:
        return None


def _records_by_run(
    records: Sequence[Record | None],
) -> dict[Run, list[tuple[int, Record, OnlineEvent]]]:
    named: dict[Run, list[tuple[int, Record, OnlineEvent]]] = {}
    for index, record in enumerate(records):
        if record is not None and isinstance(record.head, OnlineEvent):
            run = (record.head.box, record.head.run)
            named.setdefault(run, []).append((index, record, record.head))
    return named


def _report(data: bytes, path: str, findings: Findings, means: Means | None) -> Report | None:
    try:
        return verify_archive(data, lambda error: findings.add(error, path), means)
    except Unavailable:
        # Bytes in memory are there: it is the means that are not.
        raise
    except SuffrageError as error:
        findings.add(error, path)
        return None


def _events(data: bytes) -> Iterator[Event]:
    """The events up to the first that cannot be read; why it cannot is in the report."""
    try:
        for entry in read_archive(data):
            yield Event(entry.pieces.data, entry.pieces.records)
    except SuffrageError:
        return


def _match(
    path: str,
    events: Sequence[Event],
    named: Sequence[tuple[int, Record, OnlineEvent]],
    findings: Findings,
) -> None:
    """The chain's order is the log's order: the n-th record of a run names the n-th event."""
    for height, (index, record, head) in enumerate(named):
        with findings.at(place_of(index)):
            if height >= len(events):
                raise Malformed("online.event-missing", path=path, height=height)
            digest = hashlib.sha256(events[height].data).hexdigest()
            if (head.height, record.payload) != (height, digest):
                raise NotVerified("online.event-differs", at="payload", path=path, height=height)
            continue
        # One failure says that chain and log part here; all that follows would repeat it.
        return
    for height in range(len(named), len(events)):
        error = Malformed("online.record-missing", at=f"event {height}", height=height)
        findings.add(error, path)
