"""``suffrage trustee``: a trustee's own program, and the organiser's part of a ceremony.

Secrets are in one private file, and come from nowhere else but a terminal. Each command ends by
saying what comes next.
"""

import typer

from suffrage.cli.trustee.certify import certify
from suffrage.cli.trustee.check import check
from suffrage.cli.trustee.decrypt import decrypt
from suffrage.cli.trustee.drill import drill
from suffrage.cli.trustee.gather import gather
from suffrage.cli.trustee.key import key
from suffrage.cli.trustee.polynomial import polynomial
from suffrage.cli.trustee.share import share

__all__ = ["trustee"]

trustee = typer.Typer(
    help="Hold a share of a box's key: make it, drill, decrypt one tally.",
    no_args_is_help=True,
)
for _command in (key, certify, gather, polynomial, share, drill, check, decrypt):
    trustee.command()(_command)
