"""``suffrage restore FILE``: an office from its backup, no board shorter than others know it.

Exit status: 0 every board is whole as far as anybody knows, 1 a board lacks records and takes no
more, 2 wrong use or refused, and then nothing was restored.
"""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from suffrage.cli.language import say
from suffrage.errors import Unavailable

if TYPE_CHECKING:
    from suffrage.office.backups.compare import Compared
    from suffrage.verify.files import Files

__all__ = ["restore"]

_LACKING: Final = 1


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="A backup.")],
    *,
    mirror: Annotated[
        list[str] | None,
        typer.Option(metavar="URL|FOLDER", help="A copy of a board's public folder."),
    ] = None,
    identity: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The age identity that opens the backup.")
    ] = None,
    unasked: Annotated[
        bool, typer.Option(help="Restore where nobody can say whether records are missing.")
    ] = False,
) -> None:
    """Restore an office into an empty data folder, which may hold its public files.

    Each board is compared with its public folder, with mirrors and with the camps' witnesses;
    what a mirror has more is checked and brought forward.
    """
    try:
        import django  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise Unavailable("serve.extra") from error
    from suffrage.office.backups.place import placed  # noqa: PLC0415  (by whoever restores)
    from suffrage.office.environment import read_environment  # noqa: PLC0415  (as above)

    data = read_environment(os.environ).data
    mirrors = [_opened(name) for name in mirror or ()]
    with _unsealed(file, identity) as plain, placed(plain, data) as (listed, unpacked):
        os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
        django.setup()
        from suffrage.cli.directory import Directory  # noqa: PLC0415  (as above)
        from suffrage.office.backups.restore import fill  # noqa: PLC0415  (needs the settings)

        now = int(time.time())
        boards = fill(listed, unpacked, Directory, mirrors, now, unasked=unasked)
    _tell(boards)


def _tell(boards: "Sequence[Compared]") -> None:
    for one in boards:
        size = one.size + one.brought
        typer.echo(say("restore.board", board=one.board, size=size, brought=one.brought))
        if one.silent:
            typer.echo(say("restore.silent", board=one.board, witnesses=one.silent))
        if one.missing:
            typer.echo(say("restore.missing", board=one.board, missing=one.missing), err=True)
    if any(one.missing for one in boards):
        raise typer.Exit(_LACKING)


def _opened(name: str) -> "Files":
    from suffrage.adapters.http_folder import HttpFolder  # noqa: PLC0415  (by whoever restores)
    from suffrage.cli.directory import Directory  # noqa: PLC0415  (as above)

    return HttpFolder(name) if "://" in name else Directory(Path(name))


@contextmanager
def _unsealed(file: Path, identity: Path | None) -> Iterator[Path]:
    """The backup as a plain archive; it is opened beside the sealed one, and taken away."""
    if identity is None:
        yield file
        return
    try:
        from suffrage.adapters.age_files import unseal_file  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise Unavailable("backup.extra") from error
    from suffrage.adapters.private_file import read_private  # noqa: PLC0415  (as above)

    lines = read_private(identity).decode("utf-8", "replace").splitlines()
    secret = next((line for line in lines if line and not line.startswith("#")), "")
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".suffrage-") as place:
        unseal_file(file, Path(place) / "plain", secret)
        yield Path(place) / "plain"
