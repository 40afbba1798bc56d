"""``suffrage box tally``: the sum of the ballots, still encrypted."""

import typer

from suffrage.belenios.archive import read_archive
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.events import encrypted_tally_event
from suffrage.belenios.tally import encrypt_tally
from suffrage.cli.box.held import Held, holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.language import say
from suffrage.errors import Refused

__all__ = ["tally"]


def tally(archive: ArchiveArgument) -> None:
    """Sum up a closed box. Each trustee recomputes the sum before decrypting it."""
    with holding(archive) as held:
        _check_phase(held)
        setup = held.report.setup
        ballots = (
            check_ballot(setup.election, setup.credentials, entry.pieces.records[0])
            for entry in read_archive(held.data)
            if entry.pieces.event.type == "Ballot"
        )
        held.append(
            [encrypted_tally_event(held.head, encrypt_tally(setup.election, list(ballots)))]
        )
        if held.report.phase == "shuffling":
            typer.echo(say("archive.tallied-mixed", number=held.report.counted))
        else:
            typer.echo(say("archive.tallied", number=held.report.counted))


def _check_phase(held: Held) -> None:
    if held.report.phase == "open":
        raise Refused("archive.still-open")
    if held.report.phase != "closed":
        raise Refused("archive.tallied-already")
