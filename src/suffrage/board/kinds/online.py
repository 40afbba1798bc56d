"""Records of online boxes.

An ``online.event`` carries no time, no role and no signature: the archive signs itself, and a
time would link a voter seen at a device to a ballot. Only what Belenios' format has no place for,
a trustee's vouch, is a record of its own.
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
    "ShareVouched",
    "Vouch",
]

Run = Annotated[int, Meta(ge=1, le=99)]
Owner = Annotated[int, Meta(ge=1, le=999)]
# An exponent in base 10; the comparison with the group's order belongs to the proof's check.
_Number = Annotated[str, Meta(pattern=r"^(?:0|[1-9][0-9]{0,616})\Z")]


class OnlineEvent(Value, frozen=True):
    """One event of a run's archive; ``data`` repeats the event's own payload hash."""

    box: Ident
    run: Run
    height: Count
    type: str
    data: Digest | Literal[""] = ""


class Vouch(Value, frozen=True):
    """A proof over a whole share (``docs/spec/vouch.md``); its numbers are checked with it."""

    challenge: _Number
    format: Literal["suffrage-vouch/1"]
    owner: Owner
    response: _Number


class ShareVouched(Value, frozen=True):
    """The holder of share ``owner`` proves what it decrypts to, before it enters the archive.

    ``share`` is the payload of the event that will publish it.
    """

    box: Ident
    run: Run
    owner: Owner
    share: Digest


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
    Kind("share.vouched/1", ShareVouched, Vouch),
    Kind("box.suspended/1", BoxSuspended, "text"),
    Kind("box.resumed/1", BoxResumed),
    Kind("box.annulled/1", BoxAnnulled),
    Kind("box.replaced/1", BoxReplaced),
)
