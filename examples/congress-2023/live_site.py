"""The public pages of the congress, made anew from the public folder at each publication.

They are made as any camp could make them: the folder is followed and checked record by record.
The server is for looking at them here; a real site is files behind any web server.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from suffrage.adapters.card_painter import has_font, paint_card
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.site_folder import SiteFolder
from suffrage.cli.directory import Directory
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board
from suffrage.site.exports.minutes_files import Render
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.assets_files import has_script
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings
from suffrage.tlog.keys import Signer, format_key
from suffrage.verify.follow import Following
from suffrage.verify.policy import parse_policy

__all__ = ["LiveSite", "served"]

_FOLLOW = 3
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)


class LiveSite:
    """The site of one public folder."""

    def __init__(self, public: Path, policy: Path, log: Signer) -> None:
        history = History()
        self._following = Following(
            Directory(public), parse_policy(policy.read_bytes()), history.add
        )
        self._board = Board(history, self._root, format_key(log.key), project_board)
        self._site = SiteFolder(PublicFolder(public), log)

    def _root(self, size: int) -> bytes:
        return self._following.tree.root(size)

    def update(self) -> None:
        """Follow what was published, and write the pages that it concerns."""
        self._following.advance()
        settings = Settings(
            moments=self._site.moments(),
            follow=_FOLLOW,
            scripted=has_script(),
            draw_card=paint_card if has_font() else None,
            render_pdf=_renderer(),
        )
        self._site.write(all_pages(self._board, settings), self._board.size)


def _renderer() -> Render | None:
    """What makes the minutes, where WeasyPrint and Pango are installed."""
    try:
        from suffrage.adapters.pdf import render_pdf  # noqa: PLC0415  (an extra)
    except (ImportError, OSError):
        return None
    return render_pdf


class _Handler(SimpleHTTPRequestHandler):
    """The files as they are, with the policy under which the pages work, and without a word."""

    def end_headers(self) -> None:
        """Send the headers of every answer."""
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base's name)
        """Say nothing: the terminal shows the night."""


@contextmanager
def served(public: Path) -> Iterator[str]:
    """The address of the first page while the folder is served on this machine only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(public)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/site/index.html"
    finally:
        server.shutdown()
        server.server_close()
