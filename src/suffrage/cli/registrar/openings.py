"""``registrar openings``: each member's way to the signed root, by mail or as files."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.parse import quote

import typer

from suffrage.adapters.private_file import create_private
from suffrage.adapters.smtp import message
from suffrage.cli.language import say
from suffrage.cli.registrar.channels import opened_mailer
from suffrage.cli.registrar.desk import Desk, at_desk
from suffrage.cli.registrar.text import opening_mail
from suffrage.cli.registrar.view import LEFT, people, refused_members, shown_bar
from suffrage.cli.tables import show
from suffrage.errors import Refused, SuffrageError
from suffrage.model import canonical
from suffrage.registrar.book import Told
from suffrage.registrar.electorate import Voter
from suffrage.registrar.openings import MemberOpening, open_members

__all__ = ["give"]

_NAME: Final = "opening.json"
_BATCH: Final = 32


def give(folder: Path, to: Path | None) -> None:
    """Send the openings to the members, or write them for the section to hand over."""
    with at_desk(folder) as desk:
        opened = open_members(desk.state, desk.book)
        if to is not None:
            _write_all(to, opened)
            typer.echo(say("registrar.openings-written", number=len(opened), folder=str(to)))
            return
        if desk.carrier() == "e-mail":
            raise Refused("registrar.same-channel")
        refused = _send_all(desk, opened)
    typer.echo(say("registrar.openings-sent", number=len(opened) - len(refused)))
    if refused:
        show([refused_members(refused)])
        raise typer.Exit(LEFT)


def _write_all(to: Path, opened: list[MemberOpening]) -> None:
    to.mkdir(parents=True, exist_ok=True)
    for opening in opened:
        # A number may hold a slash or dots; what is quoted is one name, and never another's.
        name = f"{quote(opening.number, safe='')}.json"
        create_private(to / name, canonical.encode(opening))


def _send_all(desk: Desk, opened: list[MemberOpening]) -> dict[str, SuffrageError]:
    """Why members could not be told, by number; those told before are not told again."""
    voters = people(desk, desk.carrier()).by_number
    new = [one for one in opened if desk.book.told.get(one.number) != canonical.digest(one)]
    due = [one for one in new if one.number in voters and voters[one.number].email]
    refused: dict[str, SuffrageError] = {
        one.number: Refused("registrar.no-mailbox") for one in new if one not in due
    }
    with (
        opened_mailer(desk.folder, desk.settings) as (mailer, sender),
        shown_bar(say("registrar.sending-openings")) as advance,
    ):
        for first in range(0, len(due), _BATCH):
            batch = due[first : first + _BATCH]
            mails = [_mail(desk, sender, voters[one.number], one) for one in batch]
            outcomes = list(zip(batch, mailer.send(mails), strict=True))
            refused |= {one.number: no for one, no in outcomes if no is not None}
            told = [Told(one.number, canonical.digest(one)) for one, no in outcomes if no is None]
            if told:
                desk.keep(told)
            advance(first + len(batch), len(due))
    return refused


def _mail(desk: Desk, sender: str, voter: Voter, opening: MemberOpening) -> EmailMessage:
    subject, text = opening_mail(desk.state.rules, voter)
    file = (_NAME, canonical.encode(opening))
    return message(sender, voter.email, subject, text, datetime.now(UTC), [file])
