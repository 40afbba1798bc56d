"""A board from a backup beside what others know of it: brought forward, held back, or refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.online_steps import ended, fixed
from tests.support.refusals import refused
from tests.support.simulator import Simulation, seed_of

from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.perform import caught_up
from suffrage.adapters.cosigning import Cosigner
from suffrage.adapters.private_file import create_private
from suffrage.adapters.sql_store import SqlStore, open_store
from suffrage.board.folder import CHECKPOINT
from suffrage.board.store import Addition
from suffrage.conduct.state import State
from suffrage.errors import SuffrageError, Unavailable
from suffrage.office.backups.compare import Compared, compare_board
from suffrage.tlog.checkpoint import Checkpoint, sign_checkpoint
from suffrage.tlog.merkle import leaf_hash
from suffrage.tlog.tree import Tree
from suffrage.tlog.witnessing import Request, encode_request
from suffrage.verify.files import Files, HeldFiles

NOW = 1_673_600_000


def older(sim: Simulation, size: int) -> SqlStore:
    """The store as a backup of that moment holds it."""
    store = open_store(":memory:", sim.store.board)
    columns = {
        "entry": "board, number, data",
        "blob": "board, hash, number, data",
        "archive": "board, box, run, position, data",
    }
    for table, named in columns.items():
        place = "position" if table == "archive" else "number"
        found = sim.store.database.execute(
            f"select {named} from suffrage_{table} where {place} < ?", (size,)
        )
        marks = ", ".join("?" * len(named.split(",")))
        for row in found:
            store.database.execute(f"insert into suffrage_{table} values ({marks})", row)
    return store


def office(sim: Simulation, tmp_path: Path) -> Path:
    """The data folder, with the key of the board's log."""
    (tmp_path / "keys").mkdir()
    create_private(tmp_path / "keys" / sim.store.board, seed_of(sim.definition.origin))
    return tmp_path


def compared(
    sim: Simulation,
    store: SqlStore,
    tmp_path: Path,
    mirrors: Sequence[Files] = (),
    witnesses: Sequence[Cosigner] = (),
    *,
    unasked: bool = False,
) -> Compared:
    data = office(sim, tmp_path)
    return compare_board(store, data, mirrors, witnesses, NOW, unasked=unasked)


def same(store: SqlStore, sim: Simulation) -> None:
    assert store.entries(0) == sim.store.entries(0)
    blobs = {(digest, data) for _, digest, data in sim.store.blobs(0)}
    assert {(digest, data) for _, digest, data in store.blobs(0)} == blobs
    for run in sim.store.archives():
        assert store.archive(*run) == sim.store.archive(*run)
    assert caught_up(State(), store) == sim.state


def test_a_mirror_brings_forward_what_the_backup_has_not_seen(tmp_path: Path) -> None:
    sim = Simulation().to_the_count().count_all()
    store = older(sim, 12)
    found = compared(sim, store, tmp_path, [HeldFiles(sim.files())])
    assert found == Compared("congress", 12, sim.store.size() - 12, 0, 0)
    same(store, sim)


def test_ballots_and_archives_come_with_it(tmp_path: Path) -> None:
    begun = fixed().store.size()
    sim = ended(1, 2, 0).decrypt_run(1)
    for number, size in enumerate((begun, begun + 5, sim.store.size() - 4)):
        store = older(sim, size)
        place = tmp_path / str(number)
        place.mkdir()
        compared(sim, store, place, [HeldFiles(sim.files())])
        same(store, sim)
        assert store.archive(BOX, 1)


