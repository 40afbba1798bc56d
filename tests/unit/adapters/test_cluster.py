"""Work over a Dask cluster: a scheduler and two workers on this machine, started and ended here."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.support.clusters import line_of, program, scheduler, two_workers, worker
from tests.support.online_box import BLANK, CHOICE, OnlineBox, chain, edit

from suffrage.adapters import cluster
from suffrage.adapters.cluster import over_cluster
from suffrage.belenios import intake
from suffrage.belenios.means import Means
from suffrage.belenios.verify import verify_archive
from suffrage.errors import NotVerified, SuffrageError

pytestmark = pytest.mark.long

pytest.importorskip("distributed", reason="suffrage[cluster] is not installed")
ASKING = """
import sys
from suffrage.adapters import cluster
cluster._PATIENCE = "1s"
with cluster.over_cluster(sys.argv[1]):
    pass
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with two_workers(tmp_path_factory.mktemp("workers")) as at:
        yield at


@pytest.fixture(scope="module")
def archives() -> list[bytes]:
    """A sound box of several batches, one with false ballots, one that ends torn."""
    box = OnlineBox(questions=(CHOICE, BLANK), voters=6)
    for voter in (0, 1, 2, 3, 0, 4, 5):
        box.cast(voter, [[0, 1, 0], [0, 0, 1]])
    steps = box.all_records()
    for place in (3, 6):
        (ballot,) = steps[place][1]
        spoilt = edit(ballot, lambda fields: fields["signature"].update(hash="A" * 43))
        steps[place] = ("Ballot", (spoilt,))
    return [box.archive(), chain(steps), box.archive()[:-100]]


def refuse(number: int) -> int:
    raise NotVerified("bel.ballot-proof", at=f"event {number}", question=1, proof=2)


def seen(archive: bytes, means: Means) -> tuple[object, list[str]]:
    failures = list[SuffrageError]()
    report = verify_archive(archive, failures.append, means)
    return report, [f"{type(failure).__name__} {failure}" for failure in failures]


def test_two_workers_find_what_one_process_finds(
    address: str, archives: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_BATCH", 2)
    with over_cluster(address) as spread:
        found = [seen(archive, Means(spread=spread)) for archive in archives]
    assert found == [seen(archive, Means()) for archive in archives]
    assert [len(failures) for _, failures in found] == [0, 3, 1]


def test_both_workers_work_and_refusals_come_back_whole(address: str) -> None:
    with over_cluster(address) as spread:
        assert list(spread(abs, range(-50, 0))) == list(range(50, 0, -1))
        with pytest.raises(NotVerified) as refusal:
            list(spread(refuse, [3]))
    assert (refusal.value.code, refusal.value.at) == ("bel.ballot-proof", "event 3")
    assert refusal.value.fields == {"question": 1, "proof": 2}


def refused(at: str) -> SuffrageError:
    with pytest.raises(SuffrageError) as refusal, over_cluster(at) as spread:
        list(spread(abs, [1]))
    return refusal.value


@pytest.mark.parametrize("at", ["tcp://127.0.0.1:1", "nowhere", "udp://127.0.0.1:1"])
def test_nobody_answers(at: str) -> None:
    """In a process of its own: a client that finds nobody leaves a thread behind."""
    command = [sys.executable, "-c", ASKING, at]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith(f"Unavailable: cluster.silent address={at}")


def test_a_scheduler_without_workers() -> None:
    with scheduler() as at:
        refusal = refused(at)
    assert (refusal.code, refusal.fields) == ("cluster.empty", {"address": at})


def test_a_scheduler_that_goes_away(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with ExitStack() as stack:
        process = stack.enter_context(program("dask_scheduler", "--port", "0"))
        at = line_of(process, r"tcp://127\.0\.0\.1:\d+")
        stack.enter_context(worker(at, tmp_path))

        def lose(_result: int) -> None:
            process.kill()

        with pytest.raises(SuffrageError) as refusal, over_cluster(at) as spread:
            list(map(lose, spread(abs, range(1_000_000))))
        assert (refusal.value.code, refusal.value.fields) == ("cluster.lost", {"address": at})


def test_a_machine_with_another_release(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_own", lambda: "99")
    refusal = refused(address)
    assert refusal.code == "cluster.release"
    assert refusal.fields["right"] == "99"
    assert str(refusal.fields["address"]).startswith("tcp://127.0.0.1:")


def test_without_the_library_the_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused("tcp://127.0.0.1:1").code == "cluster.missing"
