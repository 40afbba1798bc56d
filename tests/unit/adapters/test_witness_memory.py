"""What a witness remembers: durable, one caller at a time, never made anew."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from threading import Barrier, Event, Thread

from tests.support.refusals import refused
from tests.support.tlog import make_tree
from tests.support.witnessed import NOW, body, forked_tree, new_memory, new_witness

from suffrage.adapters.witness_memory import WitnessMemory, create_memory
from suffrage.errors import Refused


def test_it_remembers_each_role_and_log_apart(tmp_path: Path) -> None:
    cosigned = new_memory(tmp_path)
    path = tmp_path / "witness.state"
    followed = WitnessMemory(path, "followed")
    for memory, origin, note in (
        (cosigned, "a", b"1"),
        (cosigned, "b", b"2"),
        (followed, "a", b"3"),
    ):
        with memory.transaction() as ledger:
            assert ledger.last(origin) is None
            ledger.keep(origin, note)
    with WitnessMemory(path).transaction() as ledger:
        assert (ledger.last("a"), ledger.last("b"), ledger.last("c")) == (b"1", b"2", None)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_refusal_undoes_what_was_kept(tmp_path: Path) -> None:
    memory = new_memory(tmp_path)
    with refused("x.y"), memory.transaction() as ledger:
        ledger.keep("a", b"1")
        raise Refused("x.y")
    with memory.transaction() as ledger:
        assert ledger.last("a") is None


def test_a_lost_memory_is_not_made_anew(tmp_path: Path) -> None:
    with refused("witness.state-lost"):
        WitnessMemory(tmp_path / "witness.state")
    memory = new_memory(tmp_path)
    with refused("private.exists"):
        create_memory(tmp_path / "witness.state")
    (tmp_path / "witness.state").unlink()
    with refused("witness.state-lost"), memory.transaction():
        pass
    assert not (tmp_path / "witness.state").exists()


def test_another_file_is_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "witness.state"
    path.write_bytes(b"nothing of the kind" * 100)
    with refused("witness.state"), WitnessMemory(path).transaction():
        pass


def test_two_requests_at_once_cannot_both_be_the_next(tmp_path: Path) -> None:
    """Two trees of one size race; one is cosigned, and the other is told so."""
    for round_ in range(10):
        folder = tmp_path / str(round_)
        folder.mkdir()
        witness = new_witness(new_memory(folder))
        barrier, statuses = Barrier(2), list[int]()

        def ask(request: bytes, barrier: Barrier = barrier, statuses: list[int] = statuses) -> None:
            barrier.wait()
            statuses.append(witness.add_checkpoint(request, NOW).status)  # noqa: B023

        requests = (body(make_tree(5), 0), body(forked_tree(5, 1), 0))
        threads = [Thread(target=ask, args=(request,)) for request in requests]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) == [200, 409]


def test_the_next_caller_waits_before_it_reads(tmp_path: Path) -> None:
    memory, entered = new_memory(tmp_path), Event()
    found: list[bytes | None] = []

    def second() -> None:
        with memory.transaction() as ledger:
            entered.set()
            found.append(ledger.last("a"))

    # The first transaction of all makes the table; here there is one.
    with memory.transaction():
        pass
    thread = Thread(target=second)
    with memory.transaction() as ledger:
        thread.start()
        assert not entered.wait(0.1)
        ledger.keep("a", b"1")
    thread.join()
    assert found == [b"1"]


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.support.witnessed import NOW, body, new_witness
from tests.support.tlog import make_tree
from suffrage.adapters.witness_memory import WitnessMemory
size = int(sys.argv[2])
answer = new_witness(WitnessMemory(Path(sys.argv[1]))).add_checkpoint(body(make_tree(size), 0), NOW)
assert answer.status == 200
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_between_memory_and_answer_it_remembers(tmp_path: Path) -> None:
    """The state is durable before a cosignature can leave: after the kill a fork is refused."""
    memory = new_memory(tmp_path)
    command = [sys.executable, "-c", KILLED, str(tmp_path / "witness.state"), "5"]
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(command, cwd=root, env={**os.environ, "PYTHONPATH": "."}, check=False)
    assert done.returncode == -signal.SIGKILL
    witness = new_witness(memory)
    assert witness.add_checkpoint(body(forked_tree(5, 1), 0), NOW).body == b"5\n"
    assert witness.add_checkpoint(body(forked_tree(5, 1), 5), NOW).status == 422
    assert witness.add_checkpoint(body(make_tree(7), 5), NOW).status == 200
