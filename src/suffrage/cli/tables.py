"""Tables and notes: drawn in a terminal, tab-separated lines in a pipe.

Cells are text, never markup: a name such as ``[red]`` shows as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["Sheet", "show"]


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


def _draw(console: Console, sheet: Sheet) -> None:
    table = Table(title=Text(sheet.title, style="bold"), title_justify="left", box=SIMPLE)
    for index, heading in enumerate(sheet.headings):
        # Folded, never cut: a fingerprint is worth nothing without its end.
        table.add_column(Text(heading), justify="right" if index else "left", overflow="fold")
    for row in sheet.rows:
        table.add_row(*map(Text, row))
    console.print(table if sheet.rows else Text(sheet.title, style="bold"))
    for note in sheet.notes:
        console.print(Text(note))


def _write(console: Console, sheet: Sheet) -> None:
    lines = [sheet.title]
    if sheet.rows:
        lines += ["\t".join(cells) for cells in (sheet.headings, *sheet.rows)]
    lines += sheet.notes
    # Past the console's own printing, which would fold long lines and expand the tabs.
    console.file.write("\n".join(lines) + "\n\n")
