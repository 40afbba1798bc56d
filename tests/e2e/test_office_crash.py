"""Processes of the office are killed while fifty sections send, and every phone keeps count.

What a phone was told is on the board, at that place, once; what it was not told is there once or
not at all, and nothing else is there. Photo, draft and record go over real HTTP to the section's
own addresses. Kills hit a worker, the publisher, and the master; on PostgreSQL there are two
workers.
"""

import random
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import psycopg
import pytest
from tests.support.counts import count
from tests.support.crowd import CLOCK, SLUG, Phone, prepare, units_of
from tests.support.office_processes import await_end, children, kill, publishers, workers
from tests.support.office_server import OfficeServer, office_server

from suffrage.adapters.postgres import Postgres
from suffrage.adapters.sql_store import SqlStore
from suffrage.adapters.sqlite import open_sqlite
from suffrage.cli.directory import Directory
from suffrage.verify.follow import Following

KILLS: Final = count(5, 100)
FLIGHT: Final = 50
TARGETS: Final = ("worker", "publisher", "master")
TRIES: Final = 400
SECONDS: Final = 90.0


class Office:
    """One office on one database, and the sections that have reported to it so far."""

    def __init__(self, folder: Path, address: str) -> None:
        self.data, self.address = folder / "office", address
        self.data.mkdir()
        self.settings = {"DATABASE_URL": address} if address else {}
        (self.data / "clock").write_text(CLOCK, encoding="ascii")
        told = {"SUFFRAGE_DATA": str(self.data), "SUFFRAGE_CLOCK": str(self.data / "clock")}
        self.begun = prepare({**told, **self.settings}, KILLS * FLIGHT)
        self.phones: list[Phone] = []

    def serve(self) -> AbstractContextManager[OfficeServer]:
        return office_server(
            self.data, clock=CLOCK, processes=2 if self.address else 1, umask=-1, **self.settings
        )

    @contextmanager
    def store(self) -> Iterator[SqlStore]:
        database = (
            Postgres(psycopg.connect(self.address, autocommit=True))
            if self.address
            else open_sqlite(self.data / "office.sqlite3")
        )
        yield SqlStore(database, SLUG)
        database.close()

    def compare(self) -> None:
        """The board beside what every phone was told, in both directions."""
        with self.store() as store:
            entries = store.entries(0)
        written = Counter(entries[self.begun :])
        assert set(written.values()) <= {1}
        assert set(written) <= {phone.record for phone in self.phones}
        for phone in self.phones:
            if phone.acknowledged is not None:
                assert entries[phone.acknowledged] == phone.record


@pytest.fixture(params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    if request.param == "sqlite":
        return Office(tmp_path, "")
    server = request.getfixturevalue("postgres")
    return Office(tmp_path, server.address(server.create_database()))


class Flight:
    """Fifty phones at once; ``moment`` comes when so many of them were answered."""

    def __init__(self, phones: list[Phone], answers: int) -> None:
        self.phones, self.moment = phones, threading.Event()
        self._answers, self._guard = answers, threading.Lock()
        if not answers:
            self.moment.set()

    def send(self, phone: Phone) -> None:
        """Report once; what is cut off stays unanswered."""
        try:
            phone.report()
        except OSError:
            return
        with self._guard:
            self._answers -= 1
            if self._answers <= 0:
                self.moment.set()

    def send_again(self, phone: Phone) -> None:
        """Until the office has answered."""
        for _ in range(TRIES):
            if phone.acknowledged is not None:
                return
            self.send(phone)
            threading.Event().wait(0.05)
        raise AssertionError(f"no answer for {phone.unit}")


def killed(server: OfficeServer, target: str, draw: random.Random) -> None:
    """Kill one process; those that it leaves behind end by themselves."""
    if target == "master":
        left = children(server.pid)
        kill(server.pid)
        for pid in left:
            await_end(pid)
        return
    pid = draw.choice(_begun(server, target))
    kill(pid)
    await_end(pid)


def _begun(server: OfficeServer, target: str) -> list[int]:
    """The processes of a kind; one that was ended before is awaited, as its keeper begins it."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = publishers(server.pid) if target == "publisher" else workers(server.pid)
        if found:
            return found
        threading.Event().wait(0.05)
    raise AssertionError(f"no {target} in {SECONDS} s")


def test_no_kill_loses_or_doubles_a_sheet(office: Office) -> None:
    draw = random.Random(2210)
    kills = deque((number, TARGETS[number % len(TARGETS)]) for number in range(KILLS))
    flight: Flight | None = None
    while kills or flight:
        with office.serve() as server:
            if flight:
                _finish(office, flight, server)
                flight = None
            while kills and flight is None:
                number, target = kills.popleft()
                flight = _cut(office, server, number, target, draw)
                if target != "master":
                    _finish(office, flight, server)
                    flight = None
            if not kills and flight is None:
                _check_the_end(office)


def _cut(
    office: Office, server: OfficeServer, number: int, target: str, draw: random.Random
) -> Flight:
    """Fifty sections send, and a process is killed among their answers."""
    port = int(server.url.rpartition(":")[2])
    sent = units_of(KILLS * FLIGHT)[number * FLIGHT : (number + 1) * FLIGHT]
    flight = Flight([Phone(port, unit) for unit in sent], draw.randrange(FLIGHT - 5))
    office.phones += flight.phones
    with ThreadPoolExecutor(FLIGHT) as pool:
        for phone in flight.phones:
            pool.submit(flight.send, phone)
        flight.moment.wait(60)
        killed(server, target, draw)
    office.compare()
    return flight


def _finish(office: Office, flight: Flight, server: OfficeServer) -> None:
    """All who had no answer send again, and the board has each of them once."""
    for phone in flight.phones:
        phone.port = int(server.url.rpartition(":")[2])
    with ThreadPoolExecutor(FLIGHT) as pool:
        for _ in pool.map(flight.send_again, flight.phones):
            pass
    office.compare()
    with office.store() as store:
        assert store.size() == office.begun + len(office.phones)


def _check_the_end(office: Office) -> None:
    """Every photo is there, and the public folder comes to tell of every sheet."""
    with office.store() as store:
        size = store.size()
        ((photos,),) = store.database.execute("select count(*) from office_photo")
    assert size == office.begun + KILLS * FLIGHT
    # A kill may leave a half-written file, which is no photo and is named apart.
    whole = list((office.data / "photos" / SLUG).glob("*.jpg"))
    assert photos == KILLS * FLIGHT == len(whole)
    folder = Directory(office.data / "public" / SLUG)
    following = Following(folder)
    for _ in range(TRIES):
        following.advance()
        if following.state.size == size:
            return
        threading.Event().wait(0.1)
    raise AssertionError(f"published {following.state.size} of {size}")
