"""``suffrage box share``: trustees' shares into a box that is summed up."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.decryption import check_share
from suffrage.belenios.events import partial_decryption_event
from suffrage.belenios.report import Report
from suffrage.belenios.share_file import read_share
from suffrage.belenios.tally import Tally
from suffrage.cli.box.held import holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.files import read_input
from suffrage.cli.language import say
from suffrage.errors import Refused, SuffrageError

__all__ = ["share"]


def share(
    archive: ArchiveArgument,
    files: Annotated[list[Path], typer.Argument(metavar="SHARE...", show_default=False)],
) -> None:
    """Accept the files that trustees decrypted, with every proof checked."""
    with holding(archive) as held:
        report = held.report
        tally = ready_tally(report)
        head, events, owners = held.head, [], []
        for path in files:
            try:
                one = check_share(
                    report.setup.election,
                    report.setup.trustees,
                    tally,
                    read_share(read_input(path)),
                )
            except SuffrageError as error:
                at = f"{path} {error.at}".rstrip()
                raise type(error)(error.code, at=at, **error.fields) from error
            events.append(partial_decryption_event(head, one))
            owners.append(one.owner)
            head = events[-1].head
        held.append(events)
    for owner in owners:
        typer.echo(say("archive.shared", owner=owner))


def ready_tally(report: Report) -> Tally:
    """The tally that is decrypted now; raises ``Refused`` in any other phase."""
    if report.phase == "result":
        raise Refused("archive.finished")
    if report.phase == "shuffling":
        raise Refused("archive.shuffle-first")
    if report.tally is None:
        raise Refused("archive.not-tallied")
    return report.tally
