"""``suffrage witness key``: a camp's cosigning key, and its empty memory beside it."""

import secrets
from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.cli.witness.options import KeyArgument, StateOption, state_path

__all__ = ["key"]

_SEED = 32


def key(
    file: KeyArgument,
    *,
    name: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            show_default=False,
            help="An address of the camp's without scheme, such as witness.camp.example.org.",
        ),
    ],
    state: StateOption = None,
) -> None:
    """Make a key that cosigns, and print its public form for the commission.

    KEYFILE is yours alone; the definition's witnesses.keys names what is printed.
    """
    # What touches the machine comes with the command that needs it.
    from suffrage.adapters.core_dumps import forbid_core_dumps  # noqa: PLC0415  (see above)
    from suffrage.adapters.private_file import create_private  # noqa: PLC0415
    from suffrage.adapters.witness_memory import create_memory  # noqa: PLC0415
    from suffrage.tlog.keys import COSIGNER, Signer, format_key  # noqa: PLC0415
    from suffrage.witness.key_file import write_signer  # noqa: PLC0415

    forbid_core_dumps()
    signer = Signer(name, COSIGNER, secrets.token_bytes(_SEED))
    create_private(file, write_signer(signer))
    create_memory(state_path(file, state))
    typer.echo(format_key(signer.key))
    typer.echo(say("witness.next.key", file=str(file)), err=True)
