"""``suffrage backup FILE``: the whole office in one file, while it runs."""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from suffrage.cli.language import say
from suffrage.errors import Malformed, Refused, Unavailable

__all__ = ["backup"]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False, help="A new file.")],
    *,
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="age1…", help="Who can open it; may be given several times."),
    ] = None,
    plain: Annotated[bool, typer.Option(help="Leave it open to whoever has the file.")] = False,
) -> None:
    """Save the office: database, keys of the logs, photos, secret.

    It holds private data: seal it with --to for an age identity that is kept elsewhere, or say
    --plain where the disk that it goes to is sealed. The office may run meanwhile.
    """
    if bool(to) == plain:
        raise Malformed("backup.sealed")
    if file.exists():
        raise Refused("backup.exists", path=str(file))
    try:
        import django  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        raise Unavailable("serve.extra") from error
    os.environ["DJANGO_SETTINGS_MODULE"] = "suffrage.office.settings"
    django.setup()
    with tempfile.TemporaryDirectory(dir=file.resolve().parent, prefix=".suffrage-") as place:
        boards = _save(Path(place), file, to or ())
    typer.echo(
        say("backup.written", path=str(file), boards=len(boards), records=sum(boards.values()))
    )


def _save(place: Path, file: Path, to: "list[str] | tuple[str, ...]") -> dict[str, int]:
    """Write the backup beside its place and then into it; the sizes of its boards come back."""
    from suffrage.adapters.durable import synchronise  # noqa: PLC0415  (by whoever saves)
    from suffrage.office.backups.save import save  # noqa: PLC0415  (needs the settings)

    made = place / "plain"
    listed = save(made)
    if to:
        try:
            from suffrage.adapters.age_files import seal_file  # noqa: PLC0415  (an extra)
        except ModuleNotFoundError as error:
            raise Unavailable("backup.extra") from error
        seal_file(made, place / "sealed", to)
        made = place / "sealed"
    made.rename(file)
    synchronise(file.resolve().parent)
    return listed.boards
