"""``suffrage trustee gather``: the organiser's part of a ceremony, whichever step is next."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typer

from suffrage.belenios.threshold.fingerprint import fingerprint
from suffrage.cli.directory import read_file
from suffrage.cli.files import write_output
from suffrage.cli.language import say
from suffrage.cli.trustee.options import FolderArgument, GroupOption
from suffrage.errors import Unavailable
from suffrage.trustee import gather as steps

__all__ = ["gather"]

_LARGEST: Final = 2**24


def gather(folder: FolderArgument, group: GroupOption = "Ed25519") -> None:
    """From the members' files in FOLDER make those of the next step.

    Nothing here is secret; say who has not sent a file yet, or who cheated.
    """
    made = steps.gather(_files(folder), group)
    for name, data in made.files.items():
        write_output(folder / name, data)
    typer.echo(_said(made, folder))


def _files(folder: Path) -> Mapping[str, bytes]:
    if not folder.is_dir():
        raise Unavailable("folder.none", path=str(folder))
    found = sorted(path for path in folder.iterdir() if path.suffix == ".json")
    return {path.name: read_file(path, path.name, _LARGEST) for path in found}


def _said(made: steps.Gathered, folder: Path) -> str:
    if made.step == "list" and made.certificates is not None:
        digits = fingerprint(made.certificates)
        return say("trustee.next.list", path=str(folder / steps.LIST), digits=digits)
    if made.step == "inputs":
        return say("trustee.next.inputs", number=len(made.files))
    return say("trustee.next.trustees", path=str(folder / steps.TRUSTEES))
