"""Arguments that several commands of a trustee share, and what they make of them."""

import secrets
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from suffrage.cli.files import read_input
from suffrage.errors import Malformed, Refused
from suffrage.trustee.saved import Scope
from suffrage.trustee.scope import board_scope, election_scope
from suffrage.verify.policy import Policy, parse_policy

__all__ = [
    "BoardArgument",
    "BoxOption",
    "FileArgument",
    "FolderArgument",
    "GroupOption",
    "IndexOption",
    "MinimumOption",
    "OutOption",
    "PassphraseOption",
    "PolicyOption",
    "RoleOption",
    "RunOption",
    "UuidOption",
    "YesOption",
    "read_policy",
    "scope_of",
]

FileArgument: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FILE", show_default=False, help="Your private file.")
]
FolderArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", show_default=False, help="The files of the ceremony."),
]
BoardArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="BOARD", show_default=False, help="The public folder, or the .bel archive."
    ),
]
IndexOption: TypeAlias = Annotated[
    int, typer.Option(min=1, max=50, help="Your number among the trustees, from 1.")
]
PolicyOption: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")
]
BoxOption: TypeAlias = Annotated[str, typer.Option(help="The box of the board.")]
RunOption: TypeAlias = Annotated[int, typer.Option(min=1, max=99, help="The run of the box.")]
RoleOption: TypeAlias = Annotated[
    str, typer.Option(help="Your role on the board, such as trustee@to1.")
]
UuidOption: TypeAlias = Annotated[
    str, typer.Option(help="Without a board: the uuid of the election.")
]
MinimumOption: TypeAlias = Annotated[
    int, typer.Option(min=1, help="Without a board: the fewest ballots that you decrypt.")
]
GroupOption: TypeAlias = Annotated[str, typer.Option(help="The group of the election.")]
OutOption: TypeAlias = Annotated[
    Path, typer.Option(metavar="FOLDER", help="Where the files for others are written.")
]
PassphraseOption: TypeAlias = Annotated[
    bool, typer.Option("--passphrase", help="Ask for a passphrase to lock the private file.")
]
YesOption: TypeAlias = Annotated[
    bool, typer.Option("--yes", help="Do not ask: it has been compared already.")
]


def scope_of(policy: Path | None, box: str, run: int, role: str, uuid: str, minimum: int) -> Scope:
    """What a new key is for: a box of a board, or one election.

    Raises ``Refused("trustee.scope-needed")`` unless exactly one is described, and as
    ``read_policy``, ``board_scope`` and ``election_scope``.
    """
    if policy is not None and box and role and not uuid:
        return board_scope(read_policy(policy), box, run, role, secrets.token_bytes)
    if policy is None and uuid and not (box or role):
        return election_scope(uuid, minimum)
    raise Refused("trustee.scope-needed")


def read_policy(path: Path) -> Policy:
    """The policy in a file; raises as ``parse_policy``, with the file in the place."""
    try:
        return parse_policy(read_input(path))
    except Malformed as error:
        raise Malformed(error.code, at=f"{path} {error.at}".rstrip(), **error.fields) from error
