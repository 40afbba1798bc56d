"""``suffrage night``: what concerns the evening of the count.

``suffrage night FOLDER`` is short for ``suffrage night show FOLDER``; a folder that has the name
of a command is given as ``./replay``.
"""

from typing import Final

import typer
from typer.core import TyperGroup

from suffrage.cli.night_pages import night_pages
from suffrage.cli.night_replay import replay
from suffrage.cli.night_show import night_show

__all__ = ["night"]

_DEFAULT: Final = "show"


class _OrFolder(TyperGroup):
    """A group whose first word is a command, or else the folder that ``show`` shows."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]  # (the library's own class of contexts)
        """Put the command in front of what does not begin with one."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


night = typer.Typer(
    cls=_OrFolder,
    help="The night of the count. FOLDER alone is short for: show FOLDER.",
    no_args_is_help=True,
    subcommand_metavar="FOLDER | COMMAND [ARGS]...",
)
night.command(_DEFAULT)(night_show)
night.command()(replay)
night.command("pages")(night_pages)
