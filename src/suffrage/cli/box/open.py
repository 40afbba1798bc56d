"""``suffrage box open``: questions, trustees and credentials become an archive."""

import time
from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.events import setup_event
from suffrage.cli.box.election_file import describe
from suffrage.cli.box.held import create
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.files import read_input
from suffrage.cli.language import say

__all__ = ["open_archive"]


def open_archive(
    archive: ArchiveArgument,
    election: Annotated[Path, typer.Option(metavar="FILE", help="The election in TOML.")],
    trustees: Annotated[
        Path, typer.Option(metavar="FILE", help="Their record, from suffrage trustee gather.")
    ],
    credentials: Annotated[
        Path, typer.Option(metavar="FILE", help="The public list of credentials.")
    ],
) -> None:
    """Open a box: write a new archive with its first event.

    From now on nothing of it can change; trustees and voters compare its fingerprint.
    """
    record = read_input(trustees)
    made = describe(read_input(election)).election(record)
    first = setup_event(made.data, record, read_input(credentials))
    report = create(archive, int(time.time()), first)
    typer.echo(
        say(
            "archive.opened",
            path=str(archive),
            number=report.credentials,
            fingerprint=report.setup.election.fingerprint,
        )
    )
