"""What a projection takes from the board: units, order of arrival, the round before."""

from dataclasses import replace
from functools import cache

import msgspec
import numpy as np
import pytest
from tests.support.congress_night import congress_night, next_sheet
from tests.support.night import definition_of, night_state, sheet_of
from tests.support.pools import PooledSimulation
from tests.support.refusals import refused

from suffrage.board.kinds.paper import SheetCorrected, SheetReceived
from suffrage.board.kinds.polls import PollsClosed
from suffrage.board.record import Record
from suffrage.conduct.tables import unit_counts
from suffrage.count.figures import figures_of
from suffrage.count.unit_state import (
    Annulled,
    Awaited,
    Excused,
    Received,
    Summed,
    UnitState,
    figures_in_force,
)
from suffrage.errors import Refused
from suffrage.model.definition import Definition
from suffrage.night.certain import certain
from suffrage.night.counted import counted
from suffrage.night.history import History
from suffrage.night.projection.from_board import project_board, units_of
from suffrage.night.projection.units import Units
from suffrage.verify import HeldFiles
from suffrage.verify.follow import Following

pytestmark = pytest.mark.long

ROLLS = {
    "13-001": 10, "13-002": 20, "13-003": 30, "75-001": 40, "75-002": 50, "75-003": 100,
}  # fmt: skip
NAMES = tuple(ROLLS)


def begun(definition: Definition) -> History:
    """The polls of the first round have closed."""
    history = History()
    closed = Record("polls.closed/1", PollsClosed(1), "commission@chair", "2023-01-12T21:00:00Z")
    history.add(closed, None, replace(night_state(definition, {}), size=1))
    return history


def came(history: History, unit: str, *votes: int) -> None:
    """One more section has sent its first entry."""
    sheet = sheet_of(unit, ROLLS[unit], dict(zip(("to1", "to2", "to3"), votes, strict=True)))
    state = Received(sheet, unit, f"secretary@{unit}")
    at = f"2023-01-12T22:{history.size:02}:00Z"
    next_sheet(history, "text", unit, state, at, SheetReceived("text", unit))


def six(**more: object) -> History:
    return begun(definition_of({"name": "top", "places": 2}, ROLLS, **more))


def with_units(history: History, **units: UnitState) -> History:
    """The same course with other states at its end, as a record without figures would leave."""
    state = history.now
    changed = {("text", name.replace("_", "-")): one for name, one in units.items()}
    after = replace(state, size=history.size + 1, units=state.units.update(changed))
    closed = Record("polls.closed/1", PollsClosed(1), "commission@chair", "2023-01-12T23:00:00Z")
    history.add(closed, None, after)
    return history


def test_units_are_the_sections_with_their_rolls_and_the_order_in_which_they_came() -> None:
    history = six()
    came(history, "75-002", 20, 10, 5)
    came(history, "13-001", 4, 3, 2)
    units = units_of(history, "text")
    assert units.registered.tolist() == list(ROLLS.values())
    assert units.federation.tolist() == [0, 0, 0, 1, 1, 1]
    assert units.arrival.tolist() == [1, -1, -1, -1, 0, -1]
    assert units.votes[0].tolist() == [4, 3, 2]
    assert units.stands.all()
    assert units.previous is None


def test_a_correction_moves_no_unit_in_the_order() -> None:
    history = six()
    came(history, "75-002", 20, 10, 5)
    came(history, "13-001", 4, 3, 2)
    sheet = sheet_of("75-002", 50, {"to1": 21, "to2": 10, "to3": 5})
    other = Received(sheet, "other", "secretary@75-002")
    head = SheetCorrected("text", "75-002", "ab" * 32)
    next_sheet(history, "text", "75-002", other, "2023-01-12T23:00:00Z", head)
    units = units_of(history, "text")
    assert units.arrival.tolist() == [1, -1, -1, -1, 0, -1]
    assert units.votes[4].tolist() == [21, 10, 5]


def test_a_reserved_sheet_is_outstanding_until_it_is_corrected() -> None:
    """One sheet of the demo came at 23:47 and could not be right."""
    history = congress_night(1)
    late = next(e for e in history.acts("sheet.reserved/1")).index + 1
    place = [row.unit for row in unit_counts(history.now, "text")].index("76-002")
    assert units_of(history, "text", late).arrival[place] == -1
    after = units_of(history, "text")
    assert after.arrival[place] == after.arrival.max()


def test_units_that_bring_nothing_are_left_out() -> None:
    history = six()
    came(history, "75-002", 20, 10, 5)
    came(history, "75-001", 20, 10, 5)
    figures = figures_in_force(history.now.unit("text", "75-001"))
    bring_nothing: dict[str, UnitState] = {
        "13_003": Excused("lost"),
        "75_001": Annulled(figures, "d1"),
    }
    with_units(history, **bring_nothing)
    units = units_of(history, "text")
    assert units.registered.tolist() == [10, 20, 50, 100]
    assert units.votes.sum() == 35


