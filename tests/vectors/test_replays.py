"""Replays of real two-round elections: what is read, and whether intervals hold."""

import functools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.support.counts import count

from suffrage.night.replay.orders import Order
from suffrage.night.replay.read import Rounds, read_rounds
from suffrage.night.replay.run import Cell, replay_cells

pytestmark = pytest.mark.known_answer

FILES = {
    "communes": ("fr_pres2017_communes_t1", "fr_pres2017_communes_t2"),
    "rhone": ("fr_rhone_pres2017_bureaux_t1", "fr_rhone_pres2017_communes_t2"),
    "brest": ("fr_brest_leg2022_circo2_bureaux_t1", "fr_brest_leg2022_circo2_bureaux_t2"),
    "constituencies": ("fr_leg2022_circonscriptions_t1", "fr_leg2022_circonscriptions_t2"),
}
READ = {
    # name: units, left out, federations, options
    "communes": (35537, 0, 105, 2),
    "rhone": (280, 0, 11, 2),
    "brest": (77, 2, 4, 2),
    "constituencies": (572, 5, 107, 12),
}
REPEAT = {"communes": 1, "rhone": 12, "brest": 12, "constituencies": 1}

Read = Callable[[str], Rounds]


@pytest.fixture(scope="module")
def read(shared: Path) -> Read:
    @functools.cache
    def both(name: str) -> Rounds:
        first, second = ((shared / "data" / f"{file}.csv").read_bytes() for file in FILES[name])
        return read_rounds(first, second)

    if not (shared / "data").is_dir():
        pytest.skip("the shared results are absent")
    return both


@pytest.mark.parametrize("name", FILES)
def test_both_layouts_are_read_whole(read: Read, name: str) -> None:
    rounds = read(name)
    federations = int(rounds.federation.max()) + 1
    assert (len(rounds.votes), rounds.left_out, federations, len(rounds.options)) == READ[name]


def test_the_rhone_adds_up_to_the_published_figures(read: Read) -> None:
    rounds = read("rhone")
    votes = dict(zip(rounds.options, rounds.votes.sum(axis=0).tolist(), strict=True))
    assert votes["MACRON"] == 572015
    assert sum(votes.values()) == 777332
    assert int(rounds.previous.registered.sum()) == 1155604
    assert int(rounds.previous.votes.sum()) == 888512


@functools.cache
def cells_of(read: Read, name: str) -> tuple[Cell, ...]:
    repeat = count(REPEAT[name], 10 * REPEAT[name])
    return tuple(replay_cells(read(name), repeat, 0))


@pytest.mark.parametrize("name", FILES)
def test_intervals_hold_nine_times_in_ten(read: Read, name: str) -> None:
    """Over all cells, as few replays leave chance in each; the page has every cell."""
    held = [cell.coverage for cell in cells_of(read, name) if cell.coverage is not None]
    assert np.mean(held) >= 0.9


@pytest.mark.parametrize("name", FILES)
def test_from_a_quarter_on_most_nights_are_projected(read: Read, name: str) -> None:
    for cell in cells_of(read, name):
        early = cell.order is Order.STRONGHOLDS_FIRST and cell.share < 0.5
        if cell.share >= 0.25 and not early:
            assert cell.refused <= 0.2, cell


@pytest.mark.parametrize("name", FILES)
def test_a_projection_is_half_as_wide_as_what_is_certain_at_most(read: Read, name: str) -> None:
    for cell in cells_of(read, name):
        if cell.width is not None and cell.certain is not None:
            assert cell.width <= cell.certain / 2, cell
