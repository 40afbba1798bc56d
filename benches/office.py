"""The hour when all sections send at once, through a running office, while readers ask.

2,000 sections send a photo, a draft and a signed sheet over HTTP, as fast as fifty phones at a
time can, while others read the public pages through nginx; the office publishes meanwhile.
Beside it: the same sheets in one commit each, and plain durable inserts.
Run ``python benches/office.py [SECTIONS]``.
"""

import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# The crowd of the crash test: what sends is the same.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support import crowd
from tests.support.crowd import CLOCK, SLUG, Phone, prepare, units_of
from tests.support.office_processes import publishers, workers
from tests.support.office_server import office_server

from board import definition, sheets
from serving import nginx, requests_a_second
from suffrage.adapters.database import Database
from suffrage.adapters.scribe import Scribe
from suffrage.adapters.sql_store import open_store
from suffrage.adapters.sqlite import open_sqlite
from suffrage.cli.count_board import CountBoard

AT_ONCE, PHOTO = 50, 700
"""Phones at a time; the side of a noisy photo in pixels, which is about 300 kB."""

_TICKS = os.sysconf("SC_CLK_TCK")
_RESULTS = Path(__file__).parent / "results" / "office.json"


def main(sections: int) -> None:
    """Measure, print, and keep the figures."""
    figures: dict[str, float] = {
        "sections": sections,
        "photo_bytes": len(crowd.picture_of("", PHOTO)),
    }
    with tempfile.TemporaryDirectory(prefix="suffrage-bench-") as place:
        figures |= evening(Path(place) / "office", sections)
        figures |= beside(Path(place), sections)
    for name, value in figures.items():
        print(f"{name:<28}{value:>12}")
    _RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def evening(data: Path, sections: int) -> dict[str, float]:
    """The sections' sending, what it cost, and what readers had meanwhile."""
    data.mkdir()
    (data / "clock").write_text(CLOCK, encoding="ascii")
    prepare({"SUFFRAGE_DATA": str(data), "SUFFRAGE_CLOCK": str(data / "clock")}, sections)
    with office_server(data, clock=CLOCK, more=["--threads", "16"]) as server:
        folder = data / "public" / SLUG
        _await((folder / "site/en/text/index.html").exists)
        phones = [Phone(int(server.url.rpartition(":")[2]), unit) for unit in units_of(sections)]
        taken: dict[str, list[float]] = {"photo": [], "draft": [], "send": []}
        place = data / "nginx"
        place.mkdir()
        with nginx(folder, place) as port:
            readers = _Readers(port)
            before = {
                "worker": _cpu(workers(server.pid)),
                "publisher": _cpu(publishers(server.pid)),
            }
            start = time.perf_counter()
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(lambda phone: _timed(phone, taken), phones))
            seconds = time.perf_counter() - start
            told = readers.stop()
        spent = {
            "cpu_worker_s": _cpu(workers(server.pid)) - before["worker"],
            "cpu_publisher_s": _cpu(publishers(server.pid)) - before["publisher"],
        }
        _await(lambda: _published(folder) >= sections)
        late = time.perf_counter() - start - seconds
        return {
            "seconds": round(seconds, 1),
            "sheets_per_second": round(sections / seconds, 1),
            **{
                f"{step}_{name}_ms": round(1000 * value, 1)
                for step, times in taken.items()
                for name, value in (("p50", statistics.median(times)), ("p99", _p99(times)))
            },
            "published_after_s": round(late, 1),
            "readers_per_second": round(told),
            **{name: round(value, 1) for name, value in spent.items()},
            "memory_worker_mb": _memory(workers(server.pid)),
            "memory_publisher_mb": _memory(publishers(server.pid)),
        }


class _Readers:
    """Two connections that read for a tenth of the time, as ten thousand pages left open do."""

    def __init__(self, port: int | None) -> None:
        self._answers, self._begun = 0.0, time.perf_counter()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, args=(port,))
        self._thread.start()

    def _read(self, port: int | None) -> None:
        paths = ["site/en/text/index.html", "site/en/index.html", "results.json"]
        while port is not None and not self._stopped.wait(1.8):
            self._answers += 0.2 * requests_a_second(port, paths, 0.2, compressed=True)

    def stop(self) -> float:
        """How many answers came in a second, pauses included."""
        self._stopped.set()
        self._thread.join()
        return self._answers / (time.perf_counter() - self._begun)


def beside(place: Path, sections: int) -> dict[str, float]:
    """The same number of sheets given to a scribe at once: many in a commit, one in each."""
    inserts = _insert_rate(place / "plain.sqlite", sections)
    together = _scribe_rate(place / "group.sqlite", sections, {})
    alone = _scribe_rate(place / "alone.sqlite", sections, {"batch": 1})
    return {
        "group_commit_per_second": round(together),
        "one_commit_each_per_second": round(alone),
        "plain_inserts_per_second": round(inserts),
        "group_to_one_ratio": round(together / alone, 2),
    }


def _scribe_rate(path: Path, sections: int, options: dict[str, int]) -> float:
    board = CountBoard(definition(), "text", bytes, open_store(path, "bench"))
    acts = sheets(board)[:sections]
    own = threading.local()

    def connect() -> Database:
        if not hasattr(own, "database"):
            own.database = open_sqlite(path)
        found: Database = own.database
        return found

    scribe = Scribe(connect, **options)
    scribe.state("bench")
    start = time.perf_counter()
    for one in [scribe.submit("bench", [act]) for act in acts]:
        one.result()
    rate = len(acts) / (time.perf_counter() - start)
    scribe.close()
    return rate


def _insert_rate(path: Path, sections: int) -> float:
    """As many inserts of a sheet's bytes, each durable, and nothing checked."""
    database = open_sqlite(path)
    database.execute("create table plain (data blob)")
    start = time.perf_counter()
    for _ in range(sections):
        database.execute("insert into plain values (?)", (b"x" * 900,))
    return sections / (time.perf_counter() - start)


def _timed(phone: Phone, taken: dict[str, list[float]]) -> None:
    for step, work in phone.steps(PHOTO):
        start = time.perf_counter()
        work()
        taken[step].append(time.perf_counter() - start)
    phone.hang_up()


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(0.99 * len(times))]


def _cpu(pids: Sequence[int]) -> float:
    """Processor seconds of processes so far."""
    spent = 0.0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / _TICKS
    return spent


def _memory(pids: Sequence[int]) -> int:
    """Their largest memory, in megabytes."""
    found = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                found += int(line.split()[1]) // 1024
    return found


def _published(folder: Path) -> int:
    note = (folder / "log/checkpoint").read_text(encoding="utf-8")
    return int(note.splitlines()[1])


def _await(there: Callable[[], bool]) -> None:
    until = time.monotonic() + 300
    while not there():
        assert time.monotonic() < until
        time.sleep(0.2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
