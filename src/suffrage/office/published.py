"""What has been published of an election, for desks that see nothing before everybody does.

"The same second as everybody" is held so: these desks read the board as it was at the size that
the publisher wrote down (``Publishing.size``) after the public folder held it. So no agent sees a
figure before the public does, nor before another agent; and what was published is never taken back.

>>> found = published(election)
>>> found.state.size == found.size                       # 0 before the first publication
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from suffrage.board.kinds.online import OnlineEvent
from suffrage.conduct.state import State
from suffrage.count.figures import Figures, figures_of
from suffrage.model.contests import instance_place
from suffrage.night.history import Entry, History
from suffrage.office.histories import published_history
from suffrage.office.models import Election, Publishing
from suffrage.paper.sheet import Sheet
from suffrage.site.pages.board import Board

__all__ = ["SHEETS", "Came", "Published", "published", "records_of", "sheets_since"]

SHEETS: Final = (
    "sheet.received/1",
    "sheet.approved/1",
    "sheet.reserved/1",
    "sheet.corrected/1",
    "sheet.ruled/1",
    "sheet.sealed/1",
)
"""The kinds of records that tell of a tally sheet."""

_NOTHING: Final = History()


@dataclass(frozen=True, slots=True)
class Published:
    """The board at the published size; ``said`` is the publisher's row, if it has one."""

    size: int
    state: State
    board: Board
    said: Publishing | None

    @property
    def at(self) -> str:
        """The instant of the last record that is published."""
        return self.board.history.instant_of(self.size)


@dataclass(frozen=True, slots=True)
class Came:
    """A record of a sheet; ``figures`` are what it brought, ``None`` where it brought none."""

    index: int
    at: str
    kind: str
    by: str
    contest: str
    instance: str
    unit: str
    federation: str
    figures: Figures | None


def published(election: Election) -> Published:
    """The board as everybody sees it; the empty one before the first publication."""
    said = Publishing.objects.filter(election=election).first()
    size = said.size if said else 0
    history = published_history(election.slug, size) if size else _NOTHING
    board = _board(history)
    # Another request may make the history grow meanwhile: this one keeps its size.
    return Published(history.size, history.at(history.size), board, said)


def sheets_since(found: Published, since: int) -> list[Came]:
    """The records of sheets at index ``since`` and after, in the board's order."""
    entries = (
        entry
        for kind in SHEETS
        for entry in found.board.history.acts(kind)
        if since <= entry.index < found.size
    )
    return [_came(found.state, one) for one in sorted(entries, key=lambda one: one.index)]


def records_of(found: Published, instance: str, unit: str) -> Iterator[Entry]:
    """The published records of a unit in an instance, without single ballots."""
    contest = instance_place(instance)[0]
    for entry in found.board.history.entries.get((contest, unit), ()):
        if entry.index < found.size and not isinstance(entry.record.head, OnlineEvent):
            yield entry


def _came(state: State, entry: Entry) -> Came:
    # Heads of these kinds name both.
    contest: str = getattr(entry.record.head, "contest")  # noqa: B009
    unit: str = getattr(entry.record.head, "unit")  # noqa: B009
    figures = figures_of(entry.body) if isinstance(entry.body, Sheet) else None
    return Came(
        index=entry.index,
        at=entry.at,
        kind=entry.record.kind.partition("/")[0],
        by=entry.record.by,
        contest=contest,
        instance=state.rules.instance_of(contest, unit),
        unit=unit,
        federation=state.rules.tree.by_id[unit].parent,
        figures=figures,
    )


@lru_cache(maxsize=64)
def _board(history: History) -> Board:
    """The folds of a history; nothing here asks for the log's roots, which the publisher has."""
    return Board(history, _no_root, "")


def _no_root(size: int) -> bytes:
    raise LookupError(size)
