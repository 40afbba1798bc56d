"""The events of a box: what happened, chained by hash, each after the records that it publishes.

Answers to non-homomorphic questions are shuffled between the tally and its decryption:

    Setup  Ballot …  EndBallots  EncryptedTally
    [Shuffle …  EndShuffles]  PartialDecryption …  Result

>>> pieces = end_ballots_event(Head(0, "0" * 64))
>>> pieces.data.decode().replace("0" * 64, "…")
'{"parent":"…","height":1,"type":"EndBallots"}'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from suffrage.belenios.decryption import Share
from suffrage.belenios.hashing import wide_digest
from suffrage.belenios.result import Result
from suffrage.belenios.setup import setup_records
from suffrage.belenios.shuffle.shuffle_tally import Shuffle
from suffrage.belenios.strict_json import Digest, Record, Small, read, write
from suffrage.belenios.tally import Tally
from suffrage.errors import Malformed, NotVerified

__all__ = [
    "RECORDS",
    "Event",
    "EventType",
    "Head",
    "Phase",
    "Pieces",
    "ballot_event",
    "encrypted_tally_event",
    "end_ballots_event",
    "end_shuffles_event",
    "next_phase",
    "partial_decryption_event",
    "read_event",
    "read_pieces",
    "result_event",
    "setup_event",
    "shuffle_event",
]

EventType = Literal[
    "Setup",
    "Ballot",
    "EndBallots",
    "EncryptedTally",
    "Shuffle",
    "EndShuffles",
    "PartialDecryption",
    "Result",
]
# A box is "shuffling" from its tally to EndShuffles, and "tallied" when it may be decrypted.
Phase = Literal["empty", "open", "closed", "shuffling", "tallied", "result"]

# How many data records precede an event; a fifth one of Setup would be a credentials certificate.
RECORDS: Final[Mapping[EventType, tuple[int, ...]]] = {
    "Setup": (4, 5),
    "Ballot": (1,),
    "EndBallots": (0,),
    "EncryptedTally": (2,),
    "Shuffle": (2,),
    "EndShuffles": (0,),
    "PartialDecryption": (2,),
    "Result": (1,),
}
_STEPS: Final[Mapping[tuple[Phase, EventType], Phase]] = {
    ("empty", "Setup"): "open",
    ("open", "Ballot"): "open",
    ("open", "EndBallots"): "closed",
    ("closed", "EncryptedTally"): "tallied",
    ("shuffling", "Shuffle"): "shuffling",
    ("shuffling", "EndShuffles"): "tallied",
    ("tallied", "PartialDecryption"): "tallied",
    ("tallied", "Result"): "result",
}


class Event(Record, frozen=True, kw_only=True):
    """An event's fields; the first has no parent, ``payload`` is the hash of its last record."""

    parent: Digest | None = None
    height: Small
    type: EventType
    payload: Digest | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The last event so far: its height and the SHA-256 of its bytes."""

    height: int
    hash: str


@dataclass(frozen=True, slots=True)
class Pieces:
    """What one event adds to an archive: its data records in order, then its own bytes."""

    records: tuple[bytes, ...] = field(repr=False)
    data: bytes
    event: Event
    head: Head


def read_event(data: bytes) -> Event:
    """The event of these bytes, alone; raises ``Malformed``: ``bel.json``, ``bel.canonical``."""
    return read(data, Event, "event")


def read_pieces(records: tuple[bytes, ...], data: bytes, previous: Head | None) -> Pieces:
    """The pieces of an event that follows ``previous``, with hashes and numbers checked.

    Raises as ``read_event``; ``Malformed("bel.event-records")``; ``NotVerified``:
    ``bel.event-chain``, ``bel.event-payload``.
    """
    event = read_event(data)
    if len(records) not in RECORDS[event.type]:
        raise Malformed("bel.event-records", type=event.type, number=len(records))
    height, parent = (previous.height + 1, previous.hash) if previous else (0, None)
    if (event.height, event.parent) != (height, parent):
        raise NotVerified("bel.event-chain", height=height)
    if event.payload != (wide_digest(records[-1]) if records else None):
        raise NotVerified("bel.event-payload", height=height)
    return Pieces(records, data, event, Head(height, wide_digest(data)))


def next_phase(phase: Phase, event: EventType, *, mixed: bool = False) -> Phase:
    """The phase after this event; ``mixed`` says that answers of the election are shuffled.

    Raises ``Malformed("bel.event-order")``.
    """
    after = _STEPS.get((phase, event))
    if after is None:
        raise Malformed("bel.event-order", type=event, phase=phase)
    return "shuffling" if mixed and event == "EncryptedTally" else after


def setup_event(election: bytes, trustees: bytes, credentials: bytes) -> Pieces:
    """The first event, from the bytes of the three records; ``read_setup`` checks them."""
    return _make(None, "Setup", setup_records(election, trustees, credentials))


def ballot_event(previous: Head, ballot: bytes) -> Pieces:
    """A ballot is cast."""
    return _make(previous, "Ballot", (ballot,))


def end_ballots_event(previous: Head) -> Pieces:
    """The box is closed."""
    return _make(previous, "EndBallots", ())


def encrypted_tally_event(previous: Head, tally: Tally) -> Pieces:
    """The encrypted tally is published."""
    return _make(previous, "EncryptedTally", tally.records)


def shuffle_event(previous: Head, shuffle: Shuffle) -> Pieces:
    """A trustee's shuffle is published."""
    return _make(previous, "Shuffle", shuffle.records)


def end_shuffles_event(previous: Head) -> Pieces:
    """The last shuffle is made: what it gave may be decrypted."""
    return _make(previous, "EndShuffles", ())


def partial_decryption_event(previous: Head, share: Share) -> Pieces:
    """A trustee's share is published."""
    return _make(previous, "PartialDecryption", share.records)


def result_event(previous: Head, result: Result) -> Pieces:
    """The result is published: the last event."""
    return _make(previous, "Result", result.records)


def _make(previous: Head | None, kind: EventType, records: tuple[bytes, ...]) -> Pieces:
    event = Event(
        parent=previous.hash if previous else None,
        height=previous.height + 1 if previous else 0,
        type=kind,
        payload=wide_digest(records[-1]) if records else None,
    )
    data = write(event)
    return Pieces(records, data, event, Head(event.height, wide_digest(data)))
