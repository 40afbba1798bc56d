"""``suffrage trustee key``: a key of one's own, without a ceremony."""

import secrets
from pathlib import Path

import typer

from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.cli.trustee.announce import announce
from suffrage.cli.trustee.held import create
from suffrage.cli.trustee.options import (
    BoxOption,
    FileArgument,
    GroupOption,
    IndexOption,
    MinimumOption,
    OutOption,
    PassphraseOption,
    PolicyOption,
    RoleOption,
    RunOption,
    UuidOption,
    scope_of,
)
from suffrage.trustee.gather import sent_name
from suffrage.trustee.make_key import decryption_key, make_key

__all__ = ["key"]


def key(  # noqa: PLR0913  (options of a command)
    file: FileArgument,
    *,
    index: IndexOption,
    out: OutOption = Path(),
    policy: PolicyOption = None,
    box: BoxOption = "",
    run: RunOption = 1,
    role: RoleOption = "",
    uuid: UuidOption = "",
    minimum: MinimumOption = 10,
    group: GroupOption = "Ed25519",
    passphrase: PassphraseOption = False,
) -> None:
    """Make a key without which nothing is decrypted.

    FILE is yours alone. The public part goes to the organiser; on a board, a signed record too.
    """
    # What touches the machine comes with the command that needs it.
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (see above)

    forbid_core_dumps()
    scope = scope_of(policy, box, run, role, uuid, minimum)
    made = make_key(scope, index, group, secrets.token_bytes)
    create(file, made.saved, passphrase=passphrase)
    public = out / sent_name("trustee", index)
    write_output(public, made.public)
    typer.echo(say("trustee.next.key", file=str(file), public=str(public)))
    text = decryption_key(made.saved, secrets.token_bytes).public.public_key
    announce(made.saved, text, out)
