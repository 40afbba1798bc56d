"""The scribe on both databases: one commit for many, each caller's own answer, no halves."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from tests.support.databases import Databases
from tests.support.refusals import refused
from tests.support.scribes import (
    BOARD,
    Threads,
    accounts,
    digest_of,
    elsewhere,
    incident,
    lay_out,
    threads_of,
)

from suffrage.acts.perform import Written
from suffrage.adapters.database import Database
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sql_store import SqlStore
from suffrage.adapters.sqlite import Sqlite

pytestmark = pytest.mark.long


@dataclass
class Office:
    """A scribe on a board of ``size`` entries, and a table of its own."""

    scribe: Scribe
    threads: Threads
    size: int

    @property
    def store(self) -> SqlStore:
        return SqlStore(self.threads.connect(), BOARD)

    def rows(self) -> int:
        return self.store.size()

    def note(self, text: str) -> None:
        """Write a private row on the scribe's connection."""
        self.threads.connect().change("insert into private (note) values (?)", (text,))

    def notes(self) -> set[str]:
        return {note for (note,) in self.threads.connect().execute("select note from private")}

    def hold(self) -> threading.Event:
        """Keep the scribe at a first job until the event is set, so that others wait together."""
        begun, go_on = threading.Event(), threading.Event()

        def wait(_written: list[Written]) -> None:
            begun.set()
            go_on.wait()

        self.scribe.submit(BOARD, [], wait)
        begun.wait()
        return go_on


def keeping_references(database: Database) -> Database:
    if isinstance(database, Sqlite):
        database.execute("pragma foreign_keys = on")
    return database


@pytest.fixture
def office(databases: Databases) -> Iterator[Office]:
    threads = threads_of(databases)
    make, threads.make = threads.make, lambda: keeping_references(make())
    size = lay_out(threads.connect())
    threads.connect().execute("create table private (note text not null)")
    made = Office(Scribe(threads.connect), threads, size)
    yield made
    made.scribe.close()


def test_fifty_threads_write_and_each_hears_of_its_own(office: Office) -> None:
    def send(number: int) -> int:
        account = f"account {number}"
        (one,) = office.scribe.write(BOARD, [incident(account)], lambda _: office.note(account))
        return one.index

    with ThreadPoolExecutor(50) as pool:
        indices = list(pool.map(send, range(50)))
    assert sorted(indices) == list(range(office.size, office.size + 50))
    told = {index: digest_of(f"account {number}") for number, index in enumerate(indices)}
    assert accounts(office.store) == told
    assert office.notes() == {f"account {number}" for number in range(50)}
    assert office.scribe.state(BOARD).size == office.size + 50


@pytest.mark.parametrize(("batch", "commits"), [(64, 2), (16, 5)])
def test_all_who_wait_share_a_commit(databases: Databases, batch: int, commits: int) -> None:
    threads = threads_of(databases)
    size = lay_out(threads.connect())
    office = Office(Scribe(threads.connect, batch=batch), threads, size)
    go_on = office.hold()
    waiting = [office.scribe.submit(BOARD, [incident(str(number))]) for number in range(49)]
    go_on.set()
    indices = [future.result()[0].index for future in waiting]
    assert indices == list(range(size, size + 49))
    assert threads.asked["scribe"] == commits
    office.scribe.close()


def test_nobody_hears_of_it_and_nobody_sees_it_before_the_commit(office: Office) -> None:
    seen: list[tuple[bool, int, int, int]] = []

    def look(_written: list[Written]) -> None:
        own = office.scribe.state(BOARD).size
        with ThreadPoolExecutor(1) as pool:
            reader = pool.submit(lambda: office.scribe.state(BOARD).size).result()
            row = pool.submit(office.rows).result()
        seen.append((first.done(), own, reader, row))

    go_on = office.hold()
    first = office.scribe.submit(BOARD, [incident("one")])
    second = office.scribe.submit(BOARD, [incident("two")], look)
    go_on.set()
    assert second.result()[0].index == office.size + 1
    assert seen == [(False, office.size, office.size, office.size)]
    assert office.scribe.state(BOARD).size == office.size + 2


def noting(office: Office, text: str) -> Callable[[list[Written]], None]:
    return lambda _written: office.note(text)


