"""``registrar commit``: the signed lists for the office, the sealed table for those who watch."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import typer

from suffrage.adapters.age_files import seal
from suffrage.board.signature import signer
from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.cli.registrar.desk import Desk, at_desk
from suffrage.cli.registrar.view import people
from suffrage.model import canonical
from suffrage.registrar.lists import Committed, commit, table_of

__all__ = ["sign_lists"]

_OUT: Final = "out"


def sign_lists(folder: Path) -> None:
    """Write list and record of each run that may still change, and the table of all runs."""
    with at_desk(folder) as desk:
        runs = desk.open_runs()
        electorate = people(desk, desk.carrier())
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        sign = signer(desk.keys.seed)
        # All are made before one is written: a refusal leaves no half of a commitment behind.
        made = [commit(desk.state, desk.book, electorate, run, sign, now) for run in runs]
        out = folder / _OUT
        for one in made:
            _write_list(out, one)
        write_output(out / "table.age", _sealed_table(desk))
    for one in made:
        typer.echo(say("registrar.committed", run=one.run.name, folder=str(out)))


def _write_list(out: Path, made: Committed) -> None:
    write_output(out / f"credentials-{made.run.name}.json", made.public)
    write_output(out / f"credentials-{made.run.name}.record", made.record)


def _sealed_table(desk: Desk) -> bytes:
    return seal(canonical.encode(table_of(desk.book)), desk.journal.recipients)