def test_what_was_erased_since_is_erased_here_too(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()
    by = "secretary@75-001"
    filed = sim.act(report_incident, by, unit="75-001", type_="late-opening", account="Ada said so")
    size = sim.store.size()
    sim.act(erase_blob, "commission@chair", filed.record.payload, "privacy")
    for number, moment in enumerate((size, size - 1)):
        store = older(sim, moment)
        place = tmp_path / str(number)
        place.mkdir()
        compared(sim, store, place, [HeldFiles(sim.files())])
        assert store.blob(filed.record.payload) is None
        same(store, sim)


def test_a_shorter_mirror_has_nothing_to_add(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()
    files = HeldFiles(sim.files())
    sim.count_all()
    store = older(sim, sim.store.size())
    assert compared(sim, store, tmp_path, [files]).brought == 0
    same(store, sim)


@pytest.mark.parametrize("size", [14, 40])
def test_a_fork_is_refused_and_changes_nothing(tmp_path: Path, size: int) -> None:
    sim = Simulation().to_the_count().count_all(but=["75-001"])
    forked = Simulation().to_the_count()
    forked.receive("75-001")
    forked.count_all(but=["75-001"])
    store = older(forked, size)
    before = store.entries(0)
    with refused("restore.forked"):
        compared(sim, store, tmp_path, [HeldFiles(sim.files())])
    assert store.entries(0) == before


def test_a_mirror_that_was_changed_brings_nothing(tmp_path: Path) -> None:
    sim = Simulation().to_the_count().count_all()
    files = sim.files()
    blob = next(path for path in sorted(files) if path.startswith("blob/"))
    files[blob] += b" "
    store = older(sim, 5)
    with pytest.raises(SuffrageError):
        compared(sim, store, tmp_path, [HeldFiles(files)])
    assert store.size() == 5


def test_a_folder_that_another_key_has_signed_is_refused(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()
    store = older(sim, 9)
    (tmp_path / "keys").mkdir()
    create_private(tmp_path / "keys" / store.board, bytes(32))
    with refused("restore.other-log"):
        compare_board(store, tmp_path, [HeldFiles(sim.files())], (), NOW, unasked=False)
    assert store.size() == 9


def test_folders_of_other_boards_and_empty_ones_are_passed_over(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()
    other = OnlineSimulation()
    other.convene()
    files = sim.files()
    del files[CHECKPOINT]
    store = older(sim, 9)
    with refused("restore.nobody-asked"):
        compared(sim, store, tmp_path, [HeldFiles(files), HeldFiles({})])
    assert store.size() == 9


def witnessed(sim: Simulation) -> list[Cosigner]:
    """The camps' witnesses, who have seen all that the simulation holds."""
    tree = Tree(map(leaf_hash, sim.store.entries(0)))
    head = Checkpoint(sim.definition.origin, tree.size, tree.root())
    note = sign_checkpoint(head, sim.log)
    found = sim.new_witnesses()
    for one in found:
        one(encode_request(Request(0, (), note)), NOW)
    return list(found)


def test_what_only_a_witness_knows_of_stops_the_board(tmp_path: Path) -> None:
    sim = Simulation().to_the_count().count_all()
    store = older(sim, 12)
    found = compared(sim, store, tmp_path, (), witnessed(sim))
    assert found.missing == sim.store.size() - 12
    assert store.head()[0] == sim.store.size()
    last = sim.store.entries(12)[0]
    with refused("log.rolled-back"), store.transaction() as writer:
        writer.append(Addition(last))
    assert store.size() == 12


def test_a_mirror_and_a_witness_that_agree_leave_nothing_missing(tmp_path: Path) -> None:
    sim = Simulation().to_the_count().count_all()
    store = older(sim, 12)
    found = compared(sim, store, tmp_path, [HeldFiles(sim.files())], witnessed(sim))
    assert (found.missing, found.silent) == (0, 0)
    same(store, sim)


def test_a_witness_of_another_history_is_a_fork(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()
    sim.receive("75-001")
    forked = Simulation().to_the_count()
    forked.receive("75-002")
    assert forked.store.size() == sim.store.size()
    with refused("restore.forked"):
        compared(sim, older(sim, sim.store.size()), tmp_path, (), witnessed(forked))


def test_where_nobody_answers_somebody_must_say_so(tmp_path: Path) -> None:
    sim = Simulation().to_the_count()

    def away(_body: bytes, _now: int) -> bytes:
        raise Unavailable("http.unreachable", url="x", reason="y")

    store = older(sim, 9)
    with refused("restore.nobody-asked"):
        compared(sim, store, tmp_path, (), [away])
    found = compare_board(store, tmp_path, (), [away], NOW, unasked=True)
    assert found == Compared("congress", 9, 0, 0, 1)


def test_a_board_that_was_never_published_asks_nobody(tmp_path: Path) -> None:
    sim = Simulation().convene()
    found = compare_board(older(sim, 3), tmp_path, (), (), NOW, unasked=False)
    assert found == Compared("congress", 3, 0, 0, 0)


def test_a_backup_from_before_the_log_s_key_does_not_go_on_with_another(tmp_path: Path) -> None:
    sim = Simulation().convene()
    with refused("restore.other-log"):
        compare_board(older(sim, 3), tmp_path, [HeldFiles(sim.files())], (), NOW, unasked=True)
