"""The publisher killed between any two writes, its store rolled back, and a second publisher."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.support.folders import failures, policy_of
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.opening.amend_roll import amend_roll
from suffrage.adapters.public_folder import PublicFolder
from suffrage.adapters.publisher import Publisher
from suffrage.adapters.sql_store import SqlStore, open_store
from suffrage.board.store import Addition
from suffrage.conduct.state import State
from suffrage.site.computed import computed_files
from suffrage.tlog.keys import format_key

NOW = 1_673_600_000


class Killed(BaseException):
    """The process ends here; nothing may catch it."""


class Dying(PublicFolder):
    """A folder in which the process is killed at its n-th write, before or after the rename."""

    def __init__(self, root: Path, writes: int, *, renamed: bool) -> None:
        super().__init__(root)
        self.root, self.left, self.renamed = root, writes, renamed

    def replace(self, path: str, data: bytes, *, durable: bool = True) -> None:
        self.left -= 1
        if self.left >= 0:
            super().replace(path, data, durable=durable)
            return
        if self.renamed:
            super().replace(path, data, durable=durable)
        else:
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (target.parent / f".{target.name}.new").write_bytes(data[:7])
        raise Killed


def publisher(simulation: Simulation, folder: PublicFolder, store: SqlStore) -> Publisher:
    key = format_key(simulation.log.key)

    def render(state: State, root: bytes) -> Mapping[str, bytes]:
        return computed_files(state, root, key)

    return Publisher(store, folder, simulation.log, render, simulation.witnesses)


def publish(simulation: Simulation, root: Path) -> bytes:
    return publisher(simulation, PublicFolder(root), simulation.store).publish(NOW)


def folder_of(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def amend(simulation: Simulation) -> None:
    simulation.wait().act(
        amend_roll, "federation@75", unit="75-001", added=1, removed=0, ground="joined"
    )


def lasting(files: Mapping[str, bytes], older: int = 0) -> dict[str, bytes]:
    """All files but the partial tiles of an older size, which may stand or not."""
    return {path: data for path, data in files.items() if not path.endswith(f".p/{older}")}


@pytest.mark.parametrize("renamed", [False, True])
def test_killed_between_any_two_writes_the_next_one_publishes_the_same(
    tmp_path: Path, *, renamed: bool
) -> None:
    honest = Simulation().convene().fix_rules()
    size = honest.state.size
    amend(honest)
    publish(honest, tmp_path / "whole")
    whole = folder_of(tmp_path / "whole")
    kills = 0
    for writes in range(40):
        simulation = Simulation().convene().fix_rules()
        root = tmp_path / str(writes)
        dying = Dying(root, writes, renamed=renamed)
        try:
            publisher(simulation, dying, simulation.store).publish(NOW)
        except Killed:
            kills += 1
        amend(simulation)
        publish(simulation, root)
        assert lasting(folder_of(root), size) == whole
    assert kills > 10
    assert failures(folder_of(root), policy_of(simulation)) == set()


def restored(simulation: Simulation, size: int) -> SqlStore:
    """A store from a backup made at ``size``, with the head that was signed then."""
    store = open_store(":memory:", simulation.definition.slug)
    for number, entry in enumerate(simulation.store.entries(0)[:size]):
        every = tuple(data for _, _, data in simulation.store.blobs(0)) if not number else ()
        store.append(Addition(entry, every))
    return store


def test_a_store_restored_from_a_backup_signs_no_other_log(tmp_path: Path) -> None:
    simulation = Simulation().convene().fix_rules()
    size = simulation.state.size
    amend(simulation)
    amend(simulation)
    publish(simulation, tmp_path)
    before = folder_of(tmp_path)
    again = publisher(simulation, PublicFolder(tmp_path), restored(simulation, size))
    with refused("log.rolled-back", size=size + 2, found=size):
        again.publish(NOW)
    other = Simulation().convene().fix_rules()
    for _ in range(3):
        amend(other.wait(7))
    with refused("log.rolled-back", size=size + 2, found=size + 3):
        publisher(other, PublicFolder(tmp_path), other.store).publish(NOW)
    assert folder_of(tmp_path) == before


def test_a_folder_of_another_log_is_left_alone(tmp_path: Path) -> None:
    simulation = Simulation().convene()
    publish(simulation, tmp_path)
    note = (tmp_path / "log/checkpoint").read_bytes()
    (tmp_path / "log/checkpoint").write_bytes(note.replace(b"congress", b"congrexx"))
    with refused("note.unsigned"):
        publish(simulation, tmp_path)


def test_files_that_a_loss_of_power_took_are_written_again(tmp_path: Path) -> None:
    simulation = Simulation().convene().fix_rules()
    publish(simulation, tmp_path)
    before = folder_of(tmp_path)
    for path in before:
        if path != "log/checkpoint":
            (tmp_path / path).unlink()
    publish(simulation, tmp_path)
    assert folder_of(tmp_path) == before


def test_a_slower_publisher_does_not_take_back_what_was_signed() -> None:
    simulation = Simulation().convene()
    simulation.store.set_head(5, b"r" * 32)
    with refused("log.head-newer", size=4, signed=5):
        simulation.store.set_head(4, b"s" * 32)
    assert simulation.store.head() == (5, b"r" * 32)
