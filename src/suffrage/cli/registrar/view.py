"""What the registrar's commands show, and how a file of members that has faults ends one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from suffrage.cli.language import say
from suffrage.cli.refusal import refusal
from suffrage.cli.registrar.desk import FirstDesk
from suffrage.cli.tables import Sheet
from suffrage.errors import SuffrageError
from suffrage.model.csv_table import Rejected, RowFault
from suffrage.registrar.electorate import Electorate
from suffrage.registrar.runs import Carrier

__all__ = ["LEFT", "Advance", "people", "refused_members", "shown_bar"]

LEFT: Final = 1
"""The exit status when something is left to do."""


def people(desk: FirstDesk, carrier: Carrier) -> Electorate:
    """The members, with what somebody should look at on the screen; exits with every fault."""
    found = desk.electorate(carrier)
    path = desk.settings.members.csv
    faults = found.faults if isinstance(found, Rejected) else found.notices
    for fault in faults:
        typer.echo(_fault_line(path, fault), err=True)
    if isinstance(found, Rejected):
        typer.echo(say("registrar.rejected", number=len(found.faults)), err=True)
        raise typer.Exit(LEFT)
    return found


def refused_members(refused: Mapping[str, SuffrageError]) -> Sheet:
    """The members whom the channel refused, by number."""
    return Sheet(
        say("registrar.not-reached", number=len(refused)),
        (say("registrar.label.member"), say("registrar.label.reason")),
        tuple((number, refusal(no)) for number, no in refused.items()),
    )


class Advance:
    """A bar on a terminal's standard error; nothing in a pipe."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None) if bar else None

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)


@contextmanager
def shown_bar(label: str) -> Iterator[Advance]:
    """A bar with this label until the block ends."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Advance(None)
        return
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(label, *columns, console=console, transient=True) as bar:
        yield Advance(bar)


def _fault_line(path: str, fault: RowFault) -> str:
    return f"{path}: {fault.at}: {say(fault.code, **fault.fields)}"
