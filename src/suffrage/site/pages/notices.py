"""What a permanent page says of what came after it: corrections of what it had counted.

The figures of a moment stay as they were; a reader who follows an old link is told.
"""

from dataclasses import dataclass

from suffrage.count.unit_state import Annulled, Approved, Received, Tallied, UnitState
from suffrage.model.contests import instance_place
from suffrage.site.pages.addresses import page_path
from suffrage.site.pages.board import Board
from suffrage.site.pages.changes import changes_in
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

    First that there is a newer page; then how many units' figures were corrected or annulled.
    """
    latest = board.history.changed(instance)
    if size >= latest:
        return ()
    found = [Notice("page.notice.newer", {}, page_path(language, instance))]
    contest, before = instance_place(instance)[0], board.at(size)
    corrected = annulled = 0
    for unit in {one.unit for one in changes_in(board, instance) if one.entry.index >= size}:
        old, now = _source(before.unit(contest, unit)), board.state.unit(contest, unit)
        if old and isinstance(now, Annulled):
            annulled += 1
        elif old and _source(now) != old:
            corrected += 1
    if corrected or annulled:
        fields: Fields = {"corrected": corrected, "annulled": annulled}
        found.append(
            Notice("page.notice.changed", fields, page_path(language, instance, "changes"))
        )
    return tuple(found)


def _source(state: UnitState) -> str:
    """The sheet, or the run of a box, that a unit's figures came from; empty where it gave none."""
    if isinstance(state, Tallied):
        return f"{state.box}/{state.run}"
    return state.payload if isinstance(state, Received | Approved) else ""
