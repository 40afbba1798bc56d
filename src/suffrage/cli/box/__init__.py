"""``suffrage box``: one Belenios archive, from its opening to its result, and nothing else.

No board, no log, no witness: whoever holds the file can keep ballots out, and only older copies
show it. Each command checks the whole archive as it would be before it writes, and writes all of
it or nothing.
"""

import typer

from suffrage.cli.box.add import add
from suffrage.cli.box.close import close
from suffrage.cli.box.credentials import credentials
from suffrage.cli.box.open import open_archive
from suffrage.cli.box.result import result
from suffrage.cli.box.share import share
from suffrage.cli.box.shuffle import shuffle
from suffrage.cli.box.tally import tally

__all__ = ["box"]

box = typer.Typer(
    help="Hold one online election in a .bel archive, without a board.", no_args_is_help=True
)
box.command()(credentials)
box.command("open")(open_archive)
for _command in (add, close, tally, shuffle, share, result):
    box.command()(_command)
