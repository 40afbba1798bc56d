"""How the command line says no: one sentence on standard error, exit status 2."""

from typing import Any

import typer
from typer.core import TyperGroup

from suffrage.cli.language import say
from suffrage.cli.verify_words import printable
from suffrage.errors import SuffrageError

__all__ = ["SpokenRefusals", "refusal"]

WRONG_USE = 2


def refusal(no: SuffrageError) -> str:
    """The sentence of an error, after its place where it has one, safe to print.

    >>> refusal(SuffrageError("seats.none", at="line 3"))[:20]
    'line 3: There is no '
    """
    place = f"{no.at}: " if no.at else ""
    # Places and fields may come from a file that somebody made to be refused.
    return printable(f"{place}{say(no.code, **no.fields)}")


class SpokenRefusals(TyperGroup):
    """Commands whose ``SuffrageError`` becomes a sentence instead of a traceback."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # noqa: ANN401  (the library's signature)
        """Run the command that was asked for; exit with status 2 where it is refused."""
        try:
            return super().invoke(ctx)
        except SuffrageError as no:
            typer.echo(refusal(no), err=True)
            raise typer.Exit(WRONG_USE) from no
