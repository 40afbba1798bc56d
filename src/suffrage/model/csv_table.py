r"""Tables that people save from a spreadsheet: bytes in, named cells with their lines out.

* UTF-8 only, with or without a byte order mark; "," or ";" between cells, quotes of RFC 4180.
* A cell is text and stays text: a leading zero or an "=" means nothing here. Text becomes NFC.
* What spoils the whole file raises ``Malformed``; faults of single cells are collected, so that
  a person mends a file in one go, and whoever reads a table must refuse it while it has any.

>>> table = read_table("code;votes\n01;7\n".encode())
>>> table.rows[0].line, table.rows[0].cells["code"]
(2, '01')
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from immutables import Map

from suffrage.errors import Malformed

__all__ = [
    "LONGEST_LINE",
    "Rejected",
    "Row",
    "RowFault",
    "Table",
    "fault",
    "missing_columns",
    "number",
    "read_table",
]

LONGEST_LINE: Final = 20_000
"""Characters in a line; a longer one is no table of this kind, but an attempt to exhaust us."""

_DIGITS: Final = 9
_SHOWN: Final = 40
# Characters that turn the direction of writing make a cell read otherwise than it is stored.
_TURNING: Final = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))


@dataclass(frozen=True, slots=True)
class RowFault:
    """One thing wrong in a file: where it is, its code, and the fields of the code's sentence."""

    line: int
    column: str
    code: str
    fields: Mapping[str, str | int]

    @property
    def at(self) -> str:
        """The place as errors write it."""
        return f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file from which nothing was taken, with all its faults in the order of its lines."""

    faults: tuple[RowFault, ...]

    @classmethod
    def by_line(cls, faults: Iterable[RowFault]) -> Self:
        """The rejection for these faults."""
        return cls(tuple(sorted(faults, key=lambda found: found.line)))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row by column, and the line of the file on which the row ends."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's columns, its readable rows, and the faults of the others."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...]


def fault(line: int, column: str, code: str, **fields: str | int) -> RowFault:
    """A fault; long texts are cut, so that a hostile cell cannot fill the report."""
    shown = {k: v[:_SHOWN] if isinstance(v, str) else v for k, v in fields.items()}
    return RowFault(line, column, code, Map(shown))


def read_table(data: bytes) -> Table:
    """The table in a file's bytes.

    Raises ``Malformed``: ``csv.encoding``, ``csv.long-line``, ``csv.quotes`` or ``csv.empty``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("csv.encoding", at=f"byte {error.start}") from error
    for line, content in enumerate(_lines(text), start=1):
        if len(content) > LONGEST_LINE:
            raise Malformed("csv.long-line", at=f"line {line}", most=LONGEST_LINE)
    records = list(_records(text, max(",;", key=lambda mark: _width(text, mark))))
    if len(records) < 2:  # noqa: PLR2004  (the names of the columns and one row)
        raise Malformed("csv.empty")
    line, header = records[0]
    faults = [*_header_faults(line, header)]
    rows = []
    for number_, cells in records[1:]:
        found = [*_row_faults(number_, header, cells)]
        faults += found
        if not found:
            rows.append(Row(number_, dict(zip(header, cells, strict=True))))
    return Table(tuple(header), tuple(rows), tuple(faults))


def missing_columns(table: Table, names: Iterable[str]) -> list[RowFault]:
    """A ``csv.column`` fault for each column that the table lacks."""
    lacking = [name for name in dict.fromkeys(names) if name not in table.header]
    return [fault(1, name, "csv.column", name=name) for name in lacking]


def number(row: Row, column: str, faults: list[RowFault]) -> int:
    """The number in a cell of one to nine digits; else a ``csv.number`` fault is added."""
    text = row.cells[column]
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    faults.append(fault(row.line, column, "csv.number", text=text))
    return 0


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _width(text: str, delimiter: str) -> int:
    """The cells of the first row if this mark parts them; 0 when its quotes then do not fit."""
    try:
        return len(next(_records(text, delimiter), (0, []))[1])
    except Malformed:
        return 0


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                normal = [unicodedata.normalize("NFC", cell) for cell in cells]
                yield reader.line_num, normal
    except csv.Error as error:
        raise Malformed("csv.quotes", at=f"line {reader.line_num}") from error


def _header_faults(line: int, header: list[str]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for name in header:
        if name and name in seen:
            yield fault(line, name, "csv.column-twice", name=name)
        if not _is_plain(name):
            yield fault(line, name, "csv.control")
        seen.add(name)


def _row_faults(line: int, header: list[str], cells: list[str]) -> Iterator[RowFault]:
    if len(cells) != len(header):
        yield fault(line, "", "csv.ragged", cells=len(cells), columns=len(header))
    for name, cell in zip(header, cells, strict=False):
        if not _is_plain(cell):
            yield fault(line, name, "csv.control")


def _is_plain(text: str) -> bool:
    if text.isprintable():  # then it has none of either, and files have a million cells
        return True
    return not any(mark in _TURNING or unicodedata.category(mark) == "Cc" for mark in text)
