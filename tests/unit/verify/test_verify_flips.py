"""One wrong bit anywhere in the public files makes verification fail and names the place."""

import random

import pytest
from tests.support.counts import count
from tests.support.folders import Folder, check, flipped, online, paper

from suffrage.verify import Policy

pytestmark = pytest.mark.long

SEED = 20230112


def draw(files: Folder, number: int) -> list[tuple[str, int]]:
    """At least one bit of every file, and as many more as asked for."""
    rng = random.Random(SEED)
    paths = sorted(files)
    chosen = [*paths, *rng.choices(paths, [len(files[path]) for path in paths], k=number)]
    return [(path, rng.randrange(8 * len(files[path]))) for path in chosen]


def is_named(path: str, place: str) -> bool:
    """The file itself; or, since a bundle is a file of entries, one of them."""
    return place.startswith((path, "entry ") if path.startswith("log/tile/entries") else path)


def check_flips(files: Folder, policy: Policy, flips: list[tuple[str, int]]) -> None:
    for path, bit in flips:
        report = check({**files, path: flipped(files[path], bit)}, policy)
        assert report.exit_code == 1, (path, bit)
        assert any(is_named(path, one.place) for one in report.failures), (path, bit)


@pytest.mark.drill
def test_a_flipped_bit_of_a_paper_election_is_named() -> None:
    files, policy = paper()
    check_flips(files, policy, draw(files, count(120, 20_000)))


@pytest.mark.drill
def test_a_flipped_bit_of_an_online_election_is_named() -> None:
    files, policy = online()
    check_flips(files, policy, draw(files, count(20, 2_000)))


@pytest.mark.drill
@pytest.mark.parametrize("path", ["about.json", "log/checkpoint"])
def test_every_bit_of_the_small_files_counts(path: str) -> None:
    files, policy = paper()
    step = count(37, 1)
    check_flips(files, policy, [(path, bit) for bit in range(0, 8 * len(files[path]), step)])
