"""``suffrage trustee check``: a drill, set against the board by anybody."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.cli.directory import LARGEST_ARCHIVE, Directory, read_file
from suffrage.cli.language import say
from suffrage.cli.trustee.options import BoardArgument, PolicyOption, read_policy
from suffrage.cli.trustee.read_any import show_failures
from suffrage.cli.verify_progress import shown_progress
from suffrage.errors import Refused
from suffrage.trustee.drill import Drill, read_drill
from suffrage.trustee.judge_drill import Shown, judge_on_archive, judge_on_board
from suffrage.verify import verify_folder

__all__ = ["check"]


def check(
    drill: Annotated[
        Path, typer.Argument(metavar="DRILL", show_default=False, help="A trustee's drill.")
    ],
    board: BoardArgument,
    policy: PolicyOption = None,
) -> None:
    """Say whose key a drill shows, and when it was there.

    A public folder needs a policy, as for suffrage verify.
    """
    said = read_drill(read_file(drill, str(drill)))
    shown = _judged(said, board, policy)
    place: dict[str, str | int] = {"origin": said.origin, "size": said.size, "root": said.root}
    if shown.box:
        typer.echo(say("trustee.shown", owner=shown.owner, box=shown.box, run=shown.run, **place))
    else:
        typer.echo(say("trustee.shown-alone", owner=shown.owner, **place))


def _judged(drill: Drill, board: Path, policy: Path | None) -> Shown:
    if board.is_file():
        return judge_on_archive(drill, read_file(board, str(board), LARGEST_ARCHIVE))
    if policy is None:
        raise Refused("trustee.policy-needed")
    with shown_progress(quiet=False) as progress:
        report = verify_folder(Directory(board), read_policy(policy), progress=progress)
    show_failures(report)
    return judge_on_board(drill, report)
