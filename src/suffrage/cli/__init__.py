"""The command ``suffrage``: the only room that prints, reads the environment and exits.

One module a command, each with one function of the command's name, registered here. What a
command needs beyond values (a database, a server) it imports inside its function, so that
``suffrage verify`` starts without them. A refusal ends as its sentence on standard error, in
the reader's language, with exit status 2; a command with other statuses catches its own.
"""

import typer

from suffrage.cli.ballot import ballot
from suffrage.cli.box import box
from suffrage.cli.count import count
from suffrage.cli.night import night
from suffrage.cli.refusal import SpokenRefusals
from suffrage.cli.registrar import registrar
from suffrage.cli.seats import seats
from suffrage.cli.trustee import trustee
from suffrage.cli.verify import verify
from suffrage.cli.verify_diff import verify_diff

__all__ = ["app", "main"]

app = typer.Typer(
    name="suffrage",
    cls=SpokenRefusals,
    help="Elections whose every number the losing camp can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(count)
app.command()(seats)
app.command()(verify)
app.command("verify-diff")(verify_diff)
app.add_typer(trustee, name="trustee")
app.add_typer(ballot, name="ballot")
app.add_typer(box, name="box")
app.add_typer(night, name="night")
app.add_typer(registrar)


@app.callback()
def _room() -> None:
    """Keep ``suffrage COMMAND`` as the form even while there is one command only."""


def main() -> None:
    """Run the command line; never returns."""
    app()
