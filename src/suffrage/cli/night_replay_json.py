"""The cells of replayed nights as JSON, for programs.

A list of ``{"order", "share", "coverage", "bias", "width", "refused"}``: fractions from 0 to 1,
bias and width those of all valid votes, ``null`` where every replay of the cell was refused.
Estimates, hence floats: no official figure is in this form.
"""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from suffrage.night.replay.run import Cell

__all__ = ["cells_as_json"]

_FIELDS = ("coverage", "bias", "width", "refused")
_DIGITS = 6


def cells_as_json(cells: "Iterable[Cell]") -> str:
    """All cells as one line, rounded to a millionth, in which machines agree."""
    return json.dumps([_plain(cell) for cell in cells])


def _plain(cell: "Cell") -> dict[str, str | float | None]:
    plain: dict[str, str | float | None] = {"order": str(cell.order), "share": cell.share}
    for name in _FIELDS:
        value: float | None = getattr(cell, name)
        plain[name] = None if value is None else round(value, _DIGITS)
    return plain