def test_a_refused_act_leaves_its_neighbours_alone(office: Office) -> None:
    go_on = office.hold()
    jobs = [[incident("one")], [incident("two"), elsewhere()], [incident("three")]]
    futures = [
        office.scribe.submit(BOARD, acts, noting(office, name))
        for name, acts in zip("abc", jobs, strict=True)
    ]
    go_on.set()
    with refused("role.elsewhere"):
        futures[1].result()
    assert [futures[i].result()[0].index for i in (0, 2)] == [office.size, office.size + 1]
    assert set(accounts(office.store).values()) == {digest_of("one"), digest_of("three")}
    assert office.notes() == {"a", "c"}
    assert office.scribe.state(BOARD).size == office.size + 2


def test_private_rows_and_act_fall_together(office: Office) -> None:
    def stumble(_written: list[Written]) -> None:
        office.note("half")
        raise ZeroDivisionError

    go_on = office.hold()
    bad = office.scribe.submit(BOARD, [incident("bad")], stumble)
    good = office.scribe.submit(BOARD, [incident("good")], lambda _: office.note("good"))
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        bad.result()
    assert good.result()[0].index == office.size
    assert accounts(office.store) == {office.size: digest_of("good")}
    assert office.notes() == {"good"}


def test_a_row_that_spoils_the_commit_spoils_no_other_s(office: Office) -> None:
    execute = office.threads.connect().execute
    execute("create table parent (id integer primary key)")
    execute("create table child (id integer references parent deferrable initially deferred)")

    def orphan(_written: list[Written]) -> None:
        office.threads.connect().execute("insert into child values (7)")

    go_on = office.hold()
    futures = [
        office.scribe.submit(BOARD, [incident("one")]),
        office.scribe.submit(BOARD, [incident("bad")], orphan),
        office.scribe.submit(BOARD, [incident("two")]),
    ]
    go_on.set()
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        futures[1].result()
    assert [futures[i].result()[0].index for i in (0, 2)] == [office.size, office.size + 1]
    assert set(accounts(office.store).values()) == {digest_of("one"), digest_of("two")}
    assert office.scribe.state(BOARD).size == office.size + 2


def test_boards_share_a_commit_and_nothing_else(office: Office) -> None:
    lay_out(office.threads.connect(), "association")
    go_on = office.hold()
    names = ["congress", "association", "congress", "association"]
    futures = [office.scribe.submit(name, [incident(f"{i}")]) for i, name in enumerate(names)]
    go_on.set()
    indices = [future.result()[0].index - office.size for future in futures]
    assert indices == [0, 0, 1, 1]
    assert office.threads.asked["scribe"] == 2
    assert office.scribe.state("association").size == office.size + 2


def test_too_many_are_asked_to_come_again(databases: Databases) -> None:
    threads = threads_of(databases)
    office = Office(Scribe(threads.connect, waiting=2), threads, lay_out(threads.connect()))
    go_on = office.hold()
    waiting = [office.scribe.submit(BOARD, [incident(str(number))]) for number in range(2)]
    with refused("office.busy"):
        office.scribe.write(BOARD, [incident("late")])
    go_on.set()
    assert [len(future.result()) for future in waiting] == [1, 1]
    office.scribe.close()


def test_it_writes_what_waits_before_it_ends(office: Office) -> None:
    go_on = office.hold()
    waiting = [office.scribe.submit(BOARD, [incident(str(number))]) for number in range(3)]
    go_on.set()
    office.scribe.close()
    assert [future.result()[0].index - office.size for future in waiting] == [0, 1, 2]
    with refused("office.closed"):
        office.scribe.write(BOARD, [incident("late")])


def test_what_is_cancelled_in_time_is_not_written(office: Office) -> None:
    go_on = office.hold()
    cancelled = office.scribe.submit(BOARD, [incident("cancelled")])
    assert cancelled.cancel()
    go_on.set()
    assert office.scribe.write(BOARD, [incident("next")])[0].index == office.size


def test_a_lost_connection_is_told_to_all_and_replaced(office: Office) -> None:
    go_on = office.hold()
    first = office.scribe.submit(BOARD, [incident("one")], lambda _: office.note("one"))
    second = office.scribe.submit(
        BOARD, [incident("two")], lambda _: office.threads.connect().connection.close()
    )
    third = office.scribe.submit(BOARD, [incident("three")])
    go_on.set()
    for future in (first, second, third):
        with refused("store.failed"):
            future.result()
    assert (accounts(office.store), office.notes()) == ({}, set())
    assert office.scribe.state(BOARD).size == office.size
    assert office.scribe.write(BOARD, [incident("again")])[0].index == office.size


