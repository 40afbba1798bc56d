"""Tables and notes: drawn in a terminal, tab-separated lines in a pipe.

Cells are text, never markup: a name such as ``[red]`` shows as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.box import SIMPLE
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

__all__ = ["Sheet", "drawn", "show"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: title, headings, rows of as many cells, and sentences below it."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def show(sheets: Iterable[Sheet], console: Console | None = None) -> None:
    """Print the sheets on standard output, or on the console given."""
    target = console or Console()
    for sheet in sheets:
        if target.is_terminal:
            _draw(target, sheet)
        else:
            _write(target, sheet)


def drawn(sheets: Iterable[Sheet]) -> Group:
    """The sheets as a terminal draws them, one below the other."""
    return Group(*(part for sheet in sheets for part in _parts(sheet)))


def _draw(console: Console, sheet: Sheet) -> None:
    for part in _parts(sheet):
        console.print(part)


def _parts(sheet: Sheet) -> Iterator[Table | Text]:
    table = Table(title=Text(sheet.title, style="bold"), title_justify="left", box=SIMPLE)
    for index, heading in enumerate(sheet.headings):
        # Folded, never cut: a fingerprint is worth nothing without its end.
        table.add_column(Text(heading), justify="right" if index else "left", overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(Text, row))
    yield table if sheet.rows else Text(sheet.title, style="bold")
    yield from map(Text, sheet.notes)


def _write(console: Console, sheet: Sheet) -> None:
    lines = [sheet.title]
    if sheet.rows:
        lines += ["\t".join(cells) for cells in (sheet.headings, *sheet.rows)]
    lines += sheet.notes
    # Past the console's own printing, which would fold long lines and expand the tabs.
    console.file.write("\n".join(lines) + "\n\n")
