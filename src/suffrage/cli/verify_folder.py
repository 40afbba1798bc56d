"""``suffrage verify FOLDER``: check a whole election from its public folder, without a network.

Exit status: 0 all holds, 1 something does not, 2 wrong use, 3 consistent but without a policy,
so that nobody has said whose board it is.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import typer

from suffrage.cli.directory import Directory, read_file
from suffrage.cli.tables import show
from suffrage.cli.verify_json import report_as_json
from suffrage.cli.verify_means import Wanted, wanted_means
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_view import report_sheets
from suffrage.errors import Malformed, Refused
from suffrage.verify import Evidence, Policy, parse_policy
from suffrage.verify import verify_folder as verified

__all__ = ["verify_folder"]


def verify_folder(
    folder: Path,
    wanted: Wanted,
    *,
    policy: Path | None,
    receipts: Sequence[Path],
    acknowledgements: Sequence[Path],
    openings: Path | None,
    as_json: bool,
) -> None:
    """Print what the folder holds and what does not; exits, with its status.

    Raises ``Refused("folder.hints")``, as ``Directory`` and as ``wanted_means``.
    """
    if wanted.hints is not None:
        raise Refused("folder.hints")
    believed = None if policy is None else _read_policy(policy)
    evidence = [
        *(Evidence("receipt", str(path), read_file(path, str(path))) for path in receipts),
        *(
            Evidence("acknowledgement", str(path), read_file(path, str(path)))
            for path in acknowledgements
        ),
        *(() if openings is None else _read_openings(openings)),
    ]
    files = Directory(folder)
    with (
        wanted_means(wanted, files.size_of("box/")) as means,
        shown_progress(quiet=as_json) as progress,
    ):
        report = verified(files, believed, evidence, progress, means)
    if as_json:
        typer.echo(report_as_json(report))
    else:
        show(report_sheets(report))
    raise typer.Exit(report.exit_code)


def _read_openings(folder: Path) -> Iterator[Evidence]:
    """Every opening of a directory: the files whose name ends in ``.json``."""
    files = Directory(folder)
    for path in files.paths():
        if path.endswith(".json"):
            yield Evidence("opening", str(folder / path), files.read(path))


def _read_policy(path: Path) -> Policy:
    try:
        return parse_policy(read_file(path, str(path)))
    except Malformed as error:
        at = f"{path} {error.at}".rstrip()
        raise Malformed(error.code, at=at, **error.fields) from error
