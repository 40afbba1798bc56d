"""A copy of the public folder that has been verified as a whole, under the notice's policy."""

from pathlib import Path

from suffrage.cli.directory import Directory, read_file
from suffrage.cli.verify_progress import shown_progress
from suffrage.conduct.state import State
from suffrage.errors import NotVerified
from suffrage.verify import parse_policy, verify_folder

__all__ = ["read_board"]


def read_board(folder: Path, policy: Path) -> State:
    """The state of the board; raises ``NotVerified("registrar.board")`` unless all holds."""
    believed = parse_policy(read_file(policy, str(policy)))
    with shown_progress(quiet=False) as progress:
        report = verify_folder(Directory(folder), believed, progress=progress)
    for first in report.failures:
        number = len(report.failures)
        raise NotVerified("registrar.board", number=number, first=first.code, place=first.place)
    return report.ground.state
