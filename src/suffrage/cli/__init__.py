"""The command ``suffrage``: the only room that prints, reads the environment and exits.

One module a command, each with one function of the command's name, listed in ``commands`` and
imported when it is called. What a command needs beyond values (a database, a server) it imports
inside its function, so that ``suffrage verify`` starts without them. A refusal ends as its
sentence on standard error, in the reader's language, with exit status 2; a command with other
statuses catches its own.
"""

import typer

from suffrage.cli.commands import Commands

__all__ = ["app", "main"]

app = typer.Typer(
    name="suffrage",
    cls=Commands,
    help="Elections whose every number the losing camp can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def _room() -> None:
    """Without it Typer would take an application for empty whose commands come later."""


def main() -> None:
    """Run the command line; never returns."""
    app()
