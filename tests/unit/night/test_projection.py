"""The projection on made-up nights: what it foretells, what it refuses, what it never says."""

from contextlib import suppress
from dataclasses import replace

import numpy as np
import pytest
from tests.support.work import calls

from suffrage.errors import Malformed, Refused
from suffrage.night.projection.error import share_error
from suffrage.night.projection.extremes import share_extremes
from suffrage.night.projection.one_sided import one_sidedness
from suffrage.night.projection.project import Projection, project
from suffrage.night.projection.units import Previous, Units


def night(
    reported: int,
    *,
    count: int = 400,
    seed: int = 1,
    previous: bool = True,
    order: str = "random",
) -> Units:
    """A second round of two options after a first of three, with effects of federations."""
    chance = np.random.default_rng(seed)
    registered = np.maximum(12, chance.lognormal(5.0, 1.0, count)).astype(np.int64)
    federation = chance.integers(0, 20, count)
    lean = np.clip(
        0.4 + chance.normal(0, 0.08, 20)[federation] + chance.normal(0, 0.06, count), 0.05, 0.8
    )
    first = np.stack((0.6 * lean, 0.6 * (0.85 - lean), np.full(count, 0.09)), axis=1)
    before = chance.binomial(registered[:, None], np.clip(first, 0.01, 0.5))
    before = np.minimum(before, registered[:, None] // 3)
    turnout = chance.binomial(registered, 0.6)
    effect = chance.normal(0, 0.02, 20)[federation]
    for_a = chance.binomial(turnout, np.clip(lean + 0.08 + effect, 0.02, 0.98))
    votes = np.stack((for_a, turnout - for_a), axis=1)
    share = for_a / np.maximum(1, turnout)
    keys = {"random": chance.random(count), "size": registered, "strongholds": -lean}
    key = (keys | {"result": -share})[order]
    arrival = np.argsort(np.argsort(key, kind="stable"), kind="stable")
    arrival = np.where(arrival < reported, arrival, -1)
    base = Previous(registered, before, np.array([0, 1, -1])) if previous else None
    return Units(federation, registered, np.ones((count, 2), bool), votes, arrival, base)


def truth(units: Units) -> float:
    return float(units.votes[:, 0].sum() / units.votes.sum())


def refused(units: Units) -> str:
    with pytest.raises(Refused) as caught:
        project(units)
    return caught.value.code


def changed(units: Units, **new: object) -> Units:
    fields = {name: getattr(units, name) for name in Units.__slots__} | new
    return Units(**fields)


def holds(projection: Projection, share: float) -> bool:
    return projection.options[0].low <= share <= projection.options[0].high


@pytest.mark.parametrize("order", ["random", "size"])
def test_nine_intervals_in_ten_hold_the_final_share(order: str) -> None:
    nights = [night(100, seed=seed, order=order) for seed in range(30)]
    assert sum(holds(project(units), truth(units)) for units in nights) >= 26


def test_small_places_first_deceive_the_raw_share_and_not_the_projection() -> None:
    """The raw share is off where size and lean go together; the baseline takes that out."""
    units = night(200, order="strongholds")
    raw = units.votes[units.reported].sum(axis=0)
    off = abs(raw[0] / raw.sum() - truth(units))
    assert off > 0.04
    assert abs(project(units).options[0].share - truth(units)) < off / 4


def test_an_interval_narrows_as_units_report_and_closes_on_the_result() -> None:
    widths = [project(night(number)).options[0].width for number in (100, 200, 300, 400)]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0.0
    last = project(night(400))
    assert last.options[0].share == pytest.approx(truth(night(400)))
    assert last.ahead == 1.0


def test_what_outstanding_units_would_say_is_not_read() -> None:
    units = night(100)
    votes = np.where(units.reported[:, None], units.votes, 10**9)
    assert project(changed(units, votes=votes)) == project(units)


def test_without_a_previous_round_the_interval_is_wider() -> None:
    alone = project(night(200, previous=False)).options[0]
    based = project(night(200)).options[0]
    assert alone.width > 2 * based.width
    assert alone.low <= truth(night(200)) <= alone.high


@pytest.mark.parametrize(("reported", "previous"), [(300, True), (200, False)])
def test_an_order_by_the_result_itself_is_reckoned_with(reported: int, *, previous: bool) -> None:
    held = 0
    for seed in range(10):
        units = night(reported, seed=seed, previous=previous, order="result")
        with suppress(Refused):
            held += holds(project(units), truth(units))
    assert held >= 8


def test_few_units_are_no_ground() -> None:
    assert refused(night(9)) == "projection.few"
    project(night(10))


def test_strongholds_first_are_refused_until_half_of_the_units() -> None:
    assert refused(night(199, order="strongholds")) == "projection.one-sided"
    projection = project(night(200, order="strongholds"))
    assert holds(projection, truth(night(200)))


def test_small_places_first_are_not_one_sided() -> None:
    assert one_sidedness(night(100, order="size")) < 0.5
    assert one_sidedness(night(100, order="strongholds")) > 1.25
    assert one_sidedness(night(100, previous=False)) == 0.0


def test_an_interval_as_wide_as_half_the_certain_bounds_is_not_shown() -> None:
    """Ten small places, without a baseline, know nothing of towns."""
    assert refused(night(10, previous=False, order="size")) == "projection.wide"


def test_an_interval_never_leaves_the_certain_bounds() -> None:
    for seed in range(5):
        for number in (10, 50, 200, 360):
            units = night(number, seed=seed)
            for one in project(units).options:
                assert one.certain_low <= one.low <= one.share <= one.high <= one.certain_high


def test_the_certain_bounds_of_a_share_are_those_of_its_extreme_ends() -> None:
    units = Units(
        np.array([0, 0, 0]),
        np.array([100, 50, 30]),
        np.array([[True, True, True], [True, True, False], [False, True, True]]),
        np.array([[30, 20, 10], [0, 0, 0], [0, 0, 0]]),
        np.array([0, -1, -1]),
        None,
    )
    extremes = share_extremes(units)
    assert extremes.low.tolist() == [30 / 140, 20 / 140, 10 / 140]
    assert extremes.high.tolist() == [80 / 110, 100 / 140, 40 / 90]


def test_the_bounds_allow_what_blank_ballots_allow() -> None:
    """An option alone in a unit may still lose there: nobody need vote for anybody."""
    units = Units(
        np.array([0, 0]),
        np.array([100, 50]),
        np.array([[True, True], [True, False]]),
        np.array([[30, 30], [0, 0]]),
        np.array([0, -1]),
        None,
    )
    extremes = share_extremes(units)
    assert extremes.low.tolist() == [0.5, 30 / 110]
    assert extremes.high.tolist() == [80 / 110, 0.5]


def test_no_chance_above_99_in_a_hundred_is_given_before_it_is_certain() -> None:
    valid = night(400).votes.sum(axis=1)
    votes = np.stack((valid * 7 // 10, valid - valid * 7 // 10), axis=1)
    early = project(changed(night(150), votes=votes))
    assert early.options[0].low > 0.6
    assert early.options[0].certain_low < 0.5
    assert early.ahead == 0.99
    assert project(changed(night(360), votes=votes)).ahead == 1.0


def test_a_night_that_foretells_itself_badly_is_widened() -> None:
    units = night(200)
    turn = np.where(units.arrival >= 100, units.votes.sum(axis=1) // 4, 0)
    moved = np.minimum(turn, units.votes[:, 0])
    votes = units.votes + np.stack((-moved, moved), axis=1)
    steady, turned = project(units), project(changed(units, votes=votes))
    assert turned.inflation > 2 * steady.inflation
    assert turned.options[0].width > 2 * steady.options[0].width


def test_an_option_that_stands_in_some_units_only_is_projected_there() -> None:
    held = 0
    stands = np.ones((400, 3), bool)
    stands[::2, 2] = False
    for seed in range(10):
        units = night(100, seed=seed)
        third = units.votes[:, 1] // 3 * stands[:, 2]
        votes = np.column_stack((units.votes[:, 0], units.votes[:, 1] - third, third))
        options = project(changed(units, stands=stands, votes=votes)).options
        final = votes.sum(axis=0) / votes.sum()
        held += sum(one.low <= share <= one.high for one, share in zip(options, final, strict=True))
        assert max(one.width for one in options) < 0.1
    assert held >= 26


def where_it_stands_first(seed: int) -> Units:
    """Three options; the first stands in three fifths of the units, and all of these are in."""
    units = night(240, seed=seed)
    assert units.previous is not None
    stands = np.ones((400, 3), bool)
    stands[:, 0] = units.reported
    stands[:, 2] = ~units.reported
    votes = np.zeros((400, 3), np.int64)
    votes[:, 1] = units.votes[:, 1]
    votes[units.reported, 0] = units.votes[units.reported, 0]
    votes[~units.reported, 2] = units.votes[~units.reported, 0]
    before = replace(units.previous, same_as=np.array([0, 1, 2]))
    return changed(units, stands=stands, votes=votes, previous=before)


def test_where_an_option_does_not_stand_turnout_is_believed_to_be_that_of_elsewhere() -> None:
    """Its votes are all counted; what is open is the whole of which they are a part."""
    held = 0
    for seed in range(12):
        units = where_it_stands_first(seed)
        error, bounds = share_error(units, 0), share_extremes(units)
        held += abs(error.share - truth(units)) <= 2 * error.total
        assert error.total < (bounds.high[0] - bounds.low[0]) / 3
    assert held >= 11


@pytest.mark.parametrize(
    "wrong",
    [
        {"registered": np.zeros(400, np.int64)},
        {"federation": np.full(400, -1)},
        {"federation": np.zeros(3, np.int64)},
        {"votes": np.full((400, 2), -1)},
        {"votes": np.full((400, 2), 10**6)},
        {"stands": np.zeros((400, 2), bool)},
        {
            "previous": Previous(
                np.zeros(400, np.int64), np.zeros((400, 1), np.int64), np.array([0])
            )
        },
    ],
)
def test_figures_that_cannot_be_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Malformed) as caught:
        changed(night(100), **wrong)
    assert caught.value.code == "projection.units"


def test_more_sections_are_no_more_calls_to_project() -> None:
    few, many = night(200, count=400), night(1600, count=3200)
    project(few)
    assert calls(lambda: project(many)) <= 2 * calls(lambda: project(few))
