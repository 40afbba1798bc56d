"""``suffrage night pages FOLDER OUT``: anybody makes the public pages from a public folder.

Every record is checked before a page tells of it. Interrupted, the command is started again: it
reads the folder anew, and writes only what is not there. Exit status: 0, also where Ctrl-C ends
the following; 1 where the folder does not hold, or Ctrl-C came before the pages were whole; 2
wrong use.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.console import Console
from rich.progress import Progress as Bar

from suffrage.cli.language import say
from suffrage.cli.night_policy import believed
from suffrage.cli.refusal import refusal
from suffrage.errors import Refused, SuffrageError, Unavailable

if TYPE_CHECKING:
    from suffrage.cli.night_board import NightBoard
    from suffrage.cli.pages_folder import PagesFolder
    from suffrage.site.files import SiteFile
    from suffrage.site.pages.board import Board
    from suffrage.site.pages.settings import Settings
    from suffrage.verify import Files

__all__ = ["night_pages"]

_FAILED: Final = 1
_NEEDED: Final = {"jinja2", "markupsafe"}
_LOOK: Final = 20
"""Seconds after which an open page asks for a newer board."""

_SECONDS: Final = 5.0
"""Between two looks at the folder: each board that is seen has permanent pages for ever."""


def night_pages(
    folder: Annotated[Path, typer.Argument(help="The public folder.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="Where the pages go.", show_default=False)],
    policy: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Whom to believe, from the notice.")
    ] = None,
    *,
    follow: Annotated[bool, typer.Option("--follow", help="Go on while it grows.")] = False,
) -> None:
    """Make the public pages from a public folder that this command has checked itself.

    OUT becomes a copy of the board with pages beside it, for any web server or memory stick.
    """
    # The verifier and the pages are loaded by whoever asks for them.
    from suffrage.cli.directory import Directory  # noqa: PLC0415  (see above)
    from suffrage.cli.night_board import NightBoard  # noqa: PLC0415
    from suffrage.cli.pages_folder import PagesFolder  # noqa: PLC0415

    board, files = NightBoard(Directory(folder), believed(policy)), Directory(folder)
    if out.exists() and out.samefile(folder):
        raise Refused("pages.occupied", path=str(out))
    pages = PagesFolder(out)
    if follow:
        try:
            follow_pages(board, files, pages, _wait)
        except KeyboardInterrupt:
            return
    else:
        _make_once(board, files, pages)


def follow_pages(
    board: "NightBoard", files: "Files", pages: "PagesFolder", wait: Callable[[], bool]
) -> None:
    """Write the pages of each board that comes, until ``wait`` says that there is no more.

    A folder that does not hold, or is being copied, is tried again; the pages stay as they were.
    """
    told = ""
    while True:
        try:
            _make(board, files, pages, follow=_LOOK)
            failure = ""
        except SuffrageError as no:
            failure = refusal(no)
        if failure and failure != told:
            typer.echo(failure, err=True)
        told = failure
        if not wait():
            return


def _make_once(board: "NightBoard", files: "Files", pages: "PagesFolder") -> None:
    try:
        _make(board, files, pages, follow=0)
    except Unavailable:
        raise
    except SuffrageError as no:
        typer.echo(refusal(no), err=True)
        raise typer.Exit(_FAILED) from no


def _make(board: "NightBoard", files: "Files", pages: "PagesFolder", *, follow: int) -> None:
    """Read what is new, and write what it changed."""
    from suffrage.cli.verify_progress import shown_progress  # noqa: PLC0415  (as above)

    all_pages = _all_pages()
    with shown_progress(quiet=False) as progress:
        if not board.advance(progress) and pages.size == board.size:
            return
    settings = _settings(pages, follow)
    with _shown(list(all_pages(board.board, settings))) as made:
        changed = pages.write(files, board.board, made)
    typer.echo(say("pages.written", size=board.size, files=changed))


def _all_pages() -> "Callable[[Board, Settings], Iterator[SiteFile]]":
    """What makes the pages; raises ``Unavailable("pages.extra")`` where Jinja2 is missing."""
    try:
        from suffrage.site.pages.all_pages import all_pages  # noqa: PLC0415  (an extra)
    except ModuleNotFoundError as error:
        if error.name not in _NEEDED:
            raise
        raise Unavailable("pages.extra") from error
    return all_pages


def _settings(pages: "PagesFolder", follow: int) -> "Settings":
    from suffrage.adapters.painters import painter, printer  # noqa: PLC0415  (as above)
    from suffrage.site.pages.assets_files import has_script  # noqa: PLC0415
    from suffrage.site.pages.settings import Settings  # noqa: PLC0415

    return Settings(pages.moments(), follow, has_script(), painter(), printer())


@contextmanager
def _shown(files: "list[SiteFile]") -> "Iterator[Iterator[SiteFile]]":
    """The files, and on a terminal how many of them are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield iter(files)
        return
    with Bar(console=console, transient=True) as bar:
        yield iter(bar.track(files, description=say("pages.making")))


def _wait() -> bool:
    """Wait before the folder is asked again."""
    time.sleep(_SECONDS)
    return True