def test_a_section_without_members_is_left_out() -> None:
    history = six()
    came(history, "75-002", 20, 10, 5)
    state = replace(history.now, registered=history.now.registered.set("13-001", 0))
    empty = History()
    closed = Record("polls.closed/1", PollsClosed(1), "commission@chair", "2023-01-12T21:00:00Z")
    empty.add(closed, None, replace(state, size=1))
    assert units_of(empty, "text").registered.tolist() == [20, 30, 40, 50, 100]


def test_a_moment_of_the_night_knows_nothing_of_what_came_later() -> None:
    history = six()
    came(history, "75-002", 20, 10, 5)
    early = units_of(history, "text")
    size = history.size
    came(history, "13-001", 4, 3, 2)
    again = units_of(history, "text", size)
    for name in ("votes", "arrival", "registered", "federation"):
        assert np.array_equal(getattr(early, name), getattr(again, name))


def test_before_the_first_vote_nothing_is_projected() -> None:
    with refused("projection.few", units=0):
        project_board(six(), "text")
    history = six()
    came(history, "75-002", 0, 0, 0)
    with refused("projection.few", units=0):
        project_board(history, "text")


def test_a_contest_in_which_nobody_stands_is_not_projected() -> None:
    history = congress_night(1)
    with refused("round.not-held", round=2):
        project_board(history, "first-secretary")


# -- the round before ----------------------------------------------------------------------------


def second_round() -> Units:
    return units_of(congress_night(2), "first-secretary")


def test_the_first_round_is_the_baseline_of_the_second_by_option() -> None:
    """Those who stand are first signatories; each keeps the id of the text."""
    units = second_round()
    assert units.previous is not None
    assert units.previous.same_as.tolist() == [0, 1, -1]
    history = congress_night(2)
    rows = [row for row in unit_counts(history.now, "first-secretary") if row.registered]
    first = [figures_in_force(history.now.unit("text", row.unit)) for row in rows]
    for place in range(0, len(rows), 97):
        then = first[place]
        assert then is not None
        assert units.previous.votes[place].tolist() == list(then.votes.values())
        assert units.previous.registered[place] == then.registered


def paired(options: list[dict[str, str]]) -> History:
    """Two evenings without a link: who stands in the second is declared."""
    plain = definition_of({"name": "top", "places": 2}, ROLLS)
    first = msgspec.to_builtins(plain.contests[0])
    second = {
        **first, "id": "head", "round": 2, "opens": "2023-01-19T16:00:00Z",
        "closes": "2023-01-19T21:00:00Z", "options": options,
    }  # fmt: skip
    definition = definition_of(first["rule"], ROLLS, contests=[first, second])
    history = begun(definition)
    for unit in NAMES[:5]:
        came(history, unit, 5, 3, 2)
    declared = definition.declared_options("head")
    after = replace(
        history.now,
        size=history.size + 1,
        options=history.now.options.set("head", declared),
    )
    closed = Record("polls.closed/1", PollsClosed(1), "commission@chair", "2023-01-19T21:00:00Z")
    history.add(closed, None, after)
    return history


PERSONS = [{"id": "ben", "label": "Ben"}, {"id": "ada", "label": "Ada"}]


def test_without_a_link_a_person_is_known_as_the_first_signatory() -> None:
    units = units_of_head(paired(PERSONS))
    assert units.previous is not None
    assert units.previous.same_as.tolist() == [1, 0, -1]


def units_of_head(history: History, options: tuple[str, str] = ("ben", "ada")) -> Units:
    """The second contest with one section's sheet, whose votes are for its own options."""
    sheet = sheet_of("75-001", 40, dict.fromkeys(options, 10))
    one = Received(msgspec.structs.replace(sheet, contest="head"), "p", "secretary@75-001")
    head = SheetReceived("head", "75-001")
    next_sheet(history, "head", "75-001", one, "2023-01-19T22:00:00Z", head)
    return units_of(history, "head")


def test_an_earlier_contest_of_other_people_is_no_baseline() -> None:
    others = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
    assert units_of_head(paired(others), ("yes", "no")).previous is None


def test_a_unit_without_figures_then_is_believed_to_be_like_its_federation() -> None:
    units = units_of_head(paired(PERSONS))
    assert units.previous is not None
    assert units.previous.votes[5].tolist() == [10, 6, 4]
    assert units.previous.registered[5] == 90


