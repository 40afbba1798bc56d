"""``suffrage verify``: check a whole election from its public folder, or one box from its archive.

Exit status: 0 all holds, 1 something does not, 2 wrong use, 3 consistent but without a policy,
so that nobody has said whose board it is, 130 interrupted. See ``verify_folder``, ``verify_box``.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from suffrage.cli.language import say
from suffrage.cli.verify_means import Wanted
from suffrage.errors import Refused

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
    openings: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Openings of sealed sheets to set against the board."),
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
    # A box is checked without the rules of a whole election, and starts the sooner.
    from suffrage.cli.verify_box import verify_box  # noqa: PLC0415  (see above)

    wanted = Wanted(hints, cluster, cache=not no_cache)
    try:
        if folder.suffix == ".bel" or folder.is_file():
            _refuse_beside(
                policy=policy, receipt=receipt, acknowledgement=acknowledgement, openings=openings
            )
            verify_box(folder, wanted, as_json=as_json)
        from suffrage.cli.verify_folder import verify_folder  # noqa: PLC0415  (see above)

        verify_folder(
            folder,
            wanted,
            policy=policy,
            receipts=receipt or (),
            acknowledgements=acknowledgement or (),
            openings=openings,
            as_json=as_json,
        )
    except KeyboardInterrupt:
        typer.echo(say("archive.interrupted"), err=True)
        raise typer.Exit(INTERRUPTED) from None


def _refuse_beside(**options: object) -> None:
    """An archive alone has no log that these could be set against."""
    for name, given in options.items():
        if given:
            raise Refused("archive.alone", option=f"--{name}")
