"""The store on both databases: order, durability, one writer a board, boards that never mix."""

import sqlite3
from pathlib import Path

import pytest
from tests.support.databases import Databases, on_postgres
from tests.support.postgres import Server
from tests.support.refusals import refused

from suffrage.adapters.sql_store import SqlStore, open_store
from suffrage.adapters.sqlite import Sqlite, open_sqlite
from suffrage.board.store import Addition, Waiting

pytestmark = pytest.mark.long


@pytest.fixture
def store(databases: Databases) -> SqlStore:
    return SqlStore(databases.open(), "congress")


def again(databases: Databases) -> SqlStore:
    """The same board, as another process finds it."""
    return SqlStore(databases.open(), "congress")


def append(store: SqlStore, *entries: bytes) -> None:
    with store.transaction() as writer:
        for entry in entries:
            writer.append(Addition(entry))


def test_entries_keep_their_order_and_their_bytes(store: SqlStore, databases: Databases) -> None:
    append(store, b"one", b"two")
    append(store, b"th\0ree\xff")
    assert store.size() == 3
    assert list(store.entries(0)) == [b"one", b"two", b"th\0ree\xff"]
    assert list(store.entries(2)) == [b"th\0ree\xff"]
    assert list(store.entries(3)) == []
    assert list(again(databases).entries(0)) == [b"one", b"two", b"th\0ree\xff"]