def test_annulled_figures_are_no_baseline() -> None:
    history = paired(PERSONS)
    sheet = sheet_of("75-001", 40, {"to1": 40, "to2": 0, "to3": 0})
    with_units(history, **{"75_001": Annulled(figures_of(sheet), "d1")})
    units = units_of_head(history)
    assert units.previous is not None
    assert units.previous.votes[3].tolist() == [5, 3, 2]
    assert units.previous.registered[3] == 50


def test_a_first_round_of_which_nothing_is_known_is_none() -> None:
    history = paired(PERSONS)
    with_units(history, **{unit.replace("-", "_"): Awaited() for unit in NAMES})
    assert units_of_head(history).previous is None


# -- the demo's nights ---------------------------------------------------------------------------


def sizes(history: History, contest: str) -> list[int]:
    """Twelve moments of an evening."""
    acts = history.acts("sheet.received/1")
    entries = [e.index for e in acts if getattr(e.record.head, "contest", "") == contest]
    return [entries[len(entries) * part // 12 - 1] + 1 for part in range(1, 13)]


@pytest.mark.parametrize(("round_", "contest"), [(1, "text"), (2, "first-secretary")])
def test_no_projection_leaves_the_exact_bounds(round_: int, contest: str) -> None:
    history = congress_night(round_)
    shown = 0
    for size in sizes(history, contest):
        state = history.at(size)
        sure = certain(state.rules, counted(state, contest))
        try:
            projection = project_board(history, contest, size)
        except Refused:
            continue
        shown += 1
        for bounds, one in zip(sure.options.values(), projection.options, strict=True):
            assert bounds.share is not None
            assert float(bounds.share[0]) - 1e-12 <= one.low <= one.high
            assert one.high <= float(bounds.share[1]) + 1e-12
            assert one.certain_low == pytest.approx(float(bounds.share[0]))
            assert one.certain_high == pytest.approx(float(bounds.share[1]))
    assert shown == (0 if round_ == 1 else 12)


def test_the_second_night_of_the_demo_was_foretold() -> None:
    """Nine intervals in ten should hold; on this night all of twelve did."""
    history = congress_night(2)
    votes = counted(history.now, "first-secretary").totals.votes
    share = votes["to1"] / sum(votes.values())
    found = [
        project_board(history, "first-secretary", s) for s in sizes(history, "first-secretary")
    ]
    assert all(one.options[0].low <= share <= one.options[0].high for one in found)
    widths = [one.options[0].width for one in found]
    assert widths[-1] < widths[5] < widths[0]


# -- hidden sheets -------------------------------------------------------------------------------


@cache
def pooled_history() -> History:
    """Two rounds with sealed sheets, summed in pools, read from the public folder."""
    simulation = PooledSimulation()
    simulation.to_the_count().count_with_pools()
    simulation.announce().certify().to_the_count(2).count_with_pools(2)
    history = History()
    Following(HeldFiles(simulation.files()), watch=history.add).advance()
    return history


def sums_of(history: History, contest: str) -> list[int]:
    """The sizes of the board after each sum of a pool of a contest."""
    acts = history.acts("pool.summed/1")
    return [e.index + 1 for e in acts if getattr(e.record.head, "contest", "") == contest]


def test_hidden_sheets_are_outstanding_until_their_sum_which_is_one_unit() -> None:
    history = pooled_history()
    size = sums_of(history, "text")[0]
    before, after = units_of(history, "text", size - 1), units_of(history, "text", size)
    (pool,) = (
        one.state for one in unit_counts(history.at(size), "text") if isinstance(one.state, Summed)
    )
    assert before.registered.size - after.registered.size == len(pool.units) - 1
    assert before.reported.sum() + 1 == after.reported.sum()
    assert after.arrival[-1] == after.arrival.max()
    assert after.votes[-1].tolist() == list(pool.figures.votes.values())
    assert before.registered.sum() == after.registered.sum()
    assert (before.votes.sum(axis=1) > 0).tolist() == before.reported.tolist()


def test_a_hidden_unit_is_believed_to_be_like_the_pool_that_held_it() -> None:
    """The sums of the first round are the baseline of the second, and no single sheet is."""
    history = pooled_history()
    size = sums_of(history, "first-secretary")[0] - 1
    state = history.at(size)
    units = units_of(history, "first-secretary", size)
    sections = [row.unit for row in unit_counts(state, "first-secretary") if row.registered]
    first = {
        unit: row.state.figures
        for row in unit_counts(state, "text")
        if isinstance(row.state, Summed)
        for unit in row.sections
    }
    assert units.previous is not None
    for place, section in enumerate(sections):
        if section in first:
            figures = first[section]
            assert units.previous.votes[place].tolist() == list(figures.votes.values())
            assert units.previous.registered[place] == figures.registered
