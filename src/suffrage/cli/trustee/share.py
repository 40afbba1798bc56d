"""``suffrage trustee share``: check what the others gave, and have a key."""

import secrets
from pathlib import Path

import typer

from suffrage.cli.files import read_input, write_output
from suffrage.cli.language import say
from suffrage.cli.trustee.announce import announce
from suffrage.cli.trustee.held import holding
from suffrage.cli.trustee.options import FileArgument, FolderArgument
from suffrage.errors import NotVerified
from suffrage.trustee.ceremony import Step, accuse, finish, public_key
from suffrage.trustee.gather import sent_name
from suffrage.trustee.saved import Saved

__all__ = ["share"]


def share(file: FileArgument, folder: FolderArgument) -> None:
    """Check the shares that the other members gave you, and make your key of them.

    A false share becomes a complaint that anybody can check.
    """
    with holding(file) as held:
        index = held.saved.index
        vinput = read_input(folder / sent_name("input", index))
        step = _finished(held.saved, vinput, folder)
        held.keep(step.saved)
        path = folder / sent_name("output", index)
        write_output(path, step.message)
    typer.echo(say("trustee.next.share", path=str(path)))
    announce(step.saved, public_key(step.message), folder)


def _finished(saved: Saved, vinput: bytes, folder: Path) -> Step:
    """The step, or a complaint in the folder and the refusal that names the member."""
    try:
        return finish(saved, vinput, secrets.token_bytes)
    except NotVerified as error:
        if error.code == "bel.dkg-share":
            accused = int(error.fields["member"])
            path = folder / f"complaint-{saved.index}-{accused}.json"
            write_output(path, accuse(saved, vinput, accused))
            typer.echo(say("trustee.next.complaint", path=str(path), member=accused), err=True)
        raise
