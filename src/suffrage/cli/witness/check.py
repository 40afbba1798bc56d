"""``suffrage witness check``: what a file of evidence shows, for whoever was given one.

Exit status: 0 it shows what is said, 1 it shows nothing, 2 wrong use.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from suffrage.cli.files import read_input
from suffrage.cli.language import say
from suffrage.cli.refusal import refusal
from suffrage.errors import Malformed, NotVerified

__all__ = ["check"]

_FAILED: Final = 1


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="The evidence.")],
    *,
    log: Annotated[
        str, typer.Option(metavar="VKEY", show_default=False, help="The log's key, of the notice.")
    ],
) -> None:
    """Say what a file of evidence shows against a log, believing nobody but the log's key."""
    from suffrage.model import canonical  # noqa: PLC0415  (by whoever was given a file)
    from suffrage.tlog.keys import parse_key  # noqa: PLC0415
    from suffrage.witness.contradiction import Contradiction, weigh  # noqa: PLC0415

    key, data = parse_key(log), read_input(file)
    try:
        found = canonical.decode(data, Contradiction)
        shown = weigh(found, key)
    except (Malformed, NotVerified) as no:
        typer.echo(refusal(no), err=True)
        raise typer.Exit(_FAILED) from no
    sizes = {"first": int(found.first[1]), "second": int(found.second[1])}
    typer.echo(say(f"contradiction.shows.{shown}", origin=key.name, **sizes))
