"""``suffrage ballot check``: every proof of a ballot, and whether the box holds it."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.archive import Archive
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.hashing import short_digest
from suffrage.cli.ballot.setup import read_box
from suffrage.cli.files import read_input
from suffrage.cli.language import say

__all__ = ["check"]


def check(
    ballot: Annotated[Path, typer.Argument(metavar="BALLOT", show_default=False)],
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", show_default=False)],
) -> None:
    """Check a signed ballot against an archive, and show its tracker."""
    setup, box = read_box(archive)
    checked = check_ballot(setup.election, setup.credentials, read_input(ballot))
    typer.echo(say("ballot.sound", tracker=checked.tracker))
    typer.echo(say("ballot.in-box") if _holds(box, checked.tracker) else say("ballot.not-in-box"))


def _holds(box: Archive, tracker: str) -> bool:
    """Whether an event of the archive is this very ballot."""
    ballots = (entry.pieces for entry in box if entry.pieces.event.type == "Ballot")
    return any(short_digest(pieces.records[0]) == tracker for pieces in ballots)
