"""Records of online boxes.

An ``online.event`` carries no time, no role and no signature: the archive signs itself, and a
time would link a voter seen at a device to a ballot.
"""

from typing import Annotated, Final, Literal

from msgspec import Meta

from suffrage.board.kinds.kind import Kind
from suffrage.model.values import Count, Digest, Ident, Instant, Value

__all__ = [
    "FAMILY",
    "BoxAnnulled",
    "BoxReplaced",
    "BoxResumed",
    "BoxSuspended",
    "OnlineEvent",
]

Run = Annotated[int, Meta(ge=1, le=99)]


class OnlineEvent(Value, frozen=True):
    """One event of a run's archive; ``data`` repeats the event's own payload hash."""

    box: Ident
    run: Run
    height: Count
    type: str
    data: Digest | Literal[""] = ""


class BoxSuspended(Value, frozen=True):
    """No ballot enters a run until it is resumed or annulled; the reason is a text."""

    box: Ident
    run: Run


class BoxResumed(Value, frozen=True):
    """A suspended run takes ballots again."""

    box: Ident
    run: Run
    decision: Count


class BoxAnnulled(Value, frozen=True):
    """A run is void on a frozen ground; it is never decrypted."""

    box: Ident
    run: Run
    ground: Ident
    decision: Count


class BoxReplaced(Value, frozen=True):
    """A new run follows an annulled one, with its own uuid, keys, credentials and hours."""

    box: Ident
    run: Run
    uuid: str
    opens: Instant
    closes: Instant
    decision: Count


FAMILY: Final = (
    Kind("online.event/1", OnlineEvent, "event"),
    Kind("box.suspended/1", BoxSuspended, "text"),
    Kind("box.resumed/1", BoxResumed),
    Kind("box.annulled/1", BoxAnnulled),
    Kind("box.replaced/1", BoxReplaced),
)
