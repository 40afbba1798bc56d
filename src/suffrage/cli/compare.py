"""``suffrage compare MINE.csv FOLDER``: a camp's own figures set beside a public folder's.

Nothing is compared before every record of the folder has been checked. Exit status: 0 every
figure that could be compared is equal; 1 something differs, or could not be compared because its
section is unknown, or the folder does not hold; 2 wrong use; 3 all equal, but no policy was given,
so that nobody has said whose board it is.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from suffrage.cli.count_view import row_faults
from suffrage.cli.files import read_input
from suffrage.cli.language import say
from suffrage.cli.night_policy import believed
from suffrage.cli.tables import show
from suffrage.errors import Malformed, Refused
from suffrage.model.csv_table import Rejected
from suffrage.model.sheet_columns import SheetColumns

if TYPE_CHECKING:
    from suffrage.cli.night_board import NightBoard
    from suffrage.conduct.state import State

__all__ = ["compare"]

_DIFFERS: Final = 1
_WRONG_USE: Final = 2
_NOBODYS: Final = 3
_NAMES: Final = tuple(field.name for field in msgspec.structs.fields(SheetColumns))


def compare(
    mine: Annotated[Path, typer.Argument(metavar="MINE.csv", show_default=False)],
    folder: Annotated[Path, typer.Argument(help="The public folder.", show_default=False)],
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")
    ] = None,
    contest: Annotated[str, typer.Option(metavar="ID", help="The contest of the file.")] = "",
    at: Annotated[
        str,
        typer.Option(
            metavar="MOMENT",
            help="Compare with one moment: a size of the board, or an hour: 2023-01-12T23:30.",
        ),
    ] = "",
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT=COLUMN",
            help=f"How a column is called; WHAT is one of {', '.join(_NAMES)}.",
        ),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Set a camp's own figures beside the board's, section by section.

    The file has a row a section: its code or name, and a column for each option. Only what it
    has is compared, and it is sent nowhere.
    """
    # The verifier is loaded by whoever asks for it.
    from suffrage.cli.compare_json import compared_as_json  # noqa: PLC0415  (see above)
    from suffrage.cli.compare_run import run_comparison  # noqa: PLC0415
    from suffrage.cli.compare_view import compared_sheets  # noqa: PLC0415
    from suffrage.cli.directory import Directory  # noqa: PLC0415
    from suffrage.cli.night_board import NightBoard  # noqa: PLC0415
    from suffrage.cli.night_show import read_once  # noqa: PLC0415

    columns, data = _columns(column or []), read_input(mine)
    board = NightBoard(Directory(folder), believed(policy))
    read_once(board, quiet=as_json)
    size = board.at(at) if at else board.size
    state = board.history.at(size)
    compared = run_comparison(state, _instance(board, state, contest), data, columns)
    if isinstance(compared, Rejected):
        for line in row_faults(compared, str(mine)):
            typer.echo(line, err=True)
        typer.echo(say("compare.rejected", number=len(compared.faults)), err=True)
        raise typer.Exit(_WRONG_USE)
    if as_json:
        typer.echo(compared_as_json(board, size, compared))
    else:
        show(compared_sheets(board, size, compared))
    if not compared.is_clean:
        raise typer.Exit(_DIFFERS)
    if policy is None:
        raise typer.Exit(_NOBODYS)


def _columns(named: list[str]) -> SheetColumns | None:
    """What ``--column`` says; the code's column is ``unit`` and an option's its name, else."""
    if not named:
        return None
    given: dict[str, str] = {}
    for one in named:
        what, _, column = one.partition("=")
        if what not in _NAMES or not column or what in given:
            raise Malformed("compare.column", text=one, names=", ".join(_NAMES))
        given[what] = column
    code = tuple(given.pop("code", "unit").split("+"))
    votes = given.pop("votes", "votes" if "option" in given else "{option}")
    if votes.count("{option}") != (0 if "option" in given else 1):
        raise Malformed("sheets.columns", at="--column votes")
    return SheetColumns(code=code, votes=votes, **given)


def _instance(board: "NightBoard", state: "State", contest: str) -> str:
    """The contest that is meant: the one named, or the only one that has figures."""
    from suffrage.night.compare_sections import listed_sections  # noqa: PLC0415  (as above)

    held = board.held(state, contest)
    if not contest:
        held = [one for one in held if any(r.figures for r in listed_sections(state, one))] or held
    if len(held) > 1:
        raise Refused("compare.contest-needed", at="--contest", contests=", ".join(held))
    return held[0]
