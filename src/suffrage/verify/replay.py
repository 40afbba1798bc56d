"""The election once more: every record through ``conduct``, from nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from suffrage.board.folder import archive_path
from suffrage.board.kinds.disputes import Decision
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Record
from suffrage.conduct.replay import body_of
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.errors import Malformed
from suffrage.verify.archives import CheckedArchive, Run
from suffrage.verify.findings import Findings
from suffrage.verify.progress import Progress
from suffrage.verify.records import place_of

__all__ = ["Replayed", "replay"]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The state after the last record that could follow, and what was checked on the way."""

    state: State = field(repr=False)
    is_complete: bool
    signatures: int


def replay(
    records: Sequence[Record | None],
    blobs: Mapping[str, bytes],
    archives: Mapping[Run, CheckedArchive],
    findings: Findings,
    progress: Progress,
) -> Replayed:
    """Replay the records up to the first that is refused, which is noted with its own code.

    States after a refused record would mean nothing, so the replay ends there.
    """
    state = State()
    signatures = 0

    def event(head: OnlineEvent) -> Event:
        archive = archives.get((head.box, head.run))
        if archive is None or head.height >= len(archive.events):
            path = archive_path(head.box, head.run)
            raise Malformed("online.event-missing", path=path, height=head.height)
        return archive.events[head.height]

    for index, record in enumerate(records):
        progress("replay", index, len(records))
        if record is None:
            return Replayed(state, is_complete=False, signatures=signatures)
        with findings.at(place_of(index)):
            body = body_of(record, blobs.get, event)
            state = step(state, record, body)
            signatures += _signatures(record, body)
            continue
        return Replayed(state, is_complete=False, signatures=signatures)
    return Replayed(state, is_complete=True, signatures=signatures)


def _signatures(record: Record, body: Body) -> int:
    """How many signatures admission has checked on this record."""
    votes = body.votes.values() if isinstance(body, Decision) else ()
    return bool(record.sig) + sum(bool(vote.sig) for vote in votes)
