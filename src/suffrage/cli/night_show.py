"""``suffrage night FOLDER``: the night of a public folder in the terminal, as it grows.

The same picture as the pages have, made from records that this command has checked itself. Exit
status: 0, also where Ctrl-C ends it; 1 where the folder does not hold; 2 wrong use.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.live import Live

from suffrage.cli.night_policy import believed
from suffrage.cli.refusal import refusal
from suffrage.cli.tables import drawn, show
from suffrage.errors import SuffrageError, Unavailable

if TYPE_CHECKING:
    from suffrage.cli.night_board import NightBoard

__all__ = ["Paint", "follow_night", "night_show", "painted", "read_once"]

_FAILED: Final = 1
_SECONDS: Final = 1.0

Paint = Callable[[str], None]
"""Paints the board as it stands, above the sentence of why it could not be read on, if any."""


def night_show(
    folder: Annotated[Path, typer.Argument(help="The public folder.", show_default=False)],
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")
    ] = None,
    at: Annotated[
        str,
        typer.Option(
            metavar="MOMENT",
            help="Show one moment: a size of the board, or an hour such as 2023-01-12T23:30.",
        ),
    ] = "",
    contest: Annotated[str, typer.Option(metavar="ID", help="Show only this contest.")] = "",
    *,
    once: Annotated[bool, typer.Option("--once", help="Show it as it is, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, a line a state.")] = False,
) -> None:
    """Show what is counted, certain, projected and claimed, and follow the folder as it grows.

    Every record, signature and root is checked before anything of it is shown.
    """
    # The verifier and the pages' figures are loaded by whoever asks for a night.
    from suffrage.cli.directory import Directory  # noqa: PLC0415  (see above)
    from suffrage.cli.night_board import NightBoard  # noqa: PLC0415

    board = NightBoard(Directory(folder), believed(policy))
    try:
        if once or at:
            read_once(board, quiet=as_json)
            _once(board, at, contest, as_json=as_json)
        else:
            with painted(board, contest, as_json=as_json) as paint:
                follow_night(board, paint, _second)
    except KeyboardInterrupt:
        return


def follow_night(board: "NightBoard", paint: Paint, wait: Callable[[], bool]) -> None:
    """Paint each state of the board as it comes, until ``wait`` says that there is no more.

    A folder that does not hold, or is being copied, is tried again: what held stays in the
    picture, and the reason beneath it.
    """
    from suffrage.verify.progress import silent  # noqa: PLC0415  (as above)

    told = ""
    while True:
        try:
            is_new, failure = board.advance(silent), ""
        except SuffrageError as no:
            is_new, failure = False, refusal(no)
        if is_new or failure != told:
            paint(failure)
        told = failure
        if not wait():
            return


@contextmanager
def painted(
    board: "NightBoard", contest: str, *, as_json: bool, console: Console | None = None
) -> Iterator[Paint]:
    """How a board that grows is painted: in its place on a terminal, else one after the other."""
    from suffrage.cli.night_view import night_sheets  # noqa: PLC0415  (as above)

    target = console or Console()
    if as_json:
        yield lambda failure: _write(board, contest, failure)
    elif not target.is_terminal:
        yield lambda failure: show(night_sheets(board, "", contest, failure), target)
    else:
        with Live(console=target, auto_refresh=False, vertical_overflow="ellipsis") as live:
            yield lambda failure: live.update(
                drawn(night_sheets(board, "", contest, failure)), refresh=True
            )


def _write(board: "NightBoard", contest: str, failure: str) -> None:
    """One line of JSON, or on standard error why there is none."""
    if failure:
        typer.echo(failure, err=True)
    else:
        _once(board, "", contest, as_json=True)


def _once(board: "NightBoard", at: str, contest: str, *, as_json: bool) -> None:
    from suffrage.cli.night_json import night_as_json  # noqa: PLC0415  (as above)
    from suffrage.cli.night_view import night_sheets  # noqa: PLC0415

    if as_json:
        typer.echo(night_as_json(board, at, contest))
    else:
        show(night_sheets(board, at, contest, ""))


def read_once(board: "NightBoard", *, quiet: bool) -> None:
    """Read the folder as it is; a folder that does not hold ends the command with status 1."""
    from suffrage.cli.verify_progress import shown_progress  # noqa: PLC0415  (as above)

    try:
        with shown_progress(quiet=quiet) as progress:
            board.advance(progress)
    except Unavailable:
        raise
    except SuffrageError as no:
        typer.echo(refusal(no), err=True)
        raise typer.Exit(_FAILED) from no


def _second() -> bool:
    """Wait before the folder is asked again."""
    time.sleep(_SECONDS)
    return True
