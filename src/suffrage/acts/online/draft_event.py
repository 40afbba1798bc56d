"""An event of a run's archive as a draft: the record, and what the archive gains."""

from suffrage.belenios.archive import append_bytes, write_header
from suffrage.belenios.events import Head, Pieces
from suffrage.board.kinds.kind import Event
from suffrage.board.kinds.online import OnlineEvent
from suffrage.board.record import Draft
from suffrage.conduct.boxes import live_run, run_header
from suffrage.conduct.state import State
from suffrage.errors import Refused

__all__ = ["draft_event", "head_of"]


def draft_event(state: State, box: str, run: int, pieces: Pieces) -> Draft:
    """The draft of an event that continues a run; nobody signs it."""
    event = pieces.event
    head = OnlineEvent(box, run, event.height, event.type, event.payload or "")
    header = run_header(live_run(state, box, run))
    first = write_header(header) if event.height == 0 else b""
    return Draft(
        "online.event/1",
        head,
        body=Event(pieces.data, pieces.records),
        archived=first + append_bytes(header, pieces),
    )


def head_of(state: State, box: str, run: int) -> Head:
    """The last event of a run; raises ``Refused("box.not-open")`` before there is one."""
    now = live_run(state, box, run)
    if now.height < 0:
        raise Refused("box.not-open", box=box, run=run)
    return Head(now.height, now.parent)
