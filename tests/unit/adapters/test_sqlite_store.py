"""The store on SQLite: order, durability, one writer, and a crash that leaves no half."""

import sqlite3
from pathlib import Path

import pytest
from tests.support.refusals import refused

from suffrage.adapters.sqlite_store import SqliteStore, open_store
from suffrage.board.store import Addition, Waiting


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return open_store(tmp_path / "board.db")


def append(store: SqliteStore, *entries: bytes) -> None:
    with store.transaction() as writer:
        for entry in entries:
            writer.append(Addition(entry))


def test_entries_keep_their_order_and_their_bytes(store: SqliteStore, tmp_path: Path) -> None:
    append(store, b"one", b"two")
    append(store, b"three")
    assert store.size() == 3
    assert list(store.entries(0)) == [b"one", b"two", b"three"]
    assert list(store.entries(2)) == [b"three"]
    assert list(store.entries(3)) == []
    assert list(open_store(tmp_path / "board.db").entries(0)) == [b"one", b"two", b"three"]


def test_what_is_not_committed_never_was(store: SqliteStore, tmp_path: Path) -> None:
    append(store, b"one")

    def fail() -> None:
        with store.transaction() as writer:
            writer.append(Addition(b"two", (b"blob",)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.size() == 1
    assert store.blobs(0) == []
    assert open_store(tmp_path / "board.db").size() == 1


def test_a_process_killed_in_a_transaction_leaves_nothing(
    store: SqliteStore, tmp_path: Path
) -> None:
    append(store, b"one")
    store._connection.execute("begin immediate")
    store.append(Addition(b"two"))
    store._connection.close()
    assert open_store(tmp_path / "board.db").size() == 1


def test_another_writer_is_asked_to_try_again(store: SqliteStore, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "board.db", isolation_level=None, timeout=0)
    with store.transaction(), refused("store.busy"), SqliteStore(other).transaction():
        pytest.fail("two writers at once")


def test_it_writes_ahead_and_syncs_fully(store: SqliteStore) -> None:
    read = store._connection.execute
    assert read("pragma journal_mode").fetchone() == ("wal",)
    assert read("pragma synchronous").fetchone() == (2,)


def test_a_failing_commit_is_rolled_back(store: SqliteStore) -> None:
    store._connection.execute("pragma foreign_keys = on")
    store._connection.execute("create table parent (id integer primary key)")
    store._connection.execute(
        "create table child (id references parent deferrable initially deferred)"
    )

    def orphan() -> None:
        with store.transaction() as writer:
            writer.append(Addition(b"one"))
            store._connection.execute("insert into child values (7)")

    with pytest.raises(sqlite3.IntegrityError):
        orphan()
    assert not store._connection.in_transaction
    assert store.size() == 0


def test_blobs_are_kept_once_and_numbered_in_their_order(store: SqliteStore) -> None:
    with store.transaction() as writer:
        writer.append(Addition(b"one", (b"x", b"y")))
        writer.append(Addition(b"two", (b"x", b"z")))
    numbers = [number for number, _, _ in store.blobs(0)]
    assert [data for _, _, data in store.blobs(0)] == [b"x", b"y", b"z"]
    assert [data for _, _, data in store.blobs(numbers[1])] == [b"z"]
    _, digest, data = store.blobs(0)[0]
    assert store.blob(digest) == data
    assert store.blob("00" * 32) is None
    store.erase(digest)
    assert store.blob(digest) is None


def test_archives_grow_by_run(store: SqliteStore) -> None:
    with store.transaction() as writer:
        for run, data in ((1, b"a"), (2, b"x"), (1, b"b")):
            writer.append(Addition(b"%d%s" % (run, data), (), ("abroad", run), data))
    assert store.archive("abroad", 1) == b"ab"
    assert store.archive("abroad", 3) == b""
    assert list(store.archives()) == [("abroad", 1), ("abroad", 2)]


def test_a_ballot_waits_until_it_has_its_place_and_then_blocks_its_credential(
    store: SqliteStore,
) -> None:
    with store.transaction() as writer:
        writer.take_in("abroad", 1, Waiting("bb", "voter 1", b"ballot b"))
        writer.take_in("abroad", 1, Waiting("aa", "voter 2", b"ballot a"))
    assert [ballot.hash for ballot in store.waiting("abroad", 1)] == ["aa", "bb"]
    with store.transaction() as writer:
        writer.append(Addition(b"entry", (), ("abroad", 1), b"event", "bb"))
    assert [ballot.hash for ballot in store.waiting("abroad", 1)] == ["aa"]
    with refused("ballot.again", box="abroad", run=1), store.transaction() as writer:
        writer.take_in("abroad", 1, Waiting("cc", "voter 1", b"another"))
    with store.transaction() as writer:
        writer.take_in("abroad", 2, Waiting("cc", "voter 1", b"another"))


def test_the_signed_head_is_remembered(store: SqliteStore, tmp_path: Path) -> None:
    assert store.head() == (0, b"")
    store.set_head(3, b"root")
    store.set_head(5, b"later")
    assert store.head() == (5, b"later")
    assert open_store(tmp_path / "board.db").head() == (5, b"later")
