"""``suffrage verify``: check a whole election from its public folder, without a network.

Exit status: 0 all holds, 1 something does not, 2 wrong use, 3 consistent but without a policy,
so that nobody has said whose board it is, 130 interrupted. A file instead of a folder is one box:
``verify_box``.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from suffrage.cli.directory import Directory, read_file
from suffrage.cli.language import say
from suffrage.cli.tables import show
from suffrage.cli.verify_box import verify_box
from suffrage.cli.verify_json import report_as_json
from suffrage.cli.verify_means import Wanted, wanted_means
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_view import report_sheets
from suffrage.errors import Malformed, Refused
from suffrage.verify import Evidence, Policy, parse_policy, verify_folder

__all__ = ["verify"]

INTERRUPTED: Final = 130


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
    hints: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="One archive: commitments to use, or to write there."),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Neither use nor keep what was proved before.")
    ] = False,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Share ballots out over Dask.")
    ] = None,
) -> None:
    """Check every figure, signature and proof of a public folder, or of one box's archive.

    Nothing is believed: files are computed again from the records, and compared byte for byte.
    """
    wanted = Wanted(hints, cluster, cache=not no_cache)
    try:
        if folder.suffix == ".bel" or folder.is_file():
            _refuse_beside(policy=policy, receipt=receipt, acknowledgement=acknowledgement)
            verify_box(folder, wanted, as_json=as_json)
        _verify_folder(
            folder, policy, receipt or (), acknowledgement or (), wanted, as_json=as_json
        )
    except KeyboardInterrupt:
        typer.echo(say("archive.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None


def _verify_folder(
    folder: Path,
    policy: Path | None,
    receipts: Sequence[Path],
    acknowledgements: Sequence[Path],
    wanted: Wanted,
    *,
    as_json: bool,
) -> None:
    """Print what the folder holds and what does not; exits, with its status."""
    if wanted.hints is not None:
        raise Refused("folder.hints")
    believed = None if policy is None else _read_policy(policy)
    evidence = [
        *(Evidence("receipt", str(path), read_file(path, str(path))) for path in receipts),
        *(
            Evidence("acknowledgement", str(path), read_file(path, str(path)))
            for path in acknowledgements
        ),
    ]
    files = Directory(folder)
    with (
        wanted_means(wanted, files.size_of("box/")) as means,
        shown_progress(quiet=as_json) as progress,
    ):
        report = verify_folder(files, believed, evidence, progress, means)
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
