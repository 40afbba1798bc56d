"""The public site of a night: made from nothing, brought up to date, weighed, and served.

Both rounds of ``night.py``'s 3,200 sections in 100 federations: the first is in, half of the
second. All pages in both languages, with exports, projections, swings and hints, without the
pictures and minutes that need fonts.

1. The whole site from nothing, on disk. Figure to reach: 30 s of the processor.
2. One more sheet: what it concerns, on disk. Figure: 1 s. Beside both stands the same work
   without its content: as many bytes hashed and written.
3. The national page. Figure: 250 kB.
4. The folder served by nginx as ``docs/howto/serve.md`` sets it up, beside ``http.server``.

Times are those of the processor. Run ``python benches/public_site.py [ROUNDS]``.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from immutables import Map

from night import ROLL, SECTIONS, made_definition, made_sheet, made_votes, section_name
from serving import nginx, python_server, requests_a_second
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.site_folder import SiteFolder
from suffrage.board.kinds.opening import RulesFixed
from suffrage.board.kinds.paper import SheetReceived
from suffrage.board.kinds.polls import PollsClosed
from suffrage.board.record import Body, Record
from suffrage.conduct.state import Evening, State
from suffrage.count.unit_state import Received
from suffrage.model.values import Value
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board
from suffrage.site.pages.all_pages import all_pages
from suffrage.site.pages.board import Board
from suffrage.site.pages.settings import Settings
from suffrage.tlog.keys import PLAIN, Signer, format_key
from timing import Line, print_table

WHOLE_S, ONE_S, PAGE_KB = 30, 1, 250
_NATIONAL: Final = "site/fr/second/index.html"
_SECONDS: Final = 2.0
_EVENING: Final = {"first": 12, "second": 19}


def main(rounds: int = 5) -> None:
    """Print the tables, and whether the figures are reached."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        night = _Night(place / "election")
        whole = _seconds(night.publish)
        rewritten = _seconds(lambda: _rewritten(place / "election", place / "copy"))
        ones, written = [], []
        for _ in range(rounds):
            night.one_more()
            before = night.written
            ones.append(_seconds(night.publish))
            written.append(_seconds(partial(night.write_again, before, place / "copy")))
        one = median(ones)
        lines = [
            Line("whole site from nothing", 1_000 * whole, "hashed and written", 1_000 * rewritten),
            Line("one more sheet", 1_000 * one, "hashed and written", 1_000 * median(written)),
        ]
        print_table(f"{night.files} files, {SECTIONS} sections", rounds, lines)
        print(f"figures: {WHOLE_S} s, {_told(whole < WHOLE_S)}; {ONE_S} s, {_told(one < ONE_S)}")
        size = (place / "election" / _NATIONAL).stat().st_size / 1_000
        print(f"national page: {size:.0f} kB; figure: {PAGE_KB} kB, {_told(size < PAGE_KB)}\n")
        _print_served(place)


def _told(reached: bool) -> str:  # noqa: FBT001  (a figure is reached or not)
    return "reached" if reached else "MISSED"


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


# -- the site ------------------------------------------------------------------------------------


