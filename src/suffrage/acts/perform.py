"""Perform an act: the only code that appends to the board.

Catch up, draft, sign, ask ``conduct``, append, all in one transaction. An act that is refused
leaves nothing behind; several acts given together are written together or not at all.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from suffrage.belenios.archive import read_archive
from suffrage.board.kinds.closing import BlobErased
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Draft, Record, body_bytes, read_body
from suffrage.board.signature import Signer, record_message
from suffrage.board.store import Addition, Reader, Store, Writer
from suffrage.conduct.replay import EventReader, follow
from suffrage.conduct.state import State
from suffrage.conduct.step import step
from suffrage.errors import Refused

__all__ = ["Act", "LiveBoard", "Signed", "Written", "caught_up", "events_of", "write_acts"]

Act = Callable[[State], Draft]
"""An act with everything decided but the state it meets."""

Signed = tuple[Act, Signer | None]
"""An act and who signs it; nobody signs what an archive signs itself."""


@dataclass(frozen=True, slots=True)
class Written:
    """A record on the board and its index."""

    index: int
    record: Record


class LiveBoard:
    """The board as one process holds it: the store, and the state of its first ``size`` entries."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._state = State()

    def state(self) -> State:
        """The state of all that has been written, by this process or another."""
        self._state = caught_up(self._state, self._store)
        return self._state

    def perform(self, act: Act, sign: Signer | None = None) -> Written:
        """Write one act; raises what ``conduct.step`` raises and then writes nothing."""
        return self.perform_all([(act, sign)])[0]

    def perform_all(self, acts: Iterable[Signed]) -> list[Written]:
        """Write several acts in their order, each meeting the state that the last one left.

        They are all gathered before the transaction begins: what gathers them may read the
        board, and must not read what is not yet written for good.
        """
        planned = list(acts)
        with self._store.transaction() as writer:
            state, written = write_acts(self._state, writer, planned)
        self._state = state
        return written


def write_acts(state: State, writer: Writer, acts: Sequence[Signed]) -> tuple[State, list[Written]]:
    """Write acts inside the caller's transaction, from a state of an earlier moment.

    The state that comes back is true once the transaction is committed; until then it is for the
    transaction's own next acts alone.
    """
    state = caught_up(state, writer)
    written: list[Written] = []
    for act, sign in acts:
        state, one = _write(state, writer, act(state), sign)
        written.append(one)
    return state, written


def _write(
    state: State, writer: Writer, draft: Draft, sign: Signer | None
) -> tuple[State, Written]:
    record = draft.record()
    if sign is not None:
        # The first record's origin is that of the definition it brings.
        origin = state.origin or getattr(draft.body, "origin", "")
        record = replace(record, sig=sign(record_message(origin, record)).hex())
    record = Record.parse(record.encoded)
    after = step(state, record, _checked_body(record, draft))
    _check_nothing_waits(record, writer)
    index = writer.append(_addition(record, draft))
    if isinstance(record.head, BlobErased):
        writer.erase(record.head.blob)
    return after, Written(index, record)


def _checked_body(record: Record, draft: Draft) -> Body:
    """The payload as a reader of the board will find it; raises ``Malformed`` where it cannot.

    A draft is a value that anybody can make, and nothing unreadable may reach the board.
    """
    body = read_body(record, body_bytes(draft.body))
    return draft.body if isinstance(body, Event) else body


def _check_nothing_waits(record: Record, reader: Reader) -> None:
    """No box ends over an acknowledged ballot; asked inside the transaction, so none slips in."""
    head = record.head
    if isinstance(head, OnlineEvent) and head.type == "EndBallots":
        waiting = len(reader.waiting(head.box, head.run))
        if waiting:
            raise Refused("box.ballots-wait", box=head.box, number=waiting)


def _addition(record: Record, draft: Draft) -> Addition:
    if isinstance(draft.body, Event) and isinstance(record.head, OnlineEvent):
        run = (record.head.box, record.head.run)
        ballot = record.head.data if record.head.type == "Ballot" else ""
        return Addition(record.encoded, (), run, draft.archived, ballot)
    data = body_bytes(draft.body)
    blobs = draft.texts if data is None else (data, *draft.texts)
    return Addition(record.encoded, blobs)


def caught_up(state: State, reader: Reader) -> State:
    """The state of all that the reader holds, from one of an earlier moment.

    A caller whose own transaction was rolled back has a state that never was; it starts again.
    """
    if not _follows(state, reader):
        state = State()
    if reader.size() == state.size:
        return state
    event = events_of(reader)
    for entry in reader.entries(state.size):
        state = follow(state, entry, reader.blob, event)
    return state


def events_of(reader: Reader) -> EventReader:
    """Reads the events of a store's archives, each archive once."""
    archives: dict[tuple[str, int], list[Event]] = {}

    def event(head: OnlineEvent) -> Event:
        run = (head.box, head.run)
        if run not in archives:
            entries = read_archive(reader.archive(*run))
            archives[run] = [Event(entry.pieces.data, entry.pieces.records) for entry in entries]
        return archives[run][head.height]

    return event


def _follows(state: State, reader: Reader) -> bool:
    """Whether the last record that a state knows stands at its place in the store."""
    if not state.size:
        return True
    last = reader.entries(state.size - 1)[:1]
    return any(
        state.seen.get(hashlib.sha256(entry).hexdigest()) == state.size - 1 for entry in last
    )
