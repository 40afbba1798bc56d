"""How the dossier is made: the folder is verified, read record by record, told, and written.

The list of hashes is written last, so that a folder without it is not whole.
"""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer
from rich.console import Console

from suffrage.board.folder import CHECKPOINT, blob_path
from suffrage.cli.directory import Directory, read_file
from suffrage.cli.files import write_output
from suffrage.cli.installed import installed_components, installed_program
from suffrage.cli.language import say
from suffrage.cli.night_policy import believed
from suffrage.cli.tables import show
from suffrage.cli.verify_json import report_as_json
from suffrage.cli.verify_means import Wanted, wanted_means
from suffrage.cli.verify_progress import shown_progress
from suffrage.cli.verify_view import report_sheets
from suffrage.errors import Malformed, Unavailable
from suffrage.model import canonical
from suffrage.model.values import Day, Value
from suffrage.night.history import History
from suffrage.site.dossier.retention import Retention
from suffrage.site.dossier.sbom import sbom_json
from suffrage.tlog.keys import format_key
from suffrage.verify import verify_folder
from suffrage.verify.follow import Following

if TYPE_CHECKING:
    from suffrage.site.dossier.document import Asked
    from suffrage.site.dossier.made import Watch
    from suffrage.site.dossier.source import Source
    from suffrage.site.exports.minutes_files import Render
    from suffrage.verify import Policy, Report
    from suffrage.words import Language

__all__ = ["Wish", "make_dossier"]

_FAILED: Final = 1


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for; ``retention`` and ``dispute`` are empty where not asked for."""

    language: "Language"
    policy: Path = field(repr=False)
    retention: Path | None = None
    reviewed: str = ""
    dispute: str = ""


class _Reviewed(Value, frozen=True):
    """The day that a user typed, checked as a file's would be."""

    reviewed: Day


def make_dossier(folder: Path, out: Path, wish: Wish) -> int:
    """Verify, make and write; how many files. Exits with 1 where the folder does not hold.

    Raises ``Unavailable("dossier.extra")`` where PDF cannot be made, ``Malformed`` for a policy,
    a retention file or a day that is none, and as ``dispute_files``.
    """
    render, retention = _printer(), _retention(wish.retention)
    if wish.reviewed:
        canonical.convert({"reviewed": wish.reviewed}, _Reviewed)
    policy, files = believed(wish.policy), Directory(folder)
    report = _verified(files, policy)
    source = _read(files, policy, wish.language)
    asked = _asked(wish, report, retention)
    given = _given(wish, report)
    with _shown() as watch:
        made = _made(source, asked, given, render, watch, wish.dispute)
    for name, data in made.items():
        write_output(out / name, data)
    return len(made)


def _made(
    source: "Source",
    asked: "Asked",
    given: Mapping[str, bytes],
    render: "Render",
    watch: "Watch",
    dispute: str,
) -> dict[str, bytes]:
    from suffrage.site.dossier.made import dispute_files, dossier_files  # noqa: PLC0415  (an extra)

    if dispute:
        return dispute_files(source, asked, given, render, watch, dispute)
    return dossier_files(source, asked, given, render, watch)


def _printer() -> "Render":
    """What makes PDF; raises ``Unavailable("dossier.extra")`` where something is missing."""
    try:
        import jinja2  # noqa: F401, PLC0415  (an extra)

        from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415  (an extra)
    except (ImportError, OSError) as error:
        raise Unavailable("dossier.extra") from error
    return render_pdf


def _retention(path: Path | None) -> Retention | None:
    """The declared days; raises ``Malformed("dossier.retention")`` for a file that is no TOML."""
    if path is None:
        return None
    try:
        plain = tomllib.loads(read_file(path, str(path)).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("dossier.retention", at=str(path), detail=str(error)) from error
    return canonical.convert(plain, Retention)


def _verified(files: Directory, policy: "Policy | None") -> "Report":
    """The report of a folder that holds; exits with what does not, where something does not."""
    with (
        wanted_means(Wanted(), files.size_of("box/")) as means,
        shown_progress(quiet=False) as progress,
    ):
        report = verify_folder(files, policy, (), progress, means)
    if report.failures:
        show(report_sheets(report))
        raise typer.Exit(_FAILED)
    return report


def _read(files: Directory, policy: "Policy | None", language: "Language") -> "Source":
    """The history of the board, as pages read it."""
    from suffrage.site.dossier.source import Source  # noqa: PLC0415  (an extra)
    from suffrage.site.pages.board import Board  # noqa: PLC0415  (an extra)

    history = History()
    following = Following(files, policy, history.add)
    with shown_progress(quiet=False) as progress:
        following.advance(progress)

    def blob(digest: str) -> bytes | None:
        try:
            return files.read(blob_path(digest))
        except Unavailable:
            return None

    board = Board(history, following.tree.root, format_key(following.key))
    return Source(board, following.tree, files.read(CHECKPOINT), blob, language)


def _asked(wish: Wish, report: "Report", retention: Retention | None) -> "Asked":
    from suffrage.site.dossier.document import Asked  # noqa: PLC0415  (an extra)

    names = type(report.checked).__slots__
    return Asked(
        program=installed_program(),
        checked={name: getattr(report.checked, name) for name in names},
        cosigned=tuple(one.name for one in report.cosigned),
        retention=retention or Retention(),
        declared=retention is not None,
        reviewed=wish.reviewed,
    )


def _given(wish: Wish, report: "Report") -> dict[str, bytes]:
    """The files that are no fold of the board."""
    return {
        "policy.toml": read_file(wish.policy, str(wish.policy)),
        "verification.json": report_as_json(report).encode() + b"\n",
        "sbom.cdx.json": sbom_json(installed_program(), installed_components()),
    }


@contextmanager
def _shown() -> "Iterator[Watch]":
    """Says on a terminal which file is being made; long minutes take a while."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _name: None
        return
    with console.status(say("dossier.making", name="")) as status:
        yield lambda name: status.update(say("dossier.making", name=name))
