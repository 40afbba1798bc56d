"""Ed25519 ballots of three options, verified: one by one, in batches, and as whole archives.

1. One core, a thousand ballots complete with their JSON: alone, in batches, in batches with hints,
   and known from before; the same on libsodium beside it.
2. An archive of 5,000 ballots over all cores, by ``suffrage verify`` with its start.
3. Growth from 1,000 to 100,000 ballots in time and memory; ``LARGE=1`` goes on to 1,000,000, keeps
   the result below ``benches/results`` and draws it into ``docs/images``.

Figures to reach: 0.9 ms a ballot alone and 0.3 ms in batches of 1,000; 2.3 s and 0.9 s for the
archive, without and with hints, on two cores; linear growth below 1 GiB. Processor time is what to
read on a machine that others use as well. Ballots are made once, in two minutes or so (half an
hour for the million), and kept in ``build/``. Run ``python benches/ballots.py [ROUNDS]``.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes
from typing import Any

from boxes import ballots_of, box_of, setup_of
from curves import Curve, Panel, draw
from suffrage.belenios.check_ballot import check_ballot
from suffrage.belenios.check_batch import Batch, check_batch

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benches" / "results" / "ballots.json"
PICTURE = ROOT / "docs" / "images" / "ballots.svg"
LARGE = os.environ.get("LARGE") == "1"
BATCH, ARCHIVE = 1_000, 5_000
SIZES = (1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, *([1_000_000] if LARGE else []))
LIMITS = {"alone": 0.9, "in batches, with hints": 0.3, "cold": 2.3, "with hints": 0.9}
GIBIBYTE = 1024.0
# ``suffrage verify``, and at its end what memory this process and the largest worker had.
COMMAND = """
import atexit, json, resource, sys
from suffrage.cli import main
def tell():
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print(json.dumps([resource.getrusage(one).ru_maxrss for one in who]), file=sys.stderr)
atexit.register(tell)
main()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One verification of an archive: times, and at most so many mebibytes in all processes."""

    size: int
    wall: float
    cpu: float
    memory: float


def main(rounds: int = 3) -> None:
    """Print the tables, and whether the figures are reached."""
    print_ballots(rounds)
    print_archive(rounds)
    print_growth()


def print_ballots(rounds: int) -> None:
    """A thousand ballots on one core, on both backends."""
    ours = part_of("", rounds)
    theirs = part_of("portable", 1)
    print(f"{BATCH:,} ballots, one core, processor time a ballot, median of {rounds} runs")
    print(f"{'':<26}{ours['backend']:>12}{theirs['backend']:>14}{'ratio':>8}")
    for name, seconds in ours["times"].items():
        own, other = 1_000 * seconds / BATCH, 1_000 * theirs["times"][name] / BATCH
        print(f"{name:<26}{own:>9.3f} ms{other:>11.3f} ms{own / other:>7.2f}x{verdict(name, own)}")


def part_of(backend: str, rounds: int) -> dict[str, Any]:
    """What ``measured`` finds in a process of its own, on one core."""
    environment = os.environ | {"SUFFRAGE_KERNEL": backend, "RAYON_NUM_THREADS": "1"}
    command = [sys.executable, __file__, "part", str(rounds)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measured(rounds: int) -> dict[str, Any]:
    """Processor time of a thousand ballots in each way, in seconds."""
    setup, ballots = setup_of(BATCH), tuple(ballots_of(BATCH))
    election, credentials = setup.election, setup.credentials
    weights = dict.fromkeys(credentials.keys, 1)
    cold = Batch(election.data, ballots, weights)
    commitments = check_batch(replace(cold, wanted=True)).commitments
    hinted = replace(cold, commitments=commitments)
    proved = replace(cold, proved=frozenset(range(BATCH)))

    def alone() -> None:
        for ballot in ballots:
            check_ballot(election, credentials, ballot)

    ways: dict[str, Callable[[], object]] = {
        "alone": alone,
        "in batches": lambda: check_batch(cold),
        "in batches, with hints": lambda: check_batch(hinted, token_bytes),
        "known from before": lambda: check_batch(proved),
    }
    times = {name: median_cpu(work, rounds) for name, work in ways.items()}
    backend = "libsodium" if "_portable" in type(election.group).__module__ else "kernel"
    return {"backend": backend, "times": times}


def median_cpu(work: Callable[[], object], rounds: int) -> float:
    """The median of the processor times of this process, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def print_archive(rounds: int) -> None:
    """An archive over all cores, by the command."""
    path = box_of(ARCHIVE)
    cores = len(os.sched_getaffinity(0))
    print(f"\narchive of {ARCHIVE:,} ballots, {cores} cores, with start, median of {rounds} runs")
    print(f"{'':<26}{'clock':>12}{'processors':>14}")
    with tempfile.TemporaryDirectory() as folder:
        hints, cache = Path(folder) / "hints", {"XDG_CACHE_HOME": folder}
        ways: list[tuple[str, list[str], Mapping[str, str]]] = [
            ("cold", ["--no-cache"], {}),
            ("cold, writing hints", ["--no-cache", "--hints", str(hints)], {}),
            ("with hints", ["--no-cache", "--hints", str(hints)], {}),
            ("cold, remembering", [], cache),
            ("known from before", [], cache),
            ("cold, libsodium", ["--no-cache"], {"SUFFRAGE_KERNEL": "portable"}),
        ]
        for name, options, environment in ways:
            once = "," in name
            runs = [
                verify(path, ARCHIVE, options, environment) for _ in range(1 if once else rounds)
            ]
            run = sorted(runs, key=lambda one: one.wall)[len(runs) // 2]
            print(f"{name:<26}{run.wall:>10.2f} s{run.cpu:>12.2f} s{verdict(name, run.wall)}")


def verify(
    path: Path, size: int, options: list[str], environment: Mapping[str, str] | None = None
) -> Run:
    """One run of ``suffrage verify``; its workers' memory is counted as if all had the most."""
    command = [sys.executable, "-c", COMMAND, "verify", str(path), "--json", *options]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=told, stderr=said, env=os.environ | (environment or {})
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        said.seek(0)
        lines = said.read().decode().splitlines()
        assert status == 0, lines
    own, worker = json.loads(lines[-1])
    cores = len(os.sched_getaffinity(0))
    return Run(size, wall, used.ru_utime + used.ru_stime, (own + cores * worker) / 1024)


def print_growth() -> None:
    """Archives of growing size, without and with hints."""
    print("\ngrowth over all cores, one run each; memory of all processes at most")
    heads = ("ballots", "cold", "a ballot", "with hints", "a ballot", "memory")
    print("".join(map("{:>{}}".format, heads, (10, 11, 11, 13, 11, 12))))
    cold, hinted = list[Run](), list[Run]()
    for size in SIZES:
        path = box_of(size)
        with tempfile.TemporaryDirectory(dir=path.parent) as folder:
            options = ["--no-cache", "--hints", str(Path(folder) / "hints")]
            cold.append(verify(path, size, options))
            hinted.append(verify(path, size, options))
        print_row(cold[-1], hinted[-1])
    most = max(run.memory for run in (*cold, *hinted))
    print(f"figure: below 1 GiB, {'reached' if most < GIBIBYTE else 'MISSED'}")
    if LARGE:
        keep(cold, hinted)


def print_row(cold: Run, hinted: Run) -> None:
    """One size: seconds, and microseconds a ballot."""
    parts = [f"{run.wall:>9.1f} s{1e6 * run.wall / run.size:>8.0f} µs" for run in (cold, hinted)]
    print(
        f"{cold.size:>10,}{'  '.join(parts)}{max(cold.memory, hinted.memory):>8.0f} MiB", flush=True
    )


def keep(cold: list[Run], hinted: list[Run]) -> None:
    """The result of a whole run, and its picture."""
    RESULTS.parent.mkdir(exist_ok=True)
    ways = {"cold": cold, "with hints": hinted}
    plain = {
        name: [
            {"ballots": r.size, "seconds": round(r.wall, 2), "mebibytes": round(r.memory)}
            for r in runs
        ]
        for name, runs in ways.items()
    }
    RESULTS.write_text(json.dumps(plain, indent=1) + "\n", "utf-8")
    PICTURE.write_text(picture(plain), "utf-8")


def picture(plain: Mapping[str, list[dict[str, float]]]) -> str:
    """The curves of a result."""

    def curves(what: str) -> list[Curve]:
        return [
            Curve(name, [(point["ballots"], point[what]) for point in points])
            for name, points in plain.items()
        ]

    return draw(
        "Verification of archives of three-option Ed25519 ballots on two cores",
        [
            Panel("Time", "seconds", curves("seconds")),
            Panel("Memory of all processes", "MiB", curves("mebibytes"), limit=(1024, "1 GiB")),
        ],
        across="ballots",
    )


def verdict(name: str, value: float) -> str:
    """Whether the figure of this line is reached."""
    if name not in LIMITS:
        return ""
    return f"   figure {LIMITS[name]}, {'reached' if value <= LIMITS[name] else 'MISSED'}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["part"]:
        print(json.dumps(measured(int(sys.argv[2]))))
    else:
        main(*map(int, sys.argv[1:]))
