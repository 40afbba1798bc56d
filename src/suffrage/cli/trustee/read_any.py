"""A board or an archive as a person names it, verified for a saved key."""

from pathlib import Path
from typing import Final

import typer

from suffrage.cli.box.progress import shown_bytes
from suffrage.cli.directory import LARGEST_ARCHIVE, Directory, read_file
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_words import printable, spoken
from suffrage.trustee.alone import read_alone
from suffrage.trustee.board import read_board
from suffrage.trustee.reading import Reading
from suffrage.trustee.saved import Saved
from suffrage.verify.report import Report

__all__ = ["read_any", "show_failures"]

_SHOWN: Final = 20


def read_any(saved: Saved, path: Path) -> Reading:
    """The public folder or the archive at ``path``; failures are listed on standard error.

    Raises as ``read_board`` and ``read_alone``, and what reading the files raises.
    """
    if path.is_file():
        data = read_file(path, str(path), LARGEST_ARCHIVE)
        with shown_bytes() as watched:
            return read_alone(saved, data, watched)
    files = Directory(path)
    with shown_progress(quiet=False) as progress:
        return read_board(saved, files, show=show_failures, progress=progress)


def show_failures(report: Report) -> None:
    """The first failures of a report, one line each, on standard error."""
    for one in report.failures[:_SHOWN]:
        line = f"{printable(one.place)}: {spoken(one.code, one.fields)} [{one.code}]"
        typer.echo(line, err=True)
