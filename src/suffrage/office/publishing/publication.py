"""One election's public folder and pages, brought up to the board.

>>> publication = Publication(store, folder, key, cosigners, stop)
>>> publication.update(now)       # whether anything was new
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from suffrage.acts.perform import LiveBoard
from suffrage.adapters.cosigning import Alarm, Cosigner
from suffrage.adapters.painters import painter, printer
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.publisher import Publisher
from suffrage.adapters.site_folder import SiteFolder
from suffrage.adapters.sql_store import SqlStore
from suffrage.conduct.state import State
from suffrage.errors import Unavailable
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board
from suffrage.office.histories import catch_up
from suffrage.site.computed import computed_files
from suffrage.site.files import SiteFile
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.assets_files import has_script
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings
from suffrage.tlog.keys import Signer, format_key

__all__ = ["FOLLOW", "Publication"]

FOLLOW = 15
"""Seconds after which an open page asks for a newer board."""


class Publication:
    """Publishes what a store holds; one process at a time does so for an election."""

    def __init__(
        self,
        store: SqlStore,
        folder: PublicFolder,
        key: Signer,
        cosigners: Sequence[Cosigner],
        stop: threading.Event,
    ) -> None:
        self._store, self._key, self._stop = store, key, stop
        self._history = History()
        self._publisher = Publisher(store, folder, key, self._render, cosigners, LiveBoard(store))
        self._board = Board(self._history, self._publisher.root, format_key(key.key), project_board)
        self._site = SiteFolder(folder, key)
        self._published = -1

    @property
    def alarms(self) -> Sequence[Alarm]:
        """What witnesses have said against this log."""
        return self._publisher.alarms

    @property
    def size(self) -> int:
        """How many records the pages rest on; 0 before the first publication."""
        return max(self._published, 0)

    def ask(self, cosigners: Sequence[Cosigner]) -> None:
        """Ask these witnesses from now on; nothing that was read or rendered is thrown away."""
        self._publisher.ask(cosigners)

    def update(self, now: datetime, *, again: bool = False) -> bool:
        """Publish what is new; whether anything was. Raises as ``Publisher.publish``.

        Told to stop among the pages it raises ``Unavailable("publisher.stopped")``: thousands of
        pages can take longer than whoever stops it waits.
        ``again`` asks the witnesses once more for what they have not cosigned; no page says who
        has, so that pages are written for new records alone.
        """
        if self._store.size() == self._published and not again:
            return False
        self._publisher.publish(int(now.timestamp()))
        if self._publisher.size == self._published:
            return True
        catch_up(self._history, self._store, self._publisher.size)
        settings = Settings(self._site.moments(), FOLLOW, has_script(), painter(), printer())
        self._site.write(self._until_stopped(all_pages(self._board, settings)), self._board.size)
        self._published = self._board.size
        return True

    def _until_stopped(self, pages: Iterable[SiteFile]) -> Iterator[SiteFile]:
        for page in pages:
            if self._stop.is_set():
                raise Unavailable("publisher.stopped")
            yield page

    def _render(self, state: State, root: bytes) -> dict[str, bytes]:
        return dict(computed_files(state, root, format_key(self._key.key)))
