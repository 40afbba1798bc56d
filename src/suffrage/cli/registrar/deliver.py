"""``registrar deliver``, ``reissue`` and ``withdraw``: credentials go out, or are void."""

import secrets
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import typer

from suffrage.cli.language import say
from suffrage.cli.registrar.channels import open_channel
from suffrage.cli.registrar.desk import at_desk
from suffrage.cli.registrar.view import LEFT, people, refused_members, shown_bar
from suffrage.cli.tables import show
from suffrage.errors import Refused
from suffrage.registrar.book import Book, Withdrawn
from suffrage.registrar.deliver import deliver
from suffrage.registrar.electorate import Voter
from suffrage.registrar.runs import Run

__all__ = ["send", "void"]


def send(folder: Path) -> None:
    """Make and send what is due; exits with 1 when members are left without."""
    with at_desk(folder) as desk:
        runs = desk.open_runs()
        voters = people(desk, desk.carrier()).voters
        before = _lacking(desk.book, voters, runs)
        with (
            open_channel(folder, desk.settings, desk.carrier(), desk.state) as channel,
            _interruptible() as is_asked_to_stop,
            shown_bar(say("registrar.delivering")) as advance,
        ):
            done = deliver(
                desk.book,
                voters,
                runs,
                channel,
                desk.keep,
                secrets.token_bytes,
                progress=advance,
                stopping=is_asked_to_stop,
            )
        left = _lacking(done.book, voters, runs)
    typer.echo(say("registrar.delivered", number=before - left, left=left))
    if done.refused:
        show([refused_members(done.refused)])
    if left:
        raise typer.Exit(LEFT)


def void(folder: Path, member: str, *, again: bool) -> None:
    """A member's keys no longer count, in all runs that may still change.

    ``again`` is for a member of the roll, who gets new ones; without it the member must have
    left. Raises ``Refused``: ``registrar.no-member``, ``registrar.still-member``,
    ``registrar.set-up``.
    """
    with at_desk(folder) as desk:
        runs = desk.open_runs()
        is_on_roll = member in people(desk, desk.carrier()).by_number
        if member not in desk.book.held or (again and not is_on_roll):
            raise Refused("registrar.no-member", member=member)
        if is_on_roll and not again:
            raise Refused("registrar.still-member", member=member)
        desk.change(Withdrawn(member, tuple(run.name for run in runs)))
    names = ", ".join(run.name for run in runs)
    typer.echo(say("registrar.voided", member=member, runs=names))


def _lacking(book: Book, voters: Iterable[Voter], runs: Sequence[Run]) -> int:
    return sum(bool(book.due(voter.number, runs)) for voter in voters)


@contextmanager
def _interruptible() -> Iterator["_Stop"]:
    """The first Ctrl-C asks to stop after the messages at hand; the second stops at once."""
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop.ask)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


class _Stop:
    """Whether somebody has asked to stop."""

    def __init__(self) -> None:
        self._is_asked = False

    def ask(self, _number: int, _frame: FrameType | None) -> None:
        """What Ctrl-C does."""
        if self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True
        typer.echo(say("registrar.stopping"), err=True)

    def __call__(self) -> bool:
        return self._is_asked
