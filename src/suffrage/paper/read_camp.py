r"""A camp's own figures from its file, to be set beside the board's (``night.compare_sections``).

Only what is there is read: an empty cell is no figure, and no figure is derived from others. All
faults come at once with line and column, and a file that has any gives nothing. A section that
the election does not know is no fault of the others: it is named, with the codes nearest to it.
``web/core/src/camp.ts`` reads alike; ``vectors/compare.json`` judges both.

>>> known = Known("text", {"to1": ()}, {"62-041": "Liévin"})
>>> read_camp("section,to1\nlievin,42\n".encode(), known).rows[0].figures["votes.to1"]
42
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from immutables import Map

from suffrage.model.contests import instance_place
from suffrage.model.csv_table import Rejected, Row, RowFault, fault, number, read_table
from suffrage.model.sheet_columns import SheetColumns
from suffrage.paper.camp_layout import CampLayout, Names, find_layout, key

__all__ = ["CampFile", "Given", "Known", "Unknown", "read_camp"]

_SOUGHT: Final = 20
_NEAR: Final = 2
_SHOWN: Final = 3
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may speak of: one contest instance, its options and sections by id.

    ``options`` hold their other names, ``sections`` the section's name; ``usual`` are the columns
    that the definition names, for a file that has them.
    """

    instance: str
    options: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, str]
    usual: SheetColumns | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What a camp has of a section: figures by field (``blank``, ``votes.to1``), first line."""

    unit: str
    line: int
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A section that is none, or could be several, with the codes nearest to what was typed."""

    text: str
    line: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CampFile:
    """The sections of a file in its order, those unknown, and the columns that were not read."""

    rows: tuple[Given, ...]
    unknown: tuple[Unknown, ...]
    ignored: tuple[str, ...]


def read_camp(
    data: bytes, known: Known, columns: SheetColumns | None = None
) -> CampFile | Rejected:
    """The figures of a file, or all that is wrong with it.

    Raises ``Malformed``: ``csv.*`` when the bytes are no table, ``compare.no-section`` and
    ``compare.no-columns`` when no column can be compared.
    """
    table = read_table(data)
    faults = [*table.faults]
    options = Names(known.options)
    layout = find_layout(table, options, columns, known.usual, faults)
    if any(found.code in ("csv.column", "csv.column-twice") for found in faults):
        return Rejected.by_line(faults)
    reader = _Reader(known, layout, options, faults)
    for row in table.rows:
        reader.take(row)
    if faults:
        return Rejected.by_line(faults)
    rows = (Given(unit, line, Map(figures)) for unit, (line, figures) in reader.found.items())
    return CampFile(tuple(rows), tuple(reader.strangers()), layout.ignored)


class _Reader:
    """The rows of one file, taken one after the other; what is wrong joins ``faults``."""

    def __init__(
        self, known: Known, layout: CampLayout, options: Names, faults: list[RowFault]
    ) -> None:
        self._layout, self._options, self._faults = layout, options, faults
        self._contests = {known.instance, instance_place(known.instance)[0]}
        self._sections = Names({code: (name,) for code, name in known.sections.items()})
        self.found: dict[str, tuple[int, dict[str, int]]] = {}
        self._unknown: dict[str, tuple[int, tuple[str, ...]]] = {}

    def take(self, row: Row) -> None:
        layout = self._layout
        if layout.contest and row.cells[layout.contest].strip() not in self._contests:
            return
        text = "-".join(row.cells[column].strip() for column in layout.code)
        ids = self._sections.named(text)
        if len(ids) != 1:
            self._unknown.setdefault(text, (row.line, ids))
            return
        (unit,) = ids
        if unit in self.found and not layout.option:
            self._fault(row, layout.code[0], "sheets.unit-twice", unit=unit, first=self._at(unit))
        _, figures = self.found.setdefault(unit, (row.line, {}))
        for name, column in layout.figures.items():
            self._figure(row, column, name, figures, unit)
        for column, option in layout.votes.items():
            self._votes(row, column, option, figures)

    def strangers(self) -> Iterator[Unknown]:
        """The unknown sections; what is near is sought for the first ones only."""
        for place, (text, (line, ids)) in enumerate(self._unknown.items()):
            near = ids or (_nearest(text, self._sections) if place < _SOUGHT else ())
            yield Unknown(text[:_LONGEST], line, near[:_SHOWN])

    def _figure(self, row: Row, column: str, name: str, figures: dict[str, int], unit: str) -> None:
        if not row.cells[column].strip():
            return
        value = number(row, column, self._faults)
        # On the rows of a tidy file; a section that comes twice in a wide one has its own fault.
        if figures.setdefault(name, value) != value and self._layout.option:
            self._fault(row, column, "sheets.rows-disagree", first=self._at(unit))

    def _votes(self, row: Row, column: str, option: str, figures: dict[str, int]) -> None:
        named = row.cells[self._layout.option].strip() if self._layout.option else option
        if not row.cells[column].strip():
            return
        ids = self._options.named(named)
        value = number(row, column, self._faults)
        if len(ids) != 1:
            self._fault(row, self._layout.option, "sheets.option-unknown", name=named)
        elif f"votes.{ids[0]}" in figures and self._layout.option:
            self._fault(row, column, "sheets.option-twice", option=ids[0])
        else:
            figures.setdefault(f"votes.{ids[0]}", value)

    def _at(self, unit: str) -> int:
        return self.found[unit][0]

    def _fault(self, row: Row, column: str, code: str, **fields: str | int) -> None:
        self._faults.append(fault(row.line, column, code, **fields))


def _nearest(text: str, sections: Names) -> tuple[str, ...]:
    """The sections whose code or name is at most two strokes away, the nearest first."""
    asked = key(text)[:_LONGEST]
    best: dict[str, int] = {}
    for spelt, unit in sections.spellings():
        if abs(len(spelt) - len(asked)) <= _NEAR:
            strokes = _strokes(asked, spelt)
            if strokes <= _NEAR:
                best[unit] = min(strokes, best.get(unit, strokes))
    places = {unit: place for place, unit in enumerate(sections.ids)}
    return tuple(sorted(best, key=lambda unit: (best[unit], places[unit])))


def _strokes(one: str, other: str) -> int:
    """The least number of characters put in, taken out or exchanged (Levenshtein 1966)."""
    above = list(range(len(other) + 1))
    for row, mark in enumerate(one, start=1):
        line = [row]
        for place, against in enumerate(other, start=1):
            exchanged = above[place - 1] + (mark != against)
            line.append(min(exchanged, above[place] + 1, line[-1] + 1))
        above = line
    return above[-1]
