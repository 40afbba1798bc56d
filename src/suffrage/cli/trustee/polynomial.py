"""``suffrage trustee polynomial``: compare the certificates, then give a share to everybody."""

import secrets

import typer

from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.cli.files import read_input, write_output
from suffrage.cli.language import say
from suffrage.cli.tables import Sheet, show
from suffrage.cli.trustee.ask import require_yes
from suffrage.cli.trustee.held import holding
from suffrage.cli.trustee.options import FileArgument, FolderArgument, YesOption
from suffrage.trustee.ceremony import Agreed, agree, commit
from suffrage.trustee.gather import LIST, sent_name

__all__ = ["polynomial"]


def polynomial(file: FileArgument, folder: FolderArgument, *, yes: YesOption = False) -> None:
    """Compare the list of certificates by telephone, then make your part of the key.

    Whoever carries the files could put another person in a member's place. Only the digits,
    read aloud among all members, show it.
    """
    with holding(file) as held:
        agreed = agree(held.saved, read_input(folder / LIST))
        show([_digits(agreed)])
        require_yes(say("trustee.ask.digits"), yes=yes)
        step = commit(agreed, secrets.token_bytes)
        held.keep(step.saved)
        path = folder / sent_name("polynomial", held.saved.index)
        write_output(path, step.message)
    typer.echo(say("trustee.next.polynomial", path=str(path)))


def _digits(agreed: Agreed) -> Sheet:
    certificates = agreed.certificates
    members = range(1, certificates.size + 1)
    return Sheet(
        say("trustee.list-digits", digits=fingerprint(certificates)),
        (say("trustee.label.member"), say("trustee.label.digits")),
        tuple((str(member), fingerprint(certificates, member)) for member in members),
        (say("trustee.compare"),),
    )
