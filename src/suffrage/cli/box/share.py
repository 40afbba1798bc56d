"""``suffrage box share``: trustees' shares into a box that is summed up."""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.decryption import Share, check_share
from suffrage.belenios.events import partial_decryption_event
from suffrage.belenios.report import Report
from suffrage.belenios.share_file import read_share
from suffrage.belenios.tally import Tally
from suffrage.belenios.vouch import vartime_check_vouch
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
    """Accept the files that trustees decrypted, with every proof checked.

    A vouch vouch-I.json beside decryption-I.txt is checked too, before anything is added.
    """
    with holding(archive) as held:
        head, events, said = held.head, [], []
        tally = ready_tally(held.report)
        for path in files:
            try:
                one, vouched = _read(held.report, tally, path)
            except SuffrageError as error:
                at = f"{path} {error.at}".rstrip()
                raise type(error)(error.code, at=at, **error.fields) from error
            events.append(partial_decryption_event(head, one))
            head = events[-1].head
            said += [say("archive.shared", owner=one.owner), vouched]
        held.append(events)
    for line in said:
        typer.echo(line)


def _read(report: Report, tally: Tally, path: Path) -> tuple[Share, str]:
    """The share of a file, and what is to be said of its vouch."""
    election, trustees = report.setup.election, report.setup.trustees
    share = check_share(election, trustees, tally, read_share(read_input(path)))
    beside = path.with_name(f"vouch-{share.owner}.json")
    if not beside.exists():
        return share, say("archive.unvouched", owner=share.owner, path=str(beside))
    vartime_check_vouch(election, trustees, tally, share, read_input(beside))
    return share, say("archive.vouched", owner=share.owner)


def ready_tally(report: Report) -> Tally:
    """The tally that is decrypted now; raises ``Refused`` in any other phase."""
    if report.phase == "result":
        raise Refused("archive.finished")
    if report.phase == "shuffling":
        raise Refused("archive.shuffle-first")
    if report.tally is None:
        raise Refused("archive.not-tallied")
    return report.tally
