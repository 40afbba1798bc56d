"""Before anybody is served: boards that lost records are found, and the others are in memory."""

from pathlib import Path

import pytest
from tests.support.forge import signed_checkpoint
from tests.support.office import Office
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.adapters.sql_store import SqlStore
from suffrage.office import boards
from suffrage.office.backups.place import RESTORING
from suffrage.office.boards import the_database
from suffrage.office.serving import boards_ready
from suffrage.office.serving.boards_ready import check_boards, warm_boards


def published(data: Path, sim: Simulation, entries: list[bytes]) -> None:
    """The public folder's checkpoint over these entries."""
    folder = data / "public" / "congress" / "log"
    folder.mkdir(parents=True)
    (folder / "checkpoint").write_bytes(signed_checkpoint(sim, entries))


def test_a_whole_office_is_ready(tmp_path: Path) -> None:
    with Office(tmp_path) as office:
        sim = Simulation().convene().fix_rules()
        office.election(sim)
        published(tmp_path, sim, list(sim.store.entries(0)))
        check_boards(tmp_path, ())


def test_a_restoration_that_did_not_end_is_not_served(tmp_path: Path) -> None:
    with Office(tmp_path):
        (tmp_path / RESTORING).touch()
        with refused("serve.restoring"):
            check_boards(tmp_path, ())


def test_a_log_that_has_signed_more_is_not_served(tmp_path: Path) -> None:
    with Office(tmp_path) as office:
        sim = Simulation().convene()
        office.election(sim)
        size = sim.store.size()
        SqlStore(the_database(), "congress").set_head(size + 3, b"")
        with refused("serve.records-missing", board="congress", missing=3, known=size + 3):
            check_boards(tmp_path, ())
        check_boards(tmp_path, ["congress"])


def test_a_board_that_is_given_up_takes_no_record_ever_again(tmp_path: Path) -> None:
    with Office(tmp_path) as office:
        sim = Simulation().convene()
        entries = list(sim.store.entries(0))
        office.election(sim)
        published(tmp_path, sim, [*entries, b"lost"])
        with refused("serve.records-missing", missing=1):
            check_boards(tmp_path, ["another"])
        check_boards(tmp_path, ["congress"])
        (tmp_path / "public" / "congress" / "log" / "checkpoint").unlink()
        with refused("log.rolled-back"):
            sim.fix_rules()
        assert sim.store.size() == len(entries)
        with refused("serve.records-missing"):
            check_boards(tmp_path, ())


def test_one_false_board_does_not_keep_the_others_out_of_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Office(tmp_path) as office:
        office.election(Simulation().convene(), "another")
        office.election(Simulation().convene())
        store = SqlStore(the_database(), "another")
        store.database.execute(
            "update suffrage_entry set data = ? where board = ?", (b"x", "another")
        )
        seen: list[str] = []

        def board_state(board: str) -> object:
            state = boards.board_state(board)
            seen.append(board)
            return state

        monkeypatch.setattr(boards_ready, "board_state", board_state)
        warm_boards()
        assert seen == ["congress"]
