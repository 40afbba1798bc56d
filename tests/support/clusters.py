"""Dask on the loopback: a scheduler and workers that a test starts and ends itself."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

PATIENCE = 120


@contextmanager
def program(name: str, *arguments: str | Path) -> Iterator["subprocess.Popen[str]"]:
    """A program of Dask on the loopback, ended with the block, or after two minutes."""
    command = [sys.executable, "-m", f"distributed.cli.{name}", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--no-dashboard", *map(str, arguments)], stderr=subprocess.PIPE, text=True
    )
    end = threading.Timer(PATIENCE, process.kill)
    end.start()
    try:
        yield process
    finally:
        end.cancel()
        process.kill()
        process.communicate()


def line_of(process: "subprocess.Popen[str]", pattern: str) -> str:
    """The first thing said that matches; what comes later is read and forgotten."""
    assert process.stderr is not None
    said = list[str]()
    for line in process.stderr:
        said.append(line)
        if found := re.search(pattern, line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return found[0]
    pytest.fail("".join(said))


@contextmanager
def scheduler() -> Iterator[str]:
    """The address of a scheduler without workers."""
    with program("dask_scheduler", "--port", "0") as process:
        yield line_of(process, r"tcp://127\.0\.0\.1:\d+")


@contextmanager
def worker(at: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """A worker of one thread that the scheduler knows."""
    alone = ("--no-nanny", "--nthreads", "1", "--local-directory", folder)
    with program("dask_worker", at, *alone) as process:
        line_of(process, "Registered to")
        yield process


@contextmanager
def two_workers(folder: Path) -> Iterator[str]:
    """The address of a scheduler with two workers, which keep what they keep in the folder."""
    with ExitStack() as stack:
        at = stack.enter_context(scheduler())
        for number in range(2):
            stack.enter_context(worker(at, folder / str(number)))
        yield at
