"""Work over processes: in order, a few tasks ahead, and nobody left behind whatever happens."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from suffrage.adapters import spread as spreading
from suffrage.adapters.spread import in_order, over_processes
from suffrage.errors import NotVerified

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60
# A program with two busy workers that says who they are.
BUSY = """
import os, sys, threading
from suffrage.adapters.spread import over_processes

def work(number):
    if number < 4:
        return os.getpid()
    threading.Event().wait()

if __name__ == "__main__":
    with over_processes(2) as spread:
        for pid in spread(work, range(100)):
            print(pid, flush=True)
"""


class Done:
    def __init__(self, value: int) -> None:
        self.value = value

    def result(self) -> int:
        return self.value


def test_results_come_in_order_and_few_tasks_wait() -> None:
    sent = list[int]()

    def submit(task: int) -> Done:
        sent.append(task)
        return Done(10 * task)

    results = in_order(submit, iter(range(100)), 4)
    assert next(results) == 0
    assert sent == [0, 1, 2, 3]
    assert next(results) == 10
    assert sent == [0, 1, 2, 3, 4]
    assert list(results) == [10 * number for number in range(2, 100)]
    assert list(in_order(submit, [], 4)) == []


@pytest.fixture(params=["fork", "spawn"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    name = str(request.param)
    monkeypatch.setattr(spreading, "_method", lambda: name)
    return name


def refuse(number: int) -> int:
    raise NotVerified("bel.ballot-proof", at=f"event {number}", question=1, proof=2)


def workers() -> set[int | None]:
    return {process.pid for process in active_children()}


@pytest.mark.usefixtures("method")
def test_processes_work_and_end() -> None:
    before = workers()
    with over_processes(2) as spread:
        assert list(spread(abs, range(-30, 0))) == list(range(30, 0, -1))
        assert list(spread(str, range(3))) == ["0", "1", "2"]
        assert len(workers() - before) == 2
    assert workers() == before


@pytest.mark.usefixtures("method")
def test_a_refusal_crosses_whole() -> None:
    with over_processes(1) as spread:
        with pytest.raises(NotVerified) as refusal:
            list(spread(refuse, [3]))
        assert (refusal.value.code, refusal.value.at) == ("bel.ballot-proof", "event 3")
        assert refusal.value.fields == {"question": 1, "proof": 2}
        assert list(spread(abs, [-1])) == [1]


@pytest.mark.usefixtures("method")
def test_each_worker_computes_alone_and_lets_others_be_interrupted() -> None:
    with over_processes(1) as spread:
        assert list(spread(_variable, ["RAYON_NUM_THREADS"])) == ["1"]
        assert list(spread(signal.getsignal, [signal.SIGINT])) == [signal.SIG_IGN]
    assert os.environ.get("RAYON_NUM_THREADS") != "1"


@pytest.mark.usefixtures("method")
def test_an_interruption_waits_for_no_work() -> None:
    before = workers()
    with pytest.raises(KeyboardInterrupt), over_processes(1) as spread:
        any(map(_interrupt, spread(_wait, range(5))))
    assert workers() == before


def _interrupt(number: int) -> None:
    assert number == 0
    raise KeyboardInterrupt


def _variable(name: str) -> str | None:
    return os.environ.get(name)


def _wait(number: int) -> int:
    if number:
        select.select([], [], [])
    return number


def test_as_many_processes_as_cores() -> None:
    before = workers()
    with over_processes():
        assert len(workers() - before) == len(os.sched_getaffinity(0))


def test_a_process_with_threads_is_not_copied() -> None:
    check = "import threading, suffrage.adapters.spread as s; print(s._method());"
    other = "threading.Thread(target=threading.Event().wait, daemon=True).start();"
    assert _python(check).splitlines() == ["fork" if sys.platform == "linux" else "spawn"]
    assert _python(other.join([check, "print(s._method())"])).splitlines()[1] == "spawn"


def _python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", list[int]]]:
    """A program in a session of its own, and its workers, all at work."""
    program = tmp_path / "busy.py"
    program.write_text(BUSY, "utf-8")
    # A job in the background is started without the interruption that a terminal sends.
    command = "import signal, runpy, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    command += "runpy.run_path(sys.argv[1], run_name='__main__')"
    process = subprocess.Popen(
        [sys.executable, "-c", command, program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    found = [int(process.stdout.readline()) for _ in range(4)]
    try:
        yield process, sorted(set(found))
    finally:
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.communicate()


def wait_for_the_end_of(pids: list[int]) -> bool:
    for pid in pids:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            continue
        try:
            if not select.select([descriptor], [], [], PATIENCE)[0]:
                return False
        finally:
            os.close(descriptor)
    return True


def test_an_interrupted_terminal_leaves_no_worker(
    busy: tuple["subprocess.Popen[str]", list[int]],
) -> None:
    process, pids = busy
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert wait_for_the_end_of(pids)
    assert said.count("KeyboardInterrupt") == 1


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_process_that_wanted_them(
    busy: tuple["subprocess.Popen[str]", list[int]], with_signal: signal.Signals
) -> None:
    process, pids = busy
    process.send_signal(with_signal)
    process.wait(PATIENCE)
    assert wait_for_the_end_of(pids)


def test_a_worker_that_is_killed_does_not_hold_up_the_others(
    busy: tuple["subprocess.Popen[str]", list[int]],
) -> None:
    process, pids = busy
    os.kill(pids[0], signal.SIGKILL)
    _, said = process.communicate(timeout=PATIENCE)
    assert "Unavailable: process.ended" in said
    assert wait_for_the_end_of(pids)
