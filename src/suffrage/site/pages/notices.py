"""What a permanent page says of what came after it: corrections of what it had counted.

The figures of a moment stay as they were; a reader who follows an old link is told.
"""

from dataclasses import dataclass

from suffrage.conduct.tables import unit_counts
from suffrage.count.unit_state import Annulled, Approved, Received, UnitState
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.render import Fields
from suffrage.words import Language

__all__ = ["Notice", "notices"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence by its code; ``path`` leads to where the reader finds more."""

    code: str
    fields: Fields
    path: str = ""


def notices(board: Board, instance: str, size: int, language: Language) -> tuple[Notice, ...]:
    """What later records changed of the figures that stood at a size.

    First that there is a newer page; then how many units' sheets were corrected or annulled.
    """
    latest = board.history.changed(instance)
    if size >= latest:
        return ()
    now = page_path(language, instance)
    found = [Notice("page.notice.newer", {"at": board.history.instant_of(latest)}, now)]
    before = {row.unit: row.state for row in unit_counts(board.at(size), instance)}
    corrected = annulled = 0
    for row in unit_counts(board.state, instance):
        old = _payload(before.get(row.unit, row.state))
        if old and isinstance(row.state, Annulled):
            annulled += 1
        elif old and _payload(row.state) != old:
            corrected += 1
    if corrected or annulled:
        fields: Fields = {"corrected": corrected, "annulled": annulled}
        found.append(
            Notice("page.notice.changed", fields, page_path(language, instance, "changes"))
        )
    return tuple(found)


def _payload(state: UnitState) -> str:
    """The sheet that a unit's figures came from; empty where it gave none."""
    return state.payload if isinstance(state, Received | Approved) else ""
