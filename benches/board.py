"""Append and replay of 3,200 sheets, beside what no program can avoid.

Beside each figure stands its floor: the signatures alone, or the same bytes in plain inserts. A
night makes each sheet durable before it answers; an import writes all in one transaction.
Run ``python benches/board.py [ROUNDS]``.
"""

import sqlite3
import sys
import tempfile
from functools import partial
from pathlib import Path

from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.perform import Act, LiveBoard
from suffrage.adapters.sql_store import SqlStore, open_store
from suffrage.board.record import Record
from suffrage.board.signature import Signer, check_signature, record_message
from suffrage.cli.count_board import CountBoard
from suffrage.model.definition import Definition, from_plain
from suffrage.paper.sheet import Sheet
from timing import Line, median_ms, print_table

SECTIONS, FEDERATIONS = 3_200, 100


def definition() -> Definition:
    """One contest of three options in 3,200 sections of 100 federations."""
    federations = [f"{number:03}" for number in range(FEDERATIONS)]
    units: list[dict[str, object]] = [{"id": federation} for federation in federations]
    for number in range(SECTIONS):
        above = federations[number % FEDERATIONS]
        units.append({"id": f"{above}-{number:04}", "parent": above, "registered": 500})
    contest = {
        "id": "text",
        "opens": "2026-01-12T16:00:00Z",
        "closes": "2026-01-12T21:00:00Z",
        "rule": {"name": "top"},
        "options": [{"id": f"to{i}", "label": f"Text {i}"} for i in (1, 2, 3)],
    }
    return from_plain(
        {
            "suffrage": 1,
            "slug": "bench",
            "host": "vote.example.org",
            "title": {"en": "Bench"},
            "time_zone": "UTC",
            "units": units,
            "contests": [contest],
            "commission": {"members": ["chair"], "quorum": 1},
        }
    )


def sheets(board: CountBoard) -> list[tuple[Act, Signer]]:
    """The act that receives each section's sheet, with its signer."""
    acts: list[tuple[Act, Signer]] = []
    for i, unit in enumerate(board.definition.tree.sections):
        votes = {"to1": 100 + i % 37, "to2": 80 + i % 29, "to3": 60 + i % 17}
        valid = sum(votes.values())
        by = board.officer_of(unit.id)
        sheet = Sheet(
            ballots=valid + 5,
            blank=3,
            contest="text",
            entered_by=by,
            proxies=4,
            registered=500,
            signatures=valid + 5,
            unit=unit.id,
            valid=valid,
            void={"torn": 2},
            votes=votes,
        )
        act = partial(receive_sheet, by=by, now=board.closes, sheet=sheet)
        acts.append((act, board.signer_of(by)))
    return acts


Ready = tuple[CountBoard, list[tuple[Act, Signer]]]
Rows = list[tuple[bytes, bytes]]


def one_by_one(given: Ready) -> None:
    """A transaction for each sheet, as on a night."""
    board, acts = given
    for act, sign in acts:
        board.live.perform(act, sign)


def together(given: Ready) -> None:
    """All sheets in one transaction, as in an import."""
    board, acts = given
    board.live.perform_all(acts)


def plain_inserts(connection: sqlite3.Connection, rows: Rows, step: int) -> None:
    """The same entries and payloads into two tables, ``step`` of them in a transaction."""
    connection.execute("create table entry (number integer primary key, data blob)")
    connection.execute("create table payload (number integer primary key, data blob)")
    for start in range(0, len(rows), step):
        connection.execute("begin immediate")
        for number, (entry, payload) in enumerate(rows[start : start + step], start):
            connection.execute("insert into entry values (?, ?)", (number, entry))
            connection.execute("insert into payload values (?, ?)", (number, payload))
        connection.execute("commit")


class Disk:
    """A folder in which every database gets a new file, with the settings of ``open_store``."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)
        self._files = 0

    def store(self) -> SqlStore:
        """An empty store."""
        return open_store(self._path(), definition().slug)

    def connection(self) -> sqlite3.Connection:
        """An empty database without tables."""
        connection = sqlite3.connect(self._path(), isolation_level=None)
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        return connection

    def _path(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.sqlite"


def ready(declared: Definition, store: SqlStore | None = None) -> Ready:
    """A board whose polls have closed, and the acts of all its sections."""
    board = CountBoard(declared, "text", bytes, store)
    return board, sheets(board)


def sign_and_check(acts: list[tuple[Act, Signer]], signed: list[tuple[str, bytes]]) -> None:
    """One signature and one check a sheet: what an append cannot do without."""
    for (_, sign), (key, message) in zip(acts, signed, strict=True):
        check_signature(key, message, sign(message).hex(), role="bench")


def check_alone(signed: list[tuple[str, bytes, str]]) -> None:
    """One check a sheet: what a replay cannot do without."""
    for key, message, sig in signed:
        check_signature(key, message, sig, role="bench")


def main(rounds: int = 3) -> None:
    """Print the table."""
    declared = definition()
    board, acts = ready(declared)
    before = board.store.size()
    board.live.perform_all(acts)
    records = [Record.parse(entry) for entry in board.store.entries(before)]
    rows = [(one.encoded, board.store.blob(one.payload) or b"") for one in records]
    keys = board.state.keys
    signed = [(keys[one.by], record_message(declared.origin, one), one.sig) for one in records]
    bare = [(key, message) for key, message, _ in signed]
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(folder)
        on_disk = partial(median_ms, lambda: ready(declared, disk.store()), rounds=rounds)
        plain = partial(median_ms, disk.connection, rounds=rounds)
        lines = [
            Line(
                "append, memory, one transaction",
                median_ms(lambda: ready(declared), together, rounds),
                "signing and checking alone",
                median_ms(lambda: acts, lambda given: sign_and_check(given, bare), rounds),
            ),
            Line(
                "append, disk, one transaction",
                on_disk(together),
                "plain inserts, one transaction",
                plain(lambda connection: plain_inserts(connection, rows, SECTIONS)),
            ),
            Line(
                "append, disk, each sheet durable",
                on_disk(one_by_one),
                "plain inserts, each durable",
                plain(lambda connection: plain_inserts(connection, rows, 1)),
            ),
            Line(
                "replay",
                median_ms(lambda: LiveBoard(board.store), LiveBoard.state, rounds),
                "checking signatures alone",
                median_ms(lambda: signed, check_alone, rounds),
            ),
        ]
    print_table(f"{SECTIONS} sheets", rounds, lines)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
