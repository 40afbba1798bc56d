"""Arguments that the commands of a witness share, and where its memory lies."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

__all__ = ["EvidenceOption", "KeyArgument", "StateOption", "state_path"]

KeyArgument: TypeAlias = Annotated[
    Path, typer.Argument(metavar="KEYFILE", show_default=False, help="The witness's private key.")
]
StateOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--state", metavar="FILE", help="Its memory, if not KEYFILE.state."),
]
EvidenceOption: TypeAlias = Annotated[
    Path, typer.Option("--evidence", metavar="FOLDER", help="Where evidence is written.")
]


def state_path(key: Path, state: Path | None = None) -> Path:
    """Where the memory of the witness with this key lies."""
    return state or key.with_name(f"{key.name}.state")
