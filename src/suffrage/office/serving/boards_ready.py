"""Before anybody is served: whether every board is whole, and its state in memory.

A database that was put back to an earlier moment has lost records that others know. Such a board
can be read, and takes no record (``SqlStore.append``); whether the office goes on with it so is
for the commission to decide.
"""

import logging
from collections.abc import Container
from pathlib import Path

from suffrage.adapters.sql_store import SqlStore
from suffrage.board.folder import CHECKPOINT
from suffrage.errors import Refused, SuffrageError
from suffrage.office.backups.place import RESTORING
from suffrage.office.boards import board_state, the_database
from suffrage.office.models import Election
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.note import parse_note

__all__ = ["check_boards", "warm_boards"]

_LOG = logging.getLogger("suffrage.office")


def check_boards(data: Path, given_up: Container[str]) -> None:
    """Raise ``Refused("serve.records-missing")`` for a board that has lost records.

    What is known of it is what its log has signed, and the checkpoint in its public folder below
    ``data``. A board that is ``given_up`` is marked as shorter than its log instead, for good.
    Raises ``Refused("serve.restoring")`` where a restoration has not come to its end.
    """
    if (data / RESTORING).exists():
        raise Refused("serve.restoring", path=str(data))
    for slug in _convened():
        store = SqlStore(the_database(), slug)
        known, root = max(store.head(), _published(data / "public" / slug))
        missing = known - store.size()
        if missing > 0 and slug not in given_up:
            raise Refused("serve.records-missing", board=slug, known=known, missing=missing)
        if missing > 0:
            store.set_head(known, root)


def warm_boards() -> None:
    """Replay every board in this process, so that nobody's first request waits for it."""
    for slug in _convened():
        try:
            board_state(slug)
        except SuffrageError as error:
            # Its own desks tell of it; the others are served.
            _LOG.exception("board", extra={"election": slug, "fault": error.code})


def _convened() -> list[str]:
    found = Election.objects.filter(draft=b"").order_by("slug")
    return list(found.values_list("slug", flat=True))


def _published(folder: Path) -> tuple[int, bytes]:
    """The size and root that a folder's checkpoint tells of; (0, b"") where there is none."""
    file = folder / CHECKPOINT
    if not file.is_file():
        return 0, b""
    checkpoint = decode_checkpoint(parse_note(file.read_bytes()).text)
    return checkpoint.size, checkpoint.root