def test_a_database_that_is_away_comes_back(databases: Databases) -> None:
    threads, away = threads_of(databases), [True]
    size = lay_out(threads.connect())

    def connect() -> Database:
        if away[0]:
            raise ConnectionRefusedError
        return threads.connect()

    scribe = Scribe(connect)
    for ask in (lambda: scribe.write(BOARD, [incident("one")]), lambda: scribe.state(BOARD)):
        with refused("store.failed"):
            ask()
    away[0] = False
    assert scribe.write(BOARD, [incident("one")])[0].index == size
    scribe.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_callers_of_a_thread_that_died_are_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_jobs: object) -> None:
        raise ZeroDivisionError

    go_on = office.hold()
    monkeypatch.setattr(office.scribe, "_commit", die)
    futures = [office.scribe.submit(BOARD, [incident(str(number))]) for number in range(3)]
    go_on.set()
    for future in futures:
        with refused("office.closed"):
            future.result(timeout=60)
    office.scribe._thread.join()
    with refused("office.closed"):
        office.scribe.submit(BOARD, [])


def test_the_state_follows_another_process(office: Office, databases: Databases) -> None:
    assert office.scribe.state("nobody").size == 0
    before = office.scribe.state(BOARD)
    assert office.scribe.state(BOARD) is before
    other = Scribe(threads_of(databases).connect)
    other.write(BOARD, [incident("theirs")])
    assert office.scribe.state(BOARD).size == office.size + 1
    assert office.scribe.write(BOARD, [incident("ours")])[0].index == office.size + 1
    assert other.state(BOARD).size == office.size + 2
    other.close()


def test_a_job_that_waits_for_another_is_an_error_not_a_standstill(office: Office) -> None:
    with pytest.raises(RuntimeError):
        office.scribe.write(BOARD, [], lambda _: wait_for_another(office))


def wait_for_another(office: Office) -> None:
    office.scribe.write(BOARD, [])


def test_a_state_that_was_rolled_back_is_never_kept(office: Office) -> None:
    def stumble(_written: list[Written]) -> None:
        raise ZeroDivisionError

    for number in range(3):
        with pytest.raises(ZeroDivisionError):
            office.scribe.write(BOARD, [incident(f"{number}"), incident("same")], stumble)
    # "same" stands last on the board that never was; the board begins anew without it.
    assert office.scribe.state(BOARD).size == office.size
    (one,) = office.scribe.write(BOARD, [incident("same")])
    assert one.index == office.size
    (entry,) = office.store.entries(office.size)
    assert office.scribe.state(BOARD).seen[hashlib.sha256(entry).hexdigest()] == office.size


def test_a_job_that_fails_costs_its_neighbours_no_replay(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(_written: list[Written]) -> None:
        raise ZeroDivisionError

    def replay(*_arguments: object) -> None:
        pytest.fail("a record is read that this process has written itself")

    office.scribe.write(BOARD, [incident("before")])
    monkeypatch.setattr("suffrage.acts.perform.follow", replay)
    go_on = office.hold()
    bad = office.scribe.submit(BOARD, [incident("bad")], stumble)
    good = office.scribe.submit(BOARD, [incident("good")])
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        bad.result()
    assert good.result()[0].index == office.size + 1
    assert office.scribe.state(BOARD).size == office.size + 2


def test_a_transaction_that_ends_too_early_undoes_the_whole_commit(office: Office) -> None:
    """As SQLite ends one by itself on a full disk; the next job must not begin its own."""

    def end(_written: list[Written]) -> None:
        office.threads.connect().execute("rollback")

    go_on = office.hold()
    futures = [
        office.scribe.submit(BOARD, [incident(str(number))], end if number == 1 else None)
        for number in range(3)
    ]
    go_on.set()
    for future in futures:
        with refused("store.failed"):
            future.result()
    assert office.store.size() == office.scribe.state(BOARD).size == office.size
    assert office.scribe.write(BOARD, [incident("0")])[0].index == office.size


def test_busy_is_said_as_busy(
    office: Office, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suffrage.adapters.postgres._PATIENCE", "1ms")
    office.scribe.write(BOARD, [], lambda _: _impatient(office))
    other = SqlStore(databases.open(), BOARD)
    with other.transaction(), refused("store.busy"):
        office.scribe.write(BOARD, [incident("one")])
    assert office.scribe.state(BOARD).size == office.size


def _impatient(office: Office) -> None:
    database = office.threads.connect()
    if isinstance(database, Sqlite):
        database.execute("pragma busy_timeout = 0")
