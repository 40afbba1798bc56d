"""``suffrage trustee certify``: the first step of a ceremony for a threshold key."""

import secrets
from pathlib import Path
from typing import Annotated

import typer

from suffrage.belenios.threshold.fingerprint import certificate_fingerprint
from suffrage.cli.files import write_output
from suffrage.cli.language import say
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
from suffrage.trustee.ceremony import begin
from suffrage.trustee.gather import sent_name

__all__ = ["certify"]


def certify(  # noqa: PLR0913  (options of a command)
    file: FileArgument,
    *,
    index: IndexOption,
    of: Annotated[int, typer.Option(min=1, max=50, help="How many trustees there are.")],
    need: Annotated[int, typer.Option(min=1, max=50, help="How many of them decrypt.")],
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
    """Begin a ceremony: make your certificate.

    FILE is yours alone, and holds all that you need to the end. The certificate is public.
    """
    # What touches the machine comes with the command that needs it.
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (see above)

    forbid_core_dumps()
    scope = scope_of(policy, box, run, role, uuid, minimum)
    step = begin(scope, index, group, secrets.token_bytes, of=of, need=need)
    create(file, step.saved, passphrase=passphrase)
    path = out / sent_name("certificate", index)
    write_output(path, step.message)
    typer.echo(say("trustee.next.certify", file=str(file), path=str(path)))
    typer.echo(say("trustee.own-digits", digits=certificate_fingerprint(step.message)))
