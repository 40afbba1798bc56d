"""``suffrage verify``: check a whole election from its public folder, without a network.

Exit status: 0 all holds, 1 something does not, 2 wrong use, 3 consistent but without a policy,
so that nobody has said whose board it is. A file instead of a folder is one box: ``verify_box``.
"""

from pathlib import Path
from typing import Annotated

import typer

from suffrage.cli.directory import Directory, read_file
from suffrage.cli.tables import show
from suffrage.cli.verify_box import verify_box
from suffrage.cli.verify_json import report_as_json
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_view import report_sheets
from suffrage.errors import Malformed, Refused
from suffrage.verify import Evidence, Policy, parse_policy, verify_folder

__all__ = ["verify"]


def verify(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER|ARCHIVE.bel", show_default=False)],
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")
    ] = None,
    receipt: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A receipt to set against the board.")
    ] = None,
    acknowledgement: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="The office's word for a ballot that must be there."),
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Check every figure, signature and proof of a public folder, or of one box's archive.

    Nothing is believed: files are computed again from the records, and compared byte for byte.
    """
    if folder.suffix == ".bel" or folder.is_file():
        _refuse_beside(policy=policy, receipt=receipt, acknowledgement=acknowledgement)
        verify_box(folder, as_json=as_json)
    believed = None if policy is None else _read_policy(policy)
    evidence = [
        *(Evidence("receipt", str(path), read_file(path, str(path))) for path in receipt or ()),
        *(
            Evidence("acknowledgement", str(path), read_file(path, str(path)))
            for path in acknowledgement or ()
        ),
    ]
    files = Directory(folder)
    with shown_progress(quiet=as_json) as progress:
        report = verify_folder(files, believed, evidence, progress)
    if as_json:
        typer.echo(report_as_json(report))
    else:
        show(report_sheets(report))
    raise typer.Exit(report.exit_code)


def _refuse_beside(**options: object) -> None:
    """An archive alone has no log that these could be set against."""
    for name, given in options.items():
        if given:
            raise Refused("archive.alone", option=f"--{name}")


def _read_policy(path: Path) -> Policy:
    try:
        return parse_policy(read_file(path, str(path)))
    except Malformed as error:
        at = f"{path} {error.at}".rstrip()
        raise Malformed(error.code, at=at, **error.fields) from error
