"""The processes of one office that a test started: which they are, and an end for one of them.

Only what the test's own server has begun is ever ended, by its number.
"""

import os
import signal
import time
from pathlib import Path
from typing import Final

__all__ = ["await_end", "children", "kill", "publishers", "workers"]

_SECONDS: Final = 60.0


def children(parent: int) -> list[int]:
    """The processes that a process has begun and that still run, the oldest first."""
    folders = (folder for folder in Path("/proc").iterdir() if folder.name.isdigit())
    return sorted(int(folder.name) for folder in folders if _parent(folder) == parent)


def publishers(server: int) -> list[int]:
    """The publishers of a server."""
    return [pid for pid in children(server) if b"suffrage.office.publishing" in _command(pid)]


def workers(server: int) -> list[int]:
    """Its processes that answer requests."""
    return [pid for pid in children(server) if b"\0serve\0" in _command(pid)]


def kill(pid: int) -> None:
    """End a process without a word to it."""
    os.kill(pid, signal.SIGKILL)


def await_end(pid: int) -> None:
    """Return once a process is gone; fail where it stays."""
    until = time.monotonic() + _SECONDS
    while Path(f"/proc/{pid}").exists() and _state(pid) not in "ZX":
        assert time.monotonic() < until, f"process {pid} stays"
        time.sleep(0.02)


def _parent(folder: Path) -> int:
    try:
        fields = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    state, parent, *_ = fields.rpartition(")")[2].split()
    return 0 if state in "ZX" else int(parent)


def _state(pid: int) -> str:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "X"
    return fields.rpartition(")")[2].split()[0]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
