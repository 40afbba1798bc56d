"""All shared archives, sound and tampered: one report and one list of failures by any means."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.clusters import two_workers
from tests.support.means import HeldHints, HeldMemory, batches_of, first, seen
from tests.support.online_box import seeded

from suffrage.adapters.archive_file import ArchiveFile
from suffrage.adapters.cluster import over_cluster
from suffrage.adapters.spread import over_processes
from suffrage.belenios.means import Hints, Means, Spread
from suffrage.belenios.report import Report
from suffrage.errors import SuffrageError

pytestmark = pytest.mark.known_answer
NUMBER = 9 + 28
Found = tuple[Report, list[str]] | str


@pytest.fixture(scope="module")
def archives(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    vectors, folder = shared / "vectors" / "belenios", tmp_path_factory.mktemp("tampered")
    with tarfile.open(vectors / "tampered.tar.xz", "r:xz") as packed:
        packed.extractall(folder, filter="data")
    return sorted([*vectors.rglob("*.bel"), *folder.rglob("*.bel")])


def found(path: Path, means: Means | None = None) -> Found:
    """The report with all failures, or the one that leaves nothing to report."""
    with ArchiveFile(path) as data:
        try:
            return seen(data, means)
        except SuffrageError as error:
            return f"{type(error).__name__} {error}"


@pytest.fixture(scope="module")
def plain(archives: list[Path]) -> list[tuple[Found, str]]:
    """What is found in each archive in one process: everything, and what comes first."""
    both = [(found(path), first(path.read_bytes())) for path in archives]
    assert len(both) == NUMBER
    assert 0 < sum(bool(failure) for _, failure in both) < NUMBER
    return both


@pytest.fixture(scope="module")
def processes() -> Iterator[Spread]:
    with over_processes(2) as spread:
        yield spread


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    pytest.importorskip("distributed", reason="suffrage[cluster] is not installed")
    with two_workers(tmp_path_factory.mktemp("workers")) as at, over_cluster(at) as spread:
        yield spread


@pytest.mark.parametrize("name", ["processes", "cluster"])
def test_over_several_workers(
    archives: list[Path], plain: list[tuple[Found, str]], name: str, request: pytest.FixtureRequest
) -> None:
    means = Means(spread=request.getfixturevalue(name))
    with batches_of(1):
        assert [(found(path, means), first(path.read_bytes(), means)) for path in archives] == plain


def test_with_hints_and_with_memory(archives: list[Path], plain: list[tuple[Found, str]]) -> None:
    memory = HeldMemory()
    for path, (everything, failure) in zip(archives, plain, strict=True):
        hints = Hints(HeldHints(), seeded("coefficients"))
        hinted = Means(hints=hints) if "2048" not in str(path) else Means()
        for means in (hinted, hinted, Means(memory=memory), Means(memory=memory)):
            assert found(path, means) == everything
            assert first(path.read_bytes(), means) == failure
