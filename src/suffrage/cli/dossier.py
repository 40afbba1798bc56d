"""``suffrage dossier FOLDER OUT``: the election's dossier, or that of one dispute for a judge.

The folder is verified first, whole, and nothing is written about one that does not hold. Exit
status: 0 written, 1 the folder does not hold, 2 wrong use, 130 interrupted.
"""

from pathlib import Path
from typing import Annotated, Final

import typer

from suffrage.cli.language import language, say
from suffrage.errors import Refused

__all__ = ["dossier"]

_INTERRUPTED: Final = 130
_LANGUAGES: Final = ("fr", "en")


def dossier(  # noqa: PLR0917  (a command has as many options as it needs)
    folder: Annotated[Path, typer.Argument(help="The public folder.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="A new or empty folder.", show_default=False)],
    policy: Annotated[Path, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")],
    lang: Annotated[str, typer.Option(metavar="fr|en", help="The language of the documents.")] = "",
    dispute: Annotated[
        str, typer.Option(metavar="ID", help="The dossier of one dispute, with proofs.")
    ] = "",
    retention: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Days of retention, in TOML.")
    ] = None,
    reviewed: Annotated[
        str, typer.Option(metavar="DAY", help="When a person last reviewed the pages.")
    ] = "",
) -> None:
    """Write the election's dossier: a PDF, the files that it cites, and their hashes.

    It holds rules, officers, ceremonies, rulings, incidents, disputes, results, accessibility,
    a draft on data protection and the bill of materials. With --dispute it is the history of one
    dispute, with the proof of each record, for a judge and the expert of a court.
    """
    # The verifier and the documents are loaded by whoever asks for them.
    from suffrage.cli.dossier_make import Wish, make_dossier  # noqa: PLC0415  (see above)

    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise Refused("folder.not-empty", path=str(out))
    chosen = lang or language()
    if chosen not in _LANGUAGES:
        raise Refused("dossier.language", lang=lang)
    wish = Wish(
        language="fr" if chosen == "fr" else "en",
        policy=policy,
        retention=retention,
        reviewed=reviewed,
        dispute=dispute,
    )
    try:
        files = make_dossier(folder, out, wish)
    except KeyboardInterrupt:
        typer.echo(say("archive.interrupted"), err=True)
        raise typer.Exit(_INTERRUPTED) from None
    typer.echo(say("dossier.written", files=files, path=str(out)))
