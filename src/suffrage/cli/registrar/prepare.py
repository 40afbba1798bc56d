"""``registrar key`` and ``registrar prepare``: what comes before the first credential."""

import secrets
from pathlib import Path

import typer

from suffrage.adapters.age_files import recipient_of
from suffrage.adapters.core_dumps import forbid_core_dumps
from suffrage.board.signature import key_of
from suffrage.cli.language import say
from suffrage.cli.registrar.desk import at_first_desk, prepared_by
from suffrage.cli.registrar.keys import KEYS, make_keys
from suffrage.cli.registrar.view import people
from suffrage.cli.tables import Sheet, show
from suffrage.registrar.runs import carrier_of

__all__ = ["begin", "make_key"]


def make_key(folder: Path) -> None:
    """New keys in the folder; their public halves on the screen."""
    forbid_core_dumps()
    keys = make_keys(folder / KEYS, secrets.token_bytes)
    typer.echo(f"registrar {key_of(keys.seed)}")
    typer.echo(f"age {recipient_of(keys.identity)}")


def begin(folder: Path) -> None:
    """The first entry of the journal, after everything that it rests on was read and checked."""
    with at_first_desk(folder) as desk:
        prepared = prepared_by(desk)
        carrier = carrier_of(desk.state, prepared.runs)
        electorate = people(desk, carrier)
        desk.keep([prepared])
    show(
        [
            Sheet(
                say("registrar.prepared-for", unit=prepared.unit, number=len(electorate.voters)),
                (say("registrar.label.run"), say("registrar.label.uuid")),
                tuple((run.name, run.uuid) for run in prepared.runs),
                (say("registrar.prepared-next", carrier=carrier),),
            )
        ]
    )