class _Night:
    """The board of the night, and its site on disk."""

    def __init__(self, folder: Path) -> None:
        self._history = History()
        self._votes = dict(zip(_EVENING, made_votes(), strict=True))
        self._order = np.random.default_rng(2).permutation(SECTIONS).tolist()
        self._next = 0
        self._begin()
        signer = Signer("vote.example.org/e/night", PLAIN, bytes(32))
        self._board = Board(self._history, _root, format_key(signer.key), project_board)
        self._folder = _Watched(folder)
        self._site = SiteFolder(self._folder, signer)

    @property
    def written(self) -> int:
        """How many files have been written."""
        return len(self._folder.written)

    @property
    def files(self) -> int:
        """How many files the site has."""
        return len(set(self._folder.written))

    def publish(self) -> None:
        """Bring the site up to the board."""
        settings = Settings(self._site.moments(), follow=20)
        self._site.write(all_pages(self._board, settings), self._board.size)

    def write_again(self, first: int, copy: Path) -> None:
        """Hash and write what has been written since, and nothing else."""
        folder = PublicFolder(copy)
        for path in self._folder.written[first:]:
            data = self._folder.read(path) or b""
            hashlib.sha256(data)
            folder.replace(path, data, durable=False)

    def one_more(self) -> None:
        """The next section's sheet of the second round has come."""
        self._sheet("second", self._next)
        self._next += 1

    def _begin(self) -> None:
        """The first round is in, and half of the second."""
        definition = made_definition()
        options = definition.declared_options("first")
        state = State(
            origin=definition.origin,
            phase="fixed",
            definition=definition,
            registered=Map({section_name(n): ROLL for n in range(SECTIONS)}),
            options=Map({"first": options}),
            evenings=Map({1: Evening(opened=True, closed=True)}),
        )
        self._add("rules.fixed/1", RulesFixed(0), state, None, _instant("first", 0))
        self._add("polls.closed/1", PollsClosed(1), state, None, _instant("first", 0))
        for place in range(SECTIONS):
            self._sheet("first", place)
        polls = self._history.now.evenings.set(2, Evening(opened=True, closed=True))
        stand = self._history.now.options.set("second", options[:2])
        state = replace(self._history.now, evenings=polls, options=stand)
        self._add("polls.closed/1", PollsClosed(2), state, None, _instant("second", 0))
        while self._next < SECTIONS // 2:
            self.one_more()

    def _sheet(self, contest: str, place: int) -> None:
        """The sheet that comes at this place of the order, three seconds after the one before."""
        section = self._order[place]
        name = section_name(section)
        sheet = made_sheet(contest, section, self._votes[contest][section])
        came = Received(sheet, _hash(f"{contest}/{name}"), f"secretary@{name}")
        state = self._history.now.counted(contest, name, came)
        at = _instant(contest, 3 * place + 1)
        self._add("sheet.received/1", SheetReceived(contest, name), state, sheet, at)

    def _add(self, kind: str, head: Value, state: State, body: Body, at: str) -> None:
        unit = getattr(head, "unit", "")
        by = f"secretary@{unit}" if unit else "commission@chair"
        payload = _hash(f"{getattr(head, 'contest', '')}/{unit}") if unit else ""
        record = Record(kind, head, by, at, payload)
        self._history.add(record, body, replace(state, size=self._history.size + 1))


class _Watched(PublicFolder):
    """A folder that remembers what was written."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.written: list[str] = []

    def replace(self, path: str, data: bytes, *, durable: bool = True) -> None:
        """Write a file."""
        self.written.append(path)
        super().replace(path, data, durable=durable)


def _instant(contest: str, second: int) -> str:
    minute, second = divmod(second, 60)
    hour, minute = divmod(minute, 60)
    return f"2023-01-{_EVENING[contest]}T{21 + hour}:{minute:02}:{second:02}Z"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _root(size: int) -> bytes:
    return hashlib.sha256(str(size).encode()).digest()


def _rewritten(folder: Path, copy: Path) -> None:
    """Every byte of a folder hashed and written elsewhere, and nothing else."""
    target = PublicFolder(copy)
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            hashlib.sha256(data)
            target.replace(path.relative_to(folder).as_posix(), data, durable=False)
    shutil.rmtree(copy)


# -- served --------------------------------------------------------------------------------------


def _print_served(place: Path) -> None:
    folder = place / "election"
    units = sorted(
        path.relative_to(folder).as_posix() for path in folder.glob("site/fr/second/unit/*.html")
    )[:200]
    with ExitStack() as open_:
        ours = open_.enter_context(nginx(folder, place))
        if ours is None:
            print("nginx is absent: install it to have the folder served")
            return
        theirs = open_.enter_context(python_server(folder))
        print(f"requests a second, two connections{'':<10}{'nginx':>10}{'http.server':>14}")
        _print_row("a unit's page", ours, theirs, units, compressed=False)
        _print_row("a unit's page, compressed", ours, theirs, units, compressed=True)
        _print_row("the national page", ours, theirs, [_NATIONAL], compressed=False)
        _print_row("the national page, compressed", ours, theirs, [_NATIONAL], compressed=True)


def _print_row(
    what: str, ours: int, theirs: int, paths: Sequence[str], *, compressed: bool
) -> None:
    answered = requests_a_second(ours, paths, _SECONDS, compressed=compressed)
    beside = "–" if compressed else f"{requests_a_second(theirs, paths, _SECONDS):.0f}"
    print(f"{what:<44}{answered:>10.0f}{beside:>14}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
