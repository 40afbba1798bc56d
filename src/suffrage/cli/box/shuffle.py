"""``suffrage box shuffle``: one trustee hides whose answer is whose."""

import secrets
from typing import Annotated

import typer

from suffrage.belenios.events import Pieces, end_shuffles_event, shuffle_event
from suffrage.belenios.report import Report
from suffrage.belenios.shuffle.shuffle_tally import shuffle_tally
from suffrage.belenios.shuffle.shufflers import check_all_turns
from suffrage.cli.box.held import holding
from suffrage.cli.box.options import ArchiveArgument
from suffrage.cli.language import say
from suffrage.errors import NotVerified, Refused

__all__ = ["shuffle"]


def shuffle(
    archive: ArchiveArgument,
    owner: Annotated[int, typer.Option(min=1, help="The trustee's number, from 1.")],
) -> None:
    """Shuffle the answers to questions of numbers, on the trustee's own computer.

    The permutation is forgotten. After as many shuffles as trustees decrypt, they end.
    """
    with holding(archive) as held:
        report = held.report
        if report.phase != "shuffling" or report.tally is None:
            raise Refused("archive.no-shuffle")
        setup = report.setup
        made = shuffle_tally(
            setup.election,
            setup.trustees,
            report.tally,
            report.shuffles,
            owner=owner,
            entropy=secrets.token_bytes,
        )
        events: list[Pieces] = [shuffle_event(held.head, made)]
        if _is_enough(report, owner):
            events.append(end_shuffles_event(events[0].head))
        held.append(events)
        ended = len(events) > 1
    typer.echo(say("archive.shuffles-ended") if ended else say("archive.shuffled"))


def _is_enough(report: Report, owner: int) -> bool:
    owners = [*(one.owner for one in report.shuffles), owner]
    try:
        check_all_turns(report.setup.trustees, owners)
    except NotVerified:
        return False
    return True
