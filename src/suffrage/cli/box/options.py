"""The argument that the commands of a box share."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

__all__ = ["ArchiveArgument"]

ArchiveArgument: TypeAlias = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", show_default=False, help="The .bel archive.")
]
