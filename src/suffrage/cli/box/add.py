"""``suffrage box add``: ballots into an open box, all of them or none."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.check_ballot import CheckedBallot, check_ballot
from suffrage.belenios.events import Pieces, ballot_event
from suffrage.belenios.setup import Setup
from suffrage.cli.box.held import holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.files import read_input
from suffrage.cli.language import say
from suffrage.errors import Refused, SuffrageError

__all__ = ["add"]


def add(
    archive: ArchiveArgument,
    ballots: Annotated[list[Path], typer.Argument(metavar="BALLOT...", show_default=False)],
) -> None:
    """Add signed ballots; the last ballot of a credential counts.

    Those given together enter in the order of their hashes, so that the order of the archive
    says nothing of who handed in first.
    """
    with holding(archive) as held:
        if held.report.phase != "open":
            raise Refused("archive.not-open")
        checked = [_checked(held.report.setup, path) for path in ballots]
        _refuse_twice(checked)
        head, events = held.head, list[Pieces]()
        for _, data in sorted(checked, key=lambda pair: pair[0].hash):
            events.append(ballot_event(head, data))
            head = events[-1].head
        held.append(events)
    for ballot, _ in checked:
        typer.echo(say("archive.added", tracker=ballot.tracker))
    typer.echo(say("archive.holds-ballots", number=held.report.counted))


def _checked(setup: Setup, path: Path) -> tuple[CheckedBallot, bytes]:
    """Each ballot by itself, so that a refusal can name its file."""
    data = read_input(path)
    try:
        return check_ballot(setup.election, setup.credentials, data), data
    except SuffrageError as error:
        at = f"{path} {error.at}".rstrip()
        raise type(error)(error.code, at=at, **error.fields) from error


def _refuse_twice(checked: list[tuple[CheckedBallot, bytes]]) -> None:
    """Which of two is the last could no longer be told."""
    credentials = [ballot.credential for ballot, _ in checked]
    if len(set(credentials)) != len(credentials):
        raise Refused("archive.twice")
