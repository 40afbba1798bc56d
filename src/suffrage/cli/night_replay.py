"""``suffrage night replay``: past elections as nights, to see what the projection is worth."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from suffrage.cli.files import read_input
from suffrage.cli.night_replay_json import cells_as_json
from suffrage.cli.night_replay_view import left_out_line, replay_sheet
from suffrage.cli.tables import show
from suffrage.errors import Unavailable

if TYPE_CHECKING:
    from suffrage.night.replay.read import Rounds
    from suffrage.night.replay.run import Cell

__all__ = ["replay"]

_NEEDED: Final = {"numpy", "scipy"}


def replay(
    round1: Annotated[Path, typer.Argument(help="Results of the first round, in CSV.")],
    round2: Annotated[Path, typer.Argument(help="Results of the second round, in CSV.")],
    repeat: Annotated[int, typer.Option(min=1, help="How many nights a cell has.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="Where chance begins.")] = 0,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON, in fractions.")] = False,
) -> None:
    """Replay a second round as many nights, and show how well it was projected.

    Each cell is an order of arrival and a share of the units reported. Units that are not in
    both files are left out.
    """
    rounds, cells = _replayed(read_input(round1), read_input(round2), repeat, seed)
    if as_json:
        typer.echo(left_out_line(rounds), err=True)
        typer.echo(cells_as_json(cells))
    else:
        show([replay_sheet(rounds, cells, repeat, seed)])


def _replayed(first: bytes, second: bytes, repeat: int, seed: int) -> "tuple[Rounds, list[Cell]]":
    """Both files joined, and every cell; numpy and scipy come with an extra."""
    # Many small products: on several threads they wait for each other more than they reckon.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from suffrage.night.replay.read import read_rounds  # noqa: PLC0415  (see above)
        from suffrage.night.replay.run import replay_cells  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        raise Unavailable("night.extra") from error
    rounds = read_rounds(first, second)
    return rounds, list(replay_cells(rounds, repeat, seed))
