"""Reading two rounds, arranging nights, and the cells of replays."""

import numpy as np
import pytest

from suffrage.errors import SuffrageError
from suffrage.night.projection.project import Projection, project
from suffrage.night.projection.units import Units
from suffrage.night.replay import run
from suffrage.night.replay.orders import Order, arrange
from suffrage.night.replay.read import Rounds, read_rounds
from suffrage.night.replay.run import Cell, replay_cells

WIDE_1 = """code_zone,code_unit,inscrits,voix_A,voix_B,voix_C
01,0001,100,30,20,10
01,0002,50,10,10,10
2A,0003,80,20,20,0
2A,0009,80,20,20,0
"""
WIDE_2 = """code_zone,code_unit,inscrits,voix_B,voix_A
1,1,101,30,31
1,2,50,12,13
2A,3,80,25,15
2A,4,10,1,2
"""
LONG_2 = """code_zone,code_unit,inscrits,nuance,nom,voix
1,1,101,A,NAME,31
1,1,101,B,NAME,20
1,1,101,B,OTHER,10
1,2,50,A,NAME,13
2A,3,80,A,NAME,15
2A,3,80,C,NAME,25
"""


def rounds(first: str = WIDE_1, second: str = WIDE_2) -> Rounds:
    return read_rounds(first.encode(), second.encode())


def refused(first: str, second: str) -> SuffrageError:
    with pytest.raises(SuffrageError) as caught:
        rounds(first, second)
    return caught.value


def made(count: int = 60, seed: int = 3) -> Rounds:
    """Two rounds of a made-up election, as files."""
    chance = np.random.default_rng(seed)
    lines = (
        ["code_zone,code_unit,inscrits,voix_A,voix_B"],
        ["code_zone,code_unit,inscrits,voix_A,voix_B"],
    )
    for unit in range(count):
        roll = int(chance.integers(40, 900))
        lean = chance.uniform(0.2, 0.7)
        for one, turnout in zip(lines, (0.5, 0.6), strict=True):
            valid = chance.binomial(roll, turnout)
            votes = chance.binomial(valid, lean)
            one.append(f"{unit % 6},{unit},{roll},{votes},{valid - votes}")
    return rounds("\n".join(lines[0]), "\n".join(lines[1]))


def test_wide_files_are_joined_by_codes_whatever_their_padding() -> None:
    read = rounds()
    assert read.options == ("B", "A")
    assert read.votes.tolist() == [[30, 31], [12, 13], [25, 15]]
    assert read.registered.tolist() == [101, 50, 80]
    assert read.federation.tolist() == [0, 0, 1]
    assert read.left_out == 2
    assert read.stands.all()
    assert read.previous.votes.tolist() == [[30, 20, 10], [10, 10, 10], [20, 20, 0]]
    assert read.previous.same_as.tolist() == [1, 0, -1]
    assert read.previous.registered.tolist() == [100, 50, 80]


def test_a_long_file_is_summed_by_nuance() -> None:
    read = rounds(second=LONG_2)
    assert read.options == ("A", "B", "C")
    assert read.votes.tolist() == [[31, 30, 0], [13, 0, 0], [15, 0, 25]]
    assert read.stands.tolist() == [[True, True, False], [True, False, False], [True, False, True]]


def test_the_finer_round_is_summed_and_gives_the_federation() -> None:
    """Of several zones a unit belongs to the one where most of its members are."""
    fine = "code_zone,code_unit,inscrits,voix_A\n7,1,10,4\n8,1,30,5\n8,2,5,1\n7,3,5,1\n"
    coarse = "code_unit,inscrits,voix_A\n01,41,9\n02,5,2\n03,5,2\n"
    read = rounds(fine, coarse)
    assert read.previous.votes.tolist() == [[9], [1], [1]]
    assert read.previous.registered.tolist() == [40, 5, 5]
    assert read.federation.tolist() == [0, 0, 1]


def test_the_canton_is_the_federation_where_there_is_one() -> None:
    first = "code_bvote,canton,inscrits,voix_A\n1,4,10,3\n2,5,10,3\n3,4,10,3\n"
    assert rounds(first, first).federation.tolist() == [0, 1, 0]


def test_a_roll_smaller_than_its_votes_is_taken_as_large_as_these() -> None:
    read = rounds(second=WIDE_2.replace("1,2,50,12,13", "1,2,20,12,13"))
    assert read.registered.tolist() == [101, 25, 80]


