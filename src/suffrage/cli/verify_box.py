"""``suffrage verify ARCHIVE.bel``: check one box from its archive alone, without a network.

An archive does not say whose election it is: its fingerprint must be the one announced. Exit
status: 0 all holds, 1 something does not, 2 wrong use, 130 interrupted.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from suffrage.cli.check_box import check_box
from suffrage.cli.tables import show
from suffrage.cli.verify_box_json import box_as_json
from suffrage.cli.verify_box_view import box_sheets
from suffrage.cli.verify_means import Wanted, wanted_means
from suffrage.cli.verify_progress import shown_progress

if TYPE_CHECKING:
    from suffrage.verify.progress import Progress

__all__ = ["verify_box"]

_STEPS: Final = 500


def verify_box(path: Path, wanted: Wanted, *, as_json: bool) -> None:
    """Print what the archive holds and what does not; exits, with its status.

    Raises ``Unavailable("file.unreadable")``, and as ``wanted_means``.
    """
    # The adapters come with it, and the other commands start without them.
    from suffrage.adapters.archive_file import ArchiveFile  # noqa: PLC0415  (see above)

    with (
        ArchiveFile(path) as data,
        wanted_means(wanted, len(data)) as means,
        shown_progress(quiet=as_json) as progress,
    ):
        checked = check_box(data, replace(means, progress=_watched(progress)))
    if as_json:
        typer.echo(box_as_json(checked))
    else:
        show(box_sheets(path.name, checked))
    raise typer.Exit(checked.exit_code)


def _watched(progress: "Progress") -> Callable[[int, int], None]:
    """Progress in bytes, shown so many times in all: drawing for each ballot takes longer."""
    shown = -1

    def watch(done: int, whole: int) -> None:
        nonlocal shown
        if (step := _STEPS * done // max(whole, 1)) != shown:
            shown = step
            progress("archives", done, whole)

    return watch
