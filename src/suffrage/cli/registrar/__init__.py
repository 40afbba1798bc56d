"""``suffrage registrar``: credentials are made, sent and forgotten, on a computer of their own.

Each command names the working folder, which holds ``registrar.toml``. Commands that make or
change something read the board first, from a verified copy of the public folder.
Exit status: 0 done, 1 something is left to do or does not hold, 2 refused.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from suffrage.errors import Unavailable

__all__ = ["registrar"]

registrar = typer.Typer(
    name="registrar",
    help="Make, send and forget credentials.",
    no_args_is_help=True,
)

_Work = Annotated[
    Path, typer.Argument(metavar="FOLDER", show_default=False, help="The working folder.")
]
_Member = Annotated[
    str, typer.Argument(metavar="MEMBER", show_default=False, help="The member's number.")
]

# Each body imports its work: mail, printers and age belong to no other command.


@registrar.callback()
def _equipped() -> None:
    """Refuse to begin where the extra ``[registrar]`` is not installed."""
    if find_spec("pyrage") is None:
        raise Unavailable("registrar.no-extra")


@registrar.command()
def key(folder: _Work) -> None:
    """Make the registrar's keys in FOLDER, and print the one that the board must name."""
    from suffrage.cli.registrar.prepare import make_key  # noqa: PLC0415  (see above)

    make_key(folder)


@registrar.command()
def prepare(folder: _Work) -> None:
    """Begin the book: read the roll, the board and who may open the book."""
    from suffrage.cli.registrar.prepare import begin  # noqa: PLC0415  (see above)

    begin(folder)


@registrar.command()
def deliver(folder: _Work) -> None:
    """Make and send a credential to each member who lacks one.

    Ctrl-C ends it after the messages at hand; the same command goes on where it ended.
    """
    from suffrage.cli.registrar.deliver import send  # noqa: PLC0415  (see above)

    send(folder)


@registrar.command()
def reissue(folder: _Work, member: _Member) -> None:
    """Void a member's credential; the next deliver sends another."""
    from suffrage.cli.registrar.deliver import void  # noqa: PLC0415  (see above)

    void(folder, member, again=True)


@registrar.command()
def withdraw(folder: _Work, member: _Member) -> None:
    """Void the credential of a member who has left the roll."""
    from suffrage.cli.registrar.deliver import void  # noqa: PLC0415  (see above)

    void(folder, member, again=False)


@registrar.command()
def commit(folder: _Work) -> None:
    """Sign each box's list and salted root, and write the table for those who watch."""
    from suffrage.cli.registrar.commit import sign_lists  # noqa: PLC0415  (see above)

    sign_lists(folder)


@registrar.command()
def openings(
    folder: _Work,
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write files instead of sending mail.")
    ] = None,
) -> None:
    """Give each member the opening of the own leaf, by another channel than the credential."""
    from suffrage.cli.registrar.openings import give  # noqa: PLC0415  (see above)

    give(folder, to)


@registrar.command()
def check(
    public: Annotated[Path, typer.Argument(metavar="PUBLIC", help="The public folder.")],
    policy: Annotated[Path, typer.Option(metavar="FILE", help="The policy of the notice.")],
    table: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The sealed table of credentials.")
    ] = None,
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your age identity, which opens the table.")
    ] = None,
    opening: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A member's opening.")
    ] = None,
) -> None:
    """Compare the registrar's table, or members' openings, with the board."""
    from suffrage.cli.registrar.check import check_papers  # noqa: PLC0415  (see above)

    check_papers(public, policy, table, identity, opening or [])
