"""``suffrage witness``: a camp's own witness and monitor of an election's log.

A witness attests growth, a monitor checks content; together they make a roll-back or a fork of
the board something that the camp can show to anybody.
"""

import typer

from suffrage.cli.witness.check import check
from suffrage.cli.witness.key import key
from suffrage.cli.witness.monitor import monitor
from suffrage.cli.witness.run import run

__all__ = ["witness"]

witness = typer.Typer(
    help="Watch an election's log for a camp: cosign its growth, follow every record.",
    no_args_is_help=True,
)
for _command in (key, run, monitor, check):
    witness.command()(_command)
