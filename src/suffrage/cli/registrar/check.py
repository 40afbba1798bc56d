"""``registrar check``: for the commission, the agents and the members, who need no registrar."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from suffrage.adapters.age_files import unseal
from suffrage.adapters.private_file import read_private
from suffrage.cli.directory import read_file
from suffrage.cli.language import say
from suffrage.cli.refusal import refusal
from suffrage.cli.registrar.board import read_board
from suffrage.cli.tables import Sheet, show
from suffrage.cli.verify_words import printable
from suffrage.conduct.state import State
from suffrage.errors import Malformed, NotVerified, Refused
from suffrage.model import canonical
from suffrage.registrar.check import check_table, silent_runs
from suffrage.registrar.lists import Table
from suffrage.registrar.openings import MemberOpening, check_opening

__all__ = ["check_papers"]

_FALSE = 1


def check_papers(
    public: Path, policy: Path, table: Path | None, identity: Path | None, openings: Sequence[Path]
) -> None:
    """Show what holds; exits with 1 at the first paper that does not."""
    if (table is None) is not (identity is None) or (table is None and not openings):
        raise Refused("registrar.nothing-to-check")
    state = read_board(public, policy)
    try:
        if table is not None and identity is not None:
            show([_table_sheet(_read_table(table, identity), state)])
        for path in openings:
            for line in _opening_lines(path, state):
                typer.echo(line)
    except NotVerified as no:
        typer.echo(refusal(no), err=True)
        raise typer.Exit(_FALSE) from no


def _read_table(path: Path, identity: Path) -> Table:
    return canonical.decode(unseal(read_file(path, str(path)), _identity(identity)), Table)


def _identity(path: Path) -> str:
    """The secret key of an identity file as ``age-keygen`` writes it, comments left out."""
    lines = read_private(path).decode("utf-8", "replace").splitlines()
    keys = [line for line in lines if line and not line.startswith("#")]
    if len(keys) != 1:
        raise Malformed("age.identity")
    return keys[0]


def _table_sheet(table: Table, state: State) -> Sheet:
    checked = check_table(table, state)
    silent = silent_runs(table, state)
    missing = (say("registrar.table-silent", runs=", ".join(silent)),) if silent else ()
    return Sheet(
        say("registrar.table-holds", unit=table.unit, origin=table.origin),
        (
            say("registrar.label.run"),
            say("registrar.label.members"),
            say("registrar.label.void"),
        ),
        tuple((one.run.name, str(one.members), str(one.void)) for one in checked),
        (say("registrar.table-note"), *missing),
    )


def _opening_lines(path: Path, state: State) -> Iterator[str]:
    opening = canonical.decode(read_file(path, str(path)), MemberOpening)
    for one in check_opening(opening, state):
        name = f"{one.box}-{one.run}"
        yield say(
            "registrar.opening-holds",
            path=str(path),
            member=printable(opening.number),
            run=name,
            credential=one.secret.credential,
        )
