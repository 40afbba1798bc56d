"""From entries to the state: the same step that acts take, over what has been written."""

from collections.abc import Callable

from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Body, Record, read_body
from suffrage.conduct.state import State
from suffrage.conduct.step import step

__all__ = ["EventReader", "body_of", "follow"]

EventReader = Callable[[OnlineEvent], Event]
"""The event of an archive that a record names."""


def body_of(record: Record, blob: Callable[[str], bytes | None], event: EventReader) -> Body:
    """What a record's payload holds; raises ``Malformed`` when the bytes are not those named."""
    if isinstance(record.head, OnlineEvent):
        found = event(record.head)
        read_body(record, found.data)
        return found
    return read_body(record, blob(record.payload) if record.payload else None)


def follow(
    state: State, entry: bytes, blob: Callable[[str], bytes | None], event: EventReader
) -> State:
    """The state after one more entry of the board; raises as ``step`` and the parsers do."""
    record = Record.parse(entry)
    return step(state, record, body_of(record, blob, event))
