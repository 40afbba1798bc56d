"""Properties of whole boards: order of arrival, replay, roll back; and of records and bytes."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.counts import count
from tests.support.definitions import six_sections
from tests.support.forgeries import entries
from tests.support.online_election import OnlineSimulation
from tests.support.simulator import Simulation

from suffrage.acts.paper.reserve_sheet import reserve_sheet
from suffrage.acts.perform import LiveBoard
from suffrage.board.record import Record
from suffrage.conduct.tables import unit_counts
from suffrage.count.totals import total
from suffrage.errors import Malformed, SuffrageError
from suffrage.model import canonical
from suffrage.site.results import results_json
from suffrage.site.sheets import sheets_csv

OPTIONS = ("to1", "to2", "to3")
UNITS = [unit.id for unit in six_sections().tree.sections]


def figures(index: int) -> dict[str, Any]:
    """A different possible sheet for each section."""
    votes = {"to1": 3 + index, "to2": 9 - index, "to3": 2 * index}
    valid = sum(votes.values())
    return {"votes": votes, "valid": valid, "ballots": valid + 2, "signatures": valid + 3}


def evening(order: list[str]) -> Simulation:
    """The sheets arrive, and are approved, in this order; the fourth section's is impossible."""
    simulation = Simulation().to_the_count()
    for unit in order:
        index = UNITS.index(unit)
        if index == 3:
            sheet = simulation.sheet(unit, **(figures(index) | {"ballots": 1}))
            simulation.act(reserve_sheet, f"secretary@{unit}", sheet)
            continue
        simulation.receive(unit, **figures(index))
        if index % 2:
            simulation.approve(unit, **figures(index))
    return simulation


@cache
def in_order() -> tuple[bytes, bytes]:
    state = evening(UNITS).state
    return results_json(state, bytes(32)), sheets_csv(state)


@given(st.permutations(UNITS))
def test_sheets_of_different_sections_may_arrive_in_any_order(order: list[str]) -> None:
    state = evening(order).state
    assert (results_json(state, bytes(32)), sheets_csv(state)) == in_order()


@given(st.permutations(UNITS), st.integers(0, len(UNITS)))
def test_a_total_is_the_sum_of_its_parts(order: list[str], cut: int) -> None:
    rows = {row.unit: row for row in unit_counts(_whole().state, "text")}
    parts = (order[:cut], order[cut:])
    left, right = (total([rows[unit] for unit in part], OPTIONS) for part in parts)
    whole = total(rows.values(), OPTIONS)
    for name in ("expected", "counted", "registered_all", "signatures", "ballots", "valid"):
        assert getattr(whole, name) == getattr(left, name) + getattr(right, name)
    for option in OPTIONS:
        assert whole.votes[option] == left.votes[option] + right.votes[option]


@cache
def _whole() -> Simulation:
    return evening(UNITS)


@pytest.mark.parametrize("kind", [Simulation, OnlineSimulation])
def test_the_state_is_what_the_store_replays(kind: type[Simulation]) -> None:
    simulation = kind()
    if isinstance(simulation, OnlineSimulation):
        simulation.run_with_annulment()
    else:
        simulation.run_round_1().run_round_2()
    assert LiveBoard(simulation.store).state() == simulation.state


@given(st.integers(0, 5), st.sampled_from(["signatures", "ballots", "valid", "registered"]))
def test_a_refused_sheet_leaves_no_trace(index: int, field: str) -> None:
    simulation = Simulation().to_the_count()
    before, blobs, state = entries(simulation), simulation.store.blobs(0), simulation.state
    with pytest.raises(SuffrageError):
        simulation.receive(UNITS[index], **(figures(index) | {field: 700}))
    assert entries(simulation) == before
    assert simulation.store.blobs(0) == blobs
    assert simulation.state == state


# -- records and canonical bytes -----------------------------------------------------------------


@cache
def real_records() -> tuple[bytes, ...]:
    return tuple(entries(OnlineSimulation().run_with_annulment()))


def test_every_record_is_read_and_written_as_the_same_bytes() -> None:
    for data in real_records():
        assert Record.parse(data).encoded == data


def _only_malformed(data: bytes) -> None:
    try:
        record = Record.parse(data)
    except Malformed:
        return
    assert record.encoded == data


@given(st.binary(max_size=1100))
def test_bytes_are_a_record_or_malformed(data: bytes) -> None:
    _only_malformed(data)


@given(st.data())
def test_a_record_with_some_bytes_changed_is_a_record_or_malformed(data: st.DataObject) -> None:
    rows = real_records()
    row = bytearray(rows[data.draw(st.integers(0, len(rows) - 1))])
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(row) - 1))
        row[place : place + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    _only_malformed(bytes(row))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_a_value_has_canonical_bytes_that_read_as_itself_or_has_none(value: Any) -> None:
    try:
        data = canonical.encode(value)
    except Malformed:
        return
    assert canonical.decode(data, Any) == value
    assert canonical.encode(canonical.decode(data, Any)) == data


@given(st.text(alphabet='{}[]":,01e.-ntu\\é\u0301 ', max_size=count(40, 200)))
def test_text_is_canonical_or_malformed(text: str) -> None:
    try:
        value = canonical.decode(text.encode(), Any)
    except Malformed:
        return
    assert canonical.encode(value) == text.encode()


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e999999", "-0", "00"])
def test_numbers_that_are_none_are_malformed(number: str) -> None:
    with pytest.raises(Malformed):
        canonical.decode(number.encode(), int)
