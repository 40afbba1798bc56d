"""``suffrage box credentials``: credentials for a rehearsal, or for an election without a board."""

import os
import secrets
import stat
import sys
from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.credentials import make_credential, write_public_credentials
from suffrage.cli.box.election_file import describe
from suffrage.cli.files import read_input, write_output
from suffrage.cli.language import say
from suffrage.errors import Refused

__all__ = ["credentials"]


def credentials(
    election: Annotated[
        Path, typer.Argument(metavar="ELECTION", show_default=False, help="The election in TOML.")
    ],
    number: Annotated[int, typer.Option(min=1, max=100_000, help="How many voters there are.")],
    public: Annotated[Path, typer.Option(metavar="FILE", help="Where the public list is written.")],
) -> None:
    """Write each voter's credential to a pipe, one a line, and keep the public list only.

    Each line is one voter's secret: pipe them to a printer. Nothing is kept to make them again.
    An election with a board has its registrar (suffrage registrar).
    """
    # What touches the machine comes with the command that needs it.
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (see above)

    forbid_core_dumps()
    _refuse_file()
    said = describe(read_input(election))
    made = [make_credential(said.uuid, secrets.token_bytes, said.group) for _ in range(number)]
    listed = write_public_credentials((one.public for one in made), group=said.group)
    write_output(public, listed)
    for one in made:
        typer.echo(one.private)
    typer.echo(say("archive.credentials", number=number, path=str(public)), err=True)


def _refuse_file() -> None:
    """A list of credentials in a file is what annulled an election in January 2023."""
    try:
        mode = os.fstat(sys.stdout.fileno()).st_mode
    except (OSError, ValueError):
        return
    if stat.S_ISREG(mode):
        raise Refused("archive.credentials-file")
