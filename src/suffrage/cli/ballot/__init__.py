"""``suffrage ballot``: make a ballot, cast or audit it, check one.

The credential and the choices come from a file or the terminal, never from an argument.
"""

import typer

from suffrage.cli.ballot.audit import audit
from suffrage.cli.ballot.check import check
from suffrage.cli.ballot.make import make

__all__ = ["ballot"]

ballot = typer.Typer(
    help="Make a ballot for a .bel archive, cast or audit it, check one.", no_args_is_help=True
)
for _command in (make, check, audit):
    ballot.command()(_command)