def test_a_unit_without_members_is_left_out() -> None:
    read = rounds(first=WIDE_1.replace("01,0002,50,10,10,10", "01,0002,0,0,0,0"))
    assert read.registered.tolist() == [101, 80]
    assert read.left_out == 4


@pytest.mark.parametrize(
    "second",
    [
        WIDE_2.replace("inscrits", "roll"),
        WIDE_2.replace("voix_", "votes_"),
        WIDE_2.replace("code_", "key_"),
        WIDE_2.replace("code_zone", "code_x").replace("code_unit", "code_y"),
        "",
    ],
)
def test_a_file_of_neither_layout_is_refused(second: str) -> None:
    error = refused(WIDE_1, second)
    assert (error.code, error.fields) == ("replay.columns", {"round": "2"})


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(SuffrageError) as caught:
        read_rounds(b"\xff\xfe\x00", WIDE_2.encode())
    assert caught.value.code == "replay.columns"


@pytest.mark.parametrize(
    "row",
    ["1,3,80,x,15", "1,3,80,-1,15", "1,3,,1,15", "1,3,80,1", "1,1,101,30,31", "1,1,99,30,31"],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(row: str) -> None:
    error = refused(WIDE_1, WIDE_2 + row + "\n")
    assert (error.code, error.at, error.fields) == ("replay.row", "line 6", {"round": "2"})


def test_files_of_different_places_are_refused() -> None:
    assert (
        refused(
            WIDE_1, WIDE_2.replace("1,1,", "5,1,").replace("1,2,", "5,2,").replace("2A,3", "5,3")
        ).code
        == "replay.units"
    )


@pytest.mark.parametrize("order", Order)
def test_every_order_brings_each_unit_once_and_differs_by_chance(order: Order) -> None:
    read = made()
    chance = np.random.default_rng(1)
    nights = [arrange(read, order, 0, chance).tolist() for _ in range(2)]
    assert [sorted(night) for night in nights] == [list(range(60))] * 2
    assert nights[0] != nights[1]


def test_orders_are_what_they_are_called() -> None:
    read, chance = made(), np.random.default_rng(1)
    size = read.registered[arrange(read, Order.SMALL_FIRST, 0, chance)]
    assert size[:20].mean() < 0.6 * size[-20:].mean()
    shares = read.votes[:, 1] / read.votes.sum(axis=1)
    shares = shares[arrange(read, Order.STRONGHOLDS_FIRST, 1, chance)]
    assert shares[:20].mean() > shares[-20:].mean() + 0.1
    federations = read.federation[arrange(read, Order.FEDERATIONS, 0, chance)]
    assert np.count_nonzero(np.diff(federations)) == 5


def test_a_replay_shows_no_figure_of_an_outstanding_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def watched(units: Units) -> Projection:
        seen.append((int(units.reported.sum()), int(units.votes[~units.reported].sum())))
        return project(units)

    monkeypatch.setattr(run, "project", watched)
    list(replay_cells(made(), 1, 0))
    assert seen == [(number, 0) for number in (3, 6, 15, 30, 45)] * 4


def test_cells_are_the_same_from_the_same_seed() -> None:
    first, again, other = (list(replay_cells(made(), 3, seed)) for seed in (5, 5, 6))
    assert first == again
    assert first != other
    assert [(cell.order, cell.share) for cell in first[:6]] == [
        *(("random", share) for share in (0.05, 0.10, 0.25, 0.50, 0.75)),
        ("small-first", 0.05),
    ]


def test_a_cell_where_all_is_refused_has_no_figure() -> None:
    first = next(iter(replay_cells(made(), 2, 0)))
    assert first == Cell(Order.RANDOM, 0.05, None, None, None, 1.0, None)


def test_a_projection_that_were_always_wrong_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """Coverage and bias are of the final share: one shifted by ten points holds nothing."""

    def shifted(units: Units) -> Projection:
        projection = project(units)
        options = tuple(
            type(one)(one.share + 0.1, one.high + 0.1, one.high + 0.1, 0.0, 1.0)
            for one in projection.options
        )
        return type(projection)(options, 1.0, 0.5)

    monkeypatch.setattr(run, "project", shifted)
    late = list(replay_cells(made(), 4, 0))[4]
    assert late.coverage == 0.0
    assert late.bias == pytest.approx(0.1, abs=0.02)