def test_what_is_not_committed_never_was(store: SqlStore, databases: Databases) -> None:
    append(store, b"one")

    def fail() -> None:
        with store.transaction() as writer:
            writer.append(Addition(b"two", (b"blob",)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.size() == 1
    assert store.blobs(0) == []
    assert not store.database.inside
    assert again(databases).size() == 1


def test_a_connection_lost_in_a_transaction_leaves_nothing(databases: Databases) -> None:
    store = again(databases)
    append(store, b"one")
    store.database.execute("begin")
    store.append(Addition(b"two"))
    store.database.connection.close()
    assert again(databases).size() == 1


def test_another_writer_of_a_board_is_asked_to_try_again(
    store: SqlStore, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = again(databases)
    impatient(other, monkeypatch)
    with store.transaction(), refused("store.busy"), other.transaction():
        pytest.fail("two writers at once")
    append(other, b"now")


def impatient(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(store.database, Sqlite):
        store.database.execute("pragma busy_timeout = 0")
    monkeypatch.setattr("suffrage.adapters.postgres._PATIENCE", "1ms")


def test_boards_share_a_database_and_nothing_else(databases: Databases) -> None:
    database = databases.open()
    one, two = SqlStore(database, "congress"), SqlStore(database, "association")
    append(one, b"a", b"b")
    with two.transaction() as writer:
        writer.append(Addition(b"c", (b"blob",), ("abroad", 1), b"event"))
        writer.take_in("abroad", 1, Waiting("aa", "voter", b"ballot"))
    two.set_head(1, b"root")
    assert (one.size(), two.size()) == (2, 1)
    assert list(two.entries(0)) == [b"c"]
    ((_, digest, _),) = two.blobs(0)
    assert (one.blobs(0), one.blob(digest)) == ([], None)
    assert (one.archives(), one.archive("abroad", 1)) == ([], b"")
    assert (one.waiting("abroad", 1), one.head()) == ([], (0, b""))
    with one.transaction() as writer:
        writer.append(Addition(b"d", (b"blob",)))
        writer.take_in("abroad", 1, Waiting("aa", "voter", b"ballot"))
        writer.erase(digest)
    assert two.blob(digest) == b"blob"
    one.set_head(1, b"other")
    assert two.head() == (1, b"root")


def test_a_failing_commit_is_rolled_back(store: SqlStore) -> None:
    execute = store.database.execute
    if isinstance(store.database, Sqlite):
        execute("pragma foreign_keys = on")
    execute("create table parent (id integer primary key)")
    execute("create table child (id integer references parent deferrable initially deferred)")

    def orphan() -> None:
        with store.transaction() as writer:
            writer.append(Addition(b"one"))
            execute("insert into child values (7)")

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        orphan()
    assert not store.database.inside
    assert store.size() == 0


def test_a_transaction_joins_the_caller_s_and_leaves_its_commit_to_it(
    store: SqlStore, databases: Databases
) -> None:
    store.database.execute("begin")
    append(store, b"one")

    def fail() -> None:
        with store.transaction() as writer:
            writer.append(Addition(b"two"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(store.entries(0)) == [b"one"]
    assert again(databases).size() == 0
    store.database.execute("commit")
    assert again(databases).size() == 1


def test_who_arrives_while_another_writes_does_not_wait(
    store: SqlStore, databases: Databases
) -> None:
    with store.transaction() as writer:
        writer.append(Addition(b"one", (b"blob",)))
        assert again(databases).size() == 0


def test_a_caller_s_transaction_that_has_not_asked_for_the_lock_gets_it(
    store: SqlStore, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = again(databases)
    impatient(other, monkeypatch)
    store.database.execute("begin")
    with store.transaction(), refused("store.busy"), other.transaction():
        pytest.fail("two writers at once")
    store.database.execute("rollback")


def test_blobs_are_kept_once_and_belong_to_the_entry_that_brought_them(store: SqlStore) -> None:
    with store.transaction() as writer:
        writer.append(Addition(b"one", (b"x", b"y")))
        writer.append(Addition(b"two", (b"x", b"z")))
    assert {(index, data) for index, _, data in store.blobs(0)} == {(0, b"x"), (0, b"y"), (1, b"z")}
    ((_, digest, data),) = store.blobs(1)
    assert store.blob(digest) == data == b"z"
    assert store.blob("00" * 32) is None
    store.erase(digest)
    assert store.blob(digest) is None


def test_who_reads_on_after_an_erasure_misses_no_blob(store: SqlStore) -> None:
    with store.transaction() as writer:
        writer.append(Addition(b"one", (b"x",)))
    ((_, digest, _),) = store.blobs(0)
    seen = store.size()
    store.erase(digest)
    with store.transaction() as writer:
        writer.append(Addition(b"two", (b"y",)))
        writer.append(Addition(b"three", (b"x",)))
    assert [data for _, _, data in store.blobs(seen)] == [b"y", b"x"]


def test_archives_grow_by_run(store: SqlStore) -> None:
    with store.transaction() as writer:
        for run, data in ((1, b"a"), (2, b"x"), (1, b"b")):
            writer.append(Addition(b"%d%s" % (run, data), (), ("abroad", run), data))
    assert store.archive("abroad", 1) == b"ab"
    assert store.archive("abroad", 3) == b""
    assert list(store.archives()) == [("abroad", 1), ("abroad", 2)]


def test_a_ballot_waits_until_it_has_its_place_and_then_blocks_its_credential(
    store: SqlStore,
) -> None:
    with store.transaction() as writer:
        writer.take_in("abroad", 1, Waiting("bb", "voter 1", b"ballot b"))
        writer.take_in("abroad", 1, Waiting("aa", "voter 2", b"ballot a"))
    assert [ballot.hash for ballot in store.waiting("abroad", 1)] == ["aa", "bb"]
    with store.transaction() as writer:
        writer.append(Addition(b"entry", (), ("abroad", 1), b"event", "bb"))
    assert store.waiting("abroad", 1) == [Waiting("aa", "voter 2", b"ballot a")]
    with refused("ballot.again", box="abroad", run=1), store.transaction() as writer:
        writer.take_in("abroad", 1, Waiting("cc", "voter 1", b"another"))
    with store.transaction() as writer:
        writer.take_in("abroad", 2, Waiting("cc", "voter 1", b"another"))


def test_texts_are_in_the_order_of_their_bytes(store: SqlStore) -> None:
    names = ["b", "a-b", "aa", "ab", "é", "a-", "B"]
    with store.transaction() as writer:
        for name in names:
            writer.append(Addition(name.encode(), (), (name, 1), b""))
    assert [box for box, _ in store.archives()] == sorted(names)


def test_the_signed_head_is_remembered(store: SqlStore, databases: Databases) -> None:
    assert store.head() == (0, b"")
    store.set_head(3, b"root")
    store.set_head(5, b"later")
    assert store.head() == (5, b"later")
    with refused("log.head-newer", size=4, signed=5):
        store.set_head(4, b"earlier")
    assert again(databases).head() == (5, b"later")


def test_a_store_that_lost_what_its_log_has_signed_takes_nothing(
    store: SqlStore, databases: Databases
) -> None:
    append(store, b"one", b"two")
    store.set_head(2, b"root")
    append(store, b"three")
    store.set_head(5, b"seen elsewhere")
    with refused("log.rolled-back", size=5, found=3):
        append(store, b"four")
    assert again(databases).entries(0) == [b"one", b"two", b"three"]


# -- what one of the two does alone ------------------------------------------------------------


def test_sqlite_writes_ahead_and_syncs_fully(tmp_path: Path) -> None:
    read = open_store(tmp_path / "board.db", "congress").database.execute
    assert read("pragma journal_mode") == [("wal",)]
    assert read("pragma synchronous") == [(2,)]


def test_a_disk_that_is_full_ends_the_transaction_and_says_so(tmp_path: Path) -> None:
    store = open_store(tmp_path / "board.db", "congress")
    ((pages,),) = store.database.execute("pragma page_count")
    store.database.execute(f"pragma max_page_count = {pages + 2}")
    with refused("store.failed"), store.transaction() as writer:
        writer.append(Addition(b"x" * 100_000))
    assert not store.database.inside
    assert store.size() == 0


def test_what_sqlite_cannot_understand_is_not_called_unavailable() -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_sqlite(":memory:").execute("select from nothing")


def test_postgres_waits_for_the_disk_whatever_the_server_s_default_is(postgres: Server) -> None:
    made = on_postgres(postgres)
    store = SqlStore(made.open(), "congress")
    store.database.execute("set synchronous_commit = off")
    with store.transaction():
        assert store.database.execute("show synchronous_commit") == [("on",)]
        assert store.database.execute("show transaction_isolation") == [("read committed",)]
    made.close()


def test_postgres_lets_two_boards_be_written_at_once(postgres: Server) -> None:
    made = on_postgres(postgres)
    one, two = SqlStore(made.open(), "congress"), SqlStore(made.open(), "association")
    with one.transaction(), two.transaction() as writer:
        writer.append(Addition(b"at once"))
    assert two.size() == 1
    made.close()
