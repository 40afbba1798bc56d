"""A folder with pages made by somebody else than the office: a copy of the board, and the pages.

The copy lets the pages follow, and lets a browser check a sheet; what the pages say was checked
record by record. Without the log's key there is no manifest. The checkpoint is written last, so
that nobody reads a board whose files are still missing.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.site_folder import SiteFolder
from suffrage.board.folder import CHECKPOINT, LOG
from suffrage.errors import Refused, Unavailable
from suffrage.site.computed import computed_files
from suffrage.site.manifest import MANIFEST, SITE
from suffrage.site.pages.addresses import ASSETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from suffrage.site.files import SiteFile
    from suffrage.site.pages.board import Board
    from suffrage.verify import Files

__all__ = ["PagesFolder"]

_COPIED: Final = (LOG, "blob/", "box/")
_OURS: Final = f"{ASSETS}night.css"
"""The first file that is written: a site that has it and no manifest is one of this kind."""


class PagesFolder:
    """Pages in a folder of their own, ``size`` the board's that this process last wrote.

    Raises ``Refused("pages.occupied")`` where a site lies that somebody else made.
    """

    def __init__(self, root: Path) -> None:
        site = root / SITE
        made = (root / _OURS).is_file() and not (root / MANIFEST).exists()
        if site.exists() and any(site.iterdir()) and not made:
            raise Refused("pages.occupied", path=str(root))
        self.size = 0
        self._folder = PublicFolder(root)
        self._site = SiteFolder(self._folder, None)
        self._there = {path for top in _COPIED for path in self._folder.under(top)}

    def moments(self) -> "Mapping[str, frozenset[int]]":
        """The sizes of the board that have a permanent page, by contest instance."""
        return self._site.moments()

    def write(self, files: "Files", board: "Board", pages: "Iterable[SiteFile]") -> int:
        """Bring the folder to the board that was read from these files; how many pages changed."""
        checkpoint = files.read(CHECKPOINT)
        self._copy(files)
        written = self._site.write(pages, board.size)
        computed = computed_files(board.state, board.root(board.size), board.log_key)
        for path, data in computed.items():
            self._folder.replace(path, data, durable=False)
        self._folder.replace(CHECKPOINT, checkpoint)
        self.size = board.size
        return written

    def _copy(self, files: "Files") -> None:
        """What is not there yet; an archive grows, everything else never changes under its name."""
        for path in files.paths():
            grows = path.startswith("box/")
            if path == CHECKPOINT or not path.startswith(_COPIED):
                continue
            if path not in self._there or grows:
                self._copy_one(files, path)

    def _copy_one(self, files: "Files", path: str) -> None:
        try:
            data = files.read(path)
        except Unavailable:
            # A tile that a wider one has just replaced.
            return
        if self._folder.read(path) != data:
            self._folder.replace(path, data, durable=False)
        self._there.add(path)
