"""The publisher beside the web server: started again, not too fast, and one at a time."""

import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.support.office import Office
from tests.support.postgres import Server
from tests.support.refusals import refused

from suffrage.office.boards import the_database
from suffrage.office.publishing import alone
from suffrage.office.publishing.alone import only_publisher
from suffrage.office.serving.keeper import Keeper

pytestmark = pytest.mark.long


class Started:
    """Publishers of a test: how many were started, and an end for the last of them."""

    def __init__(self) -> None:
        self.number, self.ended, self.told = 0, True, 0
        self.seconds = 100.0

    def __call__(self) -> subprocess.Popen[bytes]:
        self.number, self.ended = self.number + 1, False
        return cast("subprocess.Popen[bytes]", self)

    def poll(self) -> int | None:
        return 0 if self.ended else None

    def terminate(self) -> None:
        self.told, self.ended = self.told + 1, True

    def wait(self) -> int:
        return 0


def looked(keeper: Keeper, started: Started, seconds: float) -> int:
    """How many have been started after so much time."""
    for _ in range(int(seconds * 10)):
        started.seconds += 0.1
        keeper.look()
    return started.number


def test_one_that_ends_is_followed_and_those_that_keep_ending_wait_longer() -> None:
    started = Started()
    keeper = Keeper(started, lambda: started.seconds)
    assert looked(keeper, started, 300) == 1
    for number, pause in enumerate((1, 2, 4, 8, 16, 32, 60, 60), start=1):
        started.ended = True
        assert looked(keeper, started, pause - 0.2) == number
        assert looked(keeper, started, 0.5) == number + 1
    assert looked(keeper, started, 61) == 9
    started.ended = True
    assert looked(keeper, started, 1.3) == 10


def test_it_ends_with_the_server_once() -> None:
    started = Started()
    keeper = Keeper(started, lambda: started.seconds)
    keeper.stop()
    assert started.told == 0
    looked(keeper, started, 1)
    keeper.stop()
    keeper.stop()
    assert started.told == 1


def test_a_folder_has_one_publisher(tmp_path: Path) -> None:
    with Office(tmp_path), only_publisher(tmp_path / "public") as still:
        still()
        with refused("private.busy"), only_publisher(tmp_path / "public"):
            pass
    with Office(tmp_path), only_publisher(tmp_path / "public"):
        pass


def on_postgres(server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Have each right to publish rest on a connection of this server; they are listed."""
    opened: list[Any] = []

    def create_connection(_alias: str) -> Any:
        held = server.connect(database)
        opened.append(held)
        return SimpleNamespace(connection=held, ensure_connection=lambda: None, close=held.close)

    class Connections(dict[str, Any]):
        pass

    made = Connections(default=SimpleNamespace(vendor="postgresql"))
    made.create_connection = create_connection  # type: ignore[attr-defined]
    monkeypatch.setattr(alone, "connections", made)
    return opened


def test_two_machines_on_one_server_have_one_publisher(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = on_postgres(postgres, postgres.create_database(), monkeypatch)
    with only_publisher(tmp_path / "one") as still:
        with refused("publisher.another"), only_publisher(tmp_path / "two"):
            pass
        still()
        opened[0].close()
        # The right went with the session.
        with refused("store.failed"):
            still()
        with only_publisher(tmp_path / "two") as other:
            other()
    assert all(one.closed for one in opened)


def test_every_thread_writes_as_durably_as_the_first(tmp_path: Path) -> None:
    found: list[tuple[str, int]] = []

    def ask() -> None:
        database = the_database()
        ((mode,),) = database.execute("pragma journal_mode")
        ((level,),) = database.execute("pragma synchronous")
        found.append((mode, level))
        database.close()

    with Office(tmp_path):
        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    full = 2
    assert found == [("wal", full)] * 3


def test_the_publisher_ends_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    with Office(tmp_path):
        pass
    # It is told of a parent that it does not have.
    command = [sys.executable, "-m", "suffrage.office.publishing", "1"]
    told = {"SUFFRAGE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "suffrage.office.settings"}
    ended = subprocess.run(command, env=told, check=False, timeout=60, capture_output=True)
    assert ended.returncode == 0, ended.stderr
