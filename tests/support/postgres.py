"""A real PostgreSQL server for tests: in a folder of its own, on a free port, ended by its pid.

It writes as durably as PostgreSQL does by default, so that a crash means what it means elsewhere.
PostgreSQL refuses to run as root, and then it runs as ``postgres`` or ``nobody``.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import TupleRow

DEBIAN = Path("/usr/lib/postgresql")
SUPERUSER = "suffrage"
INITDB = ("-U", SUPERUSER, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")


@dataclass(frozen=True)
class Server:
    """A running server; ``port`` is on 127.0.0.1."""

    port: int
    pid: int
    _numbers: Iterator[int] = field(default_factory=count)

    def create_database(self) -> str:
        """A new empty database; its name comes back."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"create database {name} template template0".encode())
        return name

    def address(self, database: str) -> str:
        """A connection string, which is a ``DATABASE_URL`` too."""
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str) -> psycopg.Connection[TupleRow]:
        """A connection in autocommit mode."""
        return psycopg.connect(self.address(database), autocommit=True)


@contextmanager
def running_postgres() -> Iterator[Server]:
    """A server for as long as the block runs; skips the test where PostgreSQL is absent."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is absent: install the package postgresql")
    folder = Path(tempfile.mkdtemp(prefix="suffrage-postgres-"))
    user = _user(folder)
    data = folder / "data"
    try:
        subprocess.run(
            [programs / "initdb", "-D", data, *INITDB],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **user,
        )
        with _started(programs, data, user) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@contextmanager
def _started(programs: Path, data: Path, user: Mapping[str, Any]) -> Iterator[Server]:
    port = _free_port()
    settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": ""}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (data.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, *options], stderr=log, cwd=data, **user
        )
    try:
        _await(server, port, data.parent / "server.log")
        yield Server(port, server.pid)
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        server.wait(timeout=60)


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Until the server answers; it writes a line of its own when it is ready."""
    while server.poll() is None:
        try:
            psycopg.connect(f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres").close()
        except psycopg.OperationalError:
            continue
        return
    raise RuntimeError(log.read_text(encoding="utf-8"))


def _programs() -> Path | None:
    """The folder of the newest PostgreSQL of Debian's, or of the one on the PATH."""
    versions = [path for path in DEBIAN.glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return None if found is None else Path(found).resolve().parent


def _user(folder: Path) -> dict[str, Any]:
    """How to start a program as somebody who is not root and owns the folder."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
