"""The publisher: a folder that verifies at every step, and a log that never forks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.support.folders import check, policy_of
from tests.support.online_election import BOX, OnlineSimulation
from tests.support.refusals import refused
from tests.support.simulator import Simulation, witnesses

from suffrage.acts.closing.erase_blob import erase_blob
from suffrage.acts.disputes.report_incident import report_incident
from suffrage.acts.perform import LiveBoard
from suffrage.adapters.cosigning import Cosigner
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.publisher import Publisher
from suffrage.board.folder import blob_path
from suffrage.conduct.state import State
from suffrage.errors import Refused, Unavailable
from suffrage.site.computed import computed_files
from suffrage.tlog.checkpoint import decode_checkpoint
from suffrage.tlog.keys import format_key
from suffrage.tlog.note import parse_note

pytestmark = pytest.mark.long

NOW = 1_673_600_000


def publisher(
    simulation: Simulation,
    root: Path,
    cosigners: Sequence[Cosigner] | None = None,
    board: LiveBoard | None = None,
) -> Publisher:
    key = format_key(simulation.log.key)

    def render(state: State, log_root: bytes) -> dict[str, bytes]:
        return dict(computed_files(state, log_root, key))

    asked = witnesses(simulation.definition) if cosigners is None else cosigners
    return Publisher(simulation.store, PublicFolder(root), simulation.log, render, asked, board)


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def size_of(checkpoint: bytes) -> int:
    return decode_checkpoint(parse_note(checkpoint).text).size


def test_the_folder_verifies_after_each_publication(tmp_path: Path) -> None:
    simulation = Simulation().convene()
    desk = publisher(simulation, tmp_path)
    for step in (
        simulation.fix_rules,
        simulation.open_polls,
        simulation.close_polls,
        simulation.count_all,
        simulation.announce,
    ):
        step()
        assert size_of(desk.publish(NOW)) == simulation.state.size
        report = check(files(tmp_path), policy_of(simulation))
        assert report.failures == ()
        assert len(report.cosigned) == 2


def test_the_caller_may_lend_its_board(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path, board=simulation.board)
    for step in (simulation.count_all, simulation.announce):
        step()
        assert size_of(desk.publish(NOW)) == simulation.state.size
        assert check(files(tmp_path), policy_of(simulation)).failures == ()


def test_partial_tiles_are_removed_once_the_full_one_is_there(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    while simulation.state.size < 250:
        note = f"Note {simulation.state.size}."
        simulation.act(report_incident, "agent@to1", unit="75-001", type_="note", account=note)
        if simulation.state.size % 40 == 0:
            desk.publish(NOW)
    assert any(".p/" in path for path in files(tmp_path))
    for index in range(10):
        note = f"Last note {index}."
        simulation.act(report_incident, "agent@to1", unit="75-001", type_="note", account=note)
    desk.publish(NOW)
    kept = sorted(path for path in files(tmp_path) if path.startswith("log/tile/0/"))
    size = simulation.state.size
    assert kept == ["log/tile/0/000", f"log/tile/0/001.p/{size - 256}"]
    assert check(files(tmp_path), policy_of(simulation)).failures == ()


def test_publishing_again_changes_nothing_but_time(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    desk.publish(NOW)
    before = files(tmp_path)
    desk.publish(NOW + 60)
    after = files(tmp_path)
    assert {path for path in before if before[path] != after[path]} <= {"log/checkpoint"}


def test_a_process_that_starts_again_goes_on_where_the_log_was(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    publisher(simulation, tmp_path).publish(NOW)
    simulation.count_all()
    publisher(simulation, tmp_path).publish(NOW)
    assert check(files(tmp_path), policy_of(simulation)).failures == ()


def test_a_store_restored_from_an_old_backup_signs_nothing(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    desk.publish(NOW)
    signed = simulation.state.size
    simulation.store.database.connection.execute(
        "delete from suffrage_entry where number = ?", (signed - 1,)
    )
    before = files(tmp_path)
    for one in (desk, publisher(simulation, tmp_path)):
        with refused("log.rolled-back", size=signed):
            one.publish(NOW)
    assert files(tmp_path) == before


def test_a_store_that_tells_another_story_signs_nothing(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    publisher(simulation, tmp_path).publish(NOW)
    other = Simulation().convene().fix_rules().open_polls()
    other.act(report_incident, "agent@to1", unit="75-001", type_="note", account="A note.")
    other.store.set_head(*simulation.store.head())
    assert other.state.size == simulation.state.size
    with refused("log.rolled-back"):
        publisher(other, tmp_path / "other").publish(NOW)


def test_an_erased_text_leaves_the_folder(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    text = simulation.act(
        report_incident, "agent@to1", unit="75-001", type_="noise", account="Mr Martin shouted."
    ).record.payload
    desk.publish(NOW)
    assert blob_path(text) in files(tmp_path)
    simulation.act(erase_blob, "commission@chair", text, "personal-data")
    desk.publish(NOW)
    assert blob_path(text) not in files(tmp_path)
    assert check(files(tmp_path), policy_of(simulation)).failures == ()


def test_a_witness_that_is_away_delays_nobody_and_catches_up(tmp_path: Path) -> None:
    simulation = Simulation().convene()
    first, second = witnesses(simulation.definition)
    away = True

    def sometimes(body: bytes, now: int) -> bytes:
        if away:
            raise Unavailable("store.busy")
        return second(body, now)

    desk = publisher(simulation, tmp_path, [first, sometimes])
    one = desk.publish(NOW)
    simulation.fix_rules()
    away = False
    both = desk.publish(NOW)
    assert both.count(b"\xe2\x80\x94") == one.count(b"\xe2\x80\x94") + 1


def test_a_witness_that_knows_more_than_this_process_says_so_and_is_asked_again(
    tmp_path: Path,
) -> None:
    simulation = Simulation().convene()
    asked = witnesses(simulation.definition)
    publisher(simulation, tmp_path, asked).publish(NOW)
    simulation.fix_rules()
    publisher(simulation, tmp_path, asked).publish(NOW)
    report = check(files(tmp_path), policy_of(simulation))
    assert (report.failures, len(report.cosigned)) == ((), 2)


def test_what_another_process_writes_meanwhile_waits_for_the_next_time(tmp_path: Path) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    honest = desk._board.state

    def state_then_a_sheet() -> Any:
        state = honest()
        simulation.receive("75-001")
        return state

    desk._board.state = state_then_a_sheet  # type: ignore[method-assign]
    size = size_of(desk.publish(NOW))
    assert size == simulation.state.size - 1
    report = check(files(tmp_path), policy_of(simulation))
    assert [one.code for one in report.failures if not one.place.startswith("blob/")] == []


@pytest.mark.parametrize("times", [2])
def test_a_checkpoint_is_the_last_thing_written(tmp_path: Path, times: int) -> None:
    simulation = Simulation().to_the_count()
    desk = publisher(simulation, tmp_path)
    order: list[str] = []
    folder = desk._folder
    honest = folder.replace

    def noted(path: str, data: bytes, *, durable: bool = True) -> None:
        order.append(path)
        honest(path, data, durable=durable)

    folder.replace = noted  # type: ignore[method-assign]
    for _ in range(times):
        desk.publish(NOW)
    assert order[-1] == "log/checkpoint"
    assert order.count("log/checkpoint") == times


def test_the_archives_of_boxes_grow_in_the_folder(tmp_path: Path) -> None:
    simulation = OnlineSimulation()
    simulation.convene().fix_rules()
    simulation.open_run(1)
    desk = publisher(simulation, tmp_path)
    desk.publish(NOW)
    before = files(tmp_path)[f"box/{BOX}-1.bel"]
    simulation.cast(1, 1, 2)
    desk.publish(NOW)
    after = files(tmp_path)[f"box/{BOX}-1.bel"]
    assert after.startswith(before)
    assert len(after) > len(before)
    assert check(files(tmp_path), policy_of(simulation)).failures == ()


def test_a_witness_shows_the_key_that_the_definition_names() -> None:
    definition = Simulation().definition
    shown = [witness.key for witness in witnesses(definition)]
    assert shown == list(definition.witnesses.keys.values())


def test_a_witness_that_refuses_for_good_is_left_out(tmp_path: Path) -> None:
    simulation = Simulation().convene()

    def never(_body: bytes, _now: int) -> bytes:
        raise Refused("witness.origin", origin="elsewhere")

    checkpoint = publisher(simulation, tmp_path, [never]).publish(NOW)
    assert size_of(checkpoint) == simulation.state.size
    assert check(files(tmp_path)).cosigned == ()
