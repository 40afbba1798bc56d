"""Scribes in processes of their own: kills, two writers of one board, Django's connection."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.counts import count
from tests.support.databases import Databases
from tests.support.scribes import (
    BOARD,
    Threads,
    accounts,
    counting,
    digest_of,
    incident,
    lay_out,
    threads_of,
)

from suffrage.acts.perform import caught_up
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sql_store import SqlStore
from suffrage.conduct.state import State

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]


def command(module: str, databases: Databases, *arguments: str) -> list[str]:
    program = [sys.executable, "-m", f"tests.support.{module}"]
    return [*program, databases.kind, databases.address, *arguments]


def started(databases: Databases, name: str, number: int, held: int = 0) -> subprocess.Popen[str]:
    line = command("scribe_process", databases, name, str(number), str(held))
    return subprocess.Popen(
        line, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def told(lines: list[str]) -> dict[int, str]:
    """What a process has acknowledged, by index; a line cut off by the kill was not heard."""
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {int(index): account for index, account in whole}


@pytest.fixture
def threads(databases: Databases) -> Threads:
    made = threads_of(databases)
    lay_out(made.connect())
    made.connect().execute("create table private (note text not null)")
    return made


def test_what_was_acknowledged_before_a_kill_is_there_once(
    databases: Databases, threads: Threads
) -> None:
    heard: dict[int, str] = {}
    for kill in range(count(3, 25)):
        child = started(databases, f"p{kill}", 100_000)
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(1 + 7 * kill % 23)]
        child.kill()
        lines += child.stdout.readlines()
        child.wait()
        now = told(lines)
        assert now
        assert not heard.keys() & now.keys()
        heard |= now
    store = SqlStore(threads.connect(), BOARD)
    written = accounts(store)
    assert {index: written.get(index) for index in heard} == {
        index: digest_of(account) for index, account in heard.items()
    }
    # Nothing twice, no gap, no row without its act and no act without its row.
    notes = [note for (note,) in store.database.execute("select note from private")]
    assert sorted(map(digest_of, notes)) == sorted(written.values())
    assert len(set(notes)) == len(notes)
    assert sorted(written) == list(range(counting().store.size(), store.size()))
    assert caught_up(State(), store).size == store.size()


def test_two_processes_write_one_board_and_both_see_all(
    databases: Databases, threads: Threads
) -> None:
    scribe, size = Scribe(threads.connect), counting().store.size()
    assert scribe.state(BOARD).size == size
    child = started(databases, "other", 100, 50)
    assert child.stdin is not None
    assert child.stdout is not None
    lines = [child.stdout.readline()]
    own: dict[int, str] = {}
    for number in range(60):
        account = f"own-{number}"
        (one,) = scribe.write(BOARD, [incident(account)])
        own[one.index] = account
        assert scribe.state(BOARD).size > one.index
        if number == 0:
            child.stdin.write("on\n")
            child.stdin.flush()
    lines += child.stdout.readlines()
    assert child.wait() == 0
    theirs = told(lines)
    assert len(theirs) == 100
    assert min(own) < max(theirs)
    assert sorted({**own, **theirs}) == list(range(size, size + 160))
    assert accounts(SqlStore(threads.connect(), BOARD)) == {
        index: digest_of(account) for index, account in {**own, **theirs}.items()
    }
    assert scribe.state(BOARD).size == size + 160
    scribe.close()


def test_django_s_own_transactions_hold_act_and_rows_together(databases: Databases) -> None:
    line = command("django_process", databases)
    said = subprocess.run(line, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert said.splitlines() == ["0", "IntegrityError", "1", "one three", "2 2"]
