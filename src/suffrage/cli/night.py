"""``suffrage night``: what concerns the evening of the count."""

import typer

from suffrage.cli.night_replay import replay

__all__ = ["night"]

night = typer.Typer(help="The night of the count.", no_args_is_help=True)
night.command()(replay)


@night.callback()
def _room() -> None:
    """Keep ``suffrage night COMMAND`` as the form even while there is one command only."""
