"""``suffrage box close``: no ballot comes after this."""

import typer

from suffrage.belenios.events import end_ballots_event
from suffrage.cli.box.held import holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.language import say
from suffrage.errors import Refused

__all__ = ["close"]


def close(archive: ArchiveArgument) -> None:
    """End the vote."""
    with holding(archive) as held:
        if held.report.phase != "open":
            raise Refused("archive.not-open")
        held.append([end_ballots_event(held.head)])
        typer.echo(say("archive.closed", number=held.report.counted))
