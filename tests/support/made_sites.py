"""Public folders with their pages, made at once or record by record.

>>> files = with_site(Simulation().run_round_1())                  # doctest: +SKIP
>>> files["site/en/text/index.html"]                               # doctest: +SKIP
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.support.folders import policy_of
from tests.support.recompute.public import Public
from tests.support.simulator import Simulation

from suffrage.board.record import Body, Record
from suffrage.cli.directory import Directory
from suffrage.conduct.state import State
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings
from suffrage.tlog.keys import format_key
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.verify.files import HeldFiles
from suffrage.verify.follow import Following
from suffrage.verify.policy import parse_policy

__all__ = ["congress_site", "grown", "with_site"]

_NIGHTS: Final = {
    "text": ("2023-01-12T20:00:00Z", "2023-01-12T22:30:00Z", "2023-01-13T01:00:00Z"),
    "first-secretary": ("2023-01-19T20:00:00Z", "2023-01-19T22:30:00Z", "2023-01-20T01:00:00Z"),
}
"""21:00, 23:30 and 02:00 in Paris, in both nights."""


def congress_site(demo: Path) -> Public:
    """The folder that the demo left, with the pages that ``live_site.py`` makes of it.

    Each page is made when it is read, and permanent ones for the hours of ``_NIGHTS``.
    """
    history = History()
    policy = parse_policy((demo / "policy.toml").read_bytes())
    following = Following(Directory(demo / "public"), policy, history.add)
    while following.advance():
        pass
    board = Board(history, following.tree.root, policy.log_key, project_board)
    kept = {instance: frozenset(map(history.size_at, hours)) for instance, hours in _NIGHTS.items()}
    pages = {one.path: one.make for one in all_pages(board, Settings(moments=kept, follow=3))}
    folder = Public.of(demo / "public")
    paths = tuple(sorted({*folder.paths, *pages}))
    return Public(lambda path: pages[path]() if path in pages else folder.read(path), paths)


def with_site(simulation: Simulation, *moments: int) -> dict[str, bytes]:
    """The public folder, and its pages with permanent ones at these sizes of the board."""
    files = simulation.files()
    history = History()
    following = Following(HeldFiles(files), policy_of(simulation), history.add)
    while following.advance():
        pass
    board = Board(history, following.tree.root, format_key(simulation.log.key))
    kept = dict.fromkeys(history.now.rules.instances(), frozenset(moments))
    pages = all_pages(board, Settings(moments=kept))
    return files | {one.path: one.make() for one in pages}


def grown(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same folder with a site that has followed the board record by record.

    As whoever publishes does it: a page is made again when its key is another, and every moment
    whose figures were shown once keeps its page.
    """
    folder = {path: data for path, data in files.items() if not path.startswith("site/")}
    history = History()
    tree = Tree()
    board = Board(history, tree.root, "a key")
    made: dict[str, tuple[Hashable, bytes]] = {}

    def record(entry: Record, body: Body, state: State) -> None:
        history.add(entry, body, state)
        tree.extend([leaf_hash(entry.encoded)])
        named = {one.path: one for one in all_pages(board, Settings(moments=_moments(made)))}
        for path in made.keys() - named.keys():
            del made[path]
        for path, one in named.items():
            if path not in made or made[path][0] != one.key:
                made[path] = one.key, one.make()

    following = Following(HeldFiles(folder), watch=record)
    while following.advance():
        pass
    return folder | {path: data for path, (_, data) in made.items()}


def _moments(made: Iterable[str]) -> dict[str, frozenset[int]]:
    """The moments that have a page, by instance."""
    found: dict[str, set[int]] = {}
    for path in made:
        if page := re.fullmatch(r"site/en/([^/]+)/at/(\d+)\.html", path):
            found.setdefault(page[1], set()).add(int(page[2]))
    return {instance: frozenset(sizes) for instance, sizes in found.items()}
