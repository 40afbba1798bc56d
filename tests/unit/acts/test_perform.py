"""Performing acts: all or nothing, nothing unreadable, and a state that is the store's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from tests.support.online_election import BOX
from tests.support.online_steps import ballot, opened
from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.acts.online.cast_ballot import OpenBox, cast_ballot
from suffrage.acts.paper.receive_sheet import receive_sheet
from suffrage.acts.perform import LiveBoard
from suffrage.adapters.sql_store import open_store
from suffrage.board.kinds.kind import Nothing
from suffrage.board.record import Draft, Record
from suffrage.conduct.state import State

UNIT = "75-001"
SECRETARY = f"secretary@{UNIT}"


def counting() -> Simulation:
    return Simulation().to_the_count()


def acts(simulation: Simulation, *units: str) -> list[Any]:
    """The sheets of several sections, each with its signer."""

    def act(unit: str) -> Callable[[State], Draft]:
        sheet = simulation.sheet(unit)
        return lambda state: receive_sheet(state, f"secretary@{unit}", simulation.now(), sheet)

    return [(act(unit), simulation.sign(f"secretary@{unit}")) for unit in units]


def contents(simulation: Simulation) -> tuple[Any, ...]:
    store = simulation.store
    return store.entries(0), store.blobs(0), store.archives()


def test_several_acts_are_written_together_and_each_meets_the_last_one_s_state() -> None:
    simulation = counting()
    written = simulation.board.perform_all(acts(simulation, "75-001", "75-002"))
    assert [one.index for one in written] == [simulation.state.size - 2, simulation.state.size - 1]


def test_a_refused_act_leaves_nothing() -> None:
    simulation = counting()
    before, state = contents(simulation), simulation.state
    with refused("sheet.ballots-sum"):
        simulation.receive(UNIT, ballots=1)
    assert contents(simulation) == before
    assert simulation.state is state


def test_a_crash_in_the_middle_undoes_the_acts_before_it() -> None:
    simulation = counting()
    before, state = contents(simulation), simulation.state
    (first, sign), (second, _) = acts(simulation, "75-001", "75-002")

    def crash(_message: bytes) -> bytes:
        raise ConnectionError("the smart card has gone")

    with pytest.raises(ConnectionError):
        simulation.board.perform_all([(first, sign), (second, crash)])
    assert contents(simulation) == before
    assert simulation.state is state
    simulation.receive("75-001")


def test_acts_join_the_caller_s_transaction_and_fall_with_it() -> None:
    simulation = counting()
    connection = simulation.store.database.connection
    before = contents(simulation)
    connection.execute("begin immediate")
    simulation.receive("75-001")
    connection.execute("rollback")
    assert contents(simulation) == before
    # The process has seen a record that never was; it starts again from the store.
    simulation.receive("75-002")
    assert [unit for _, unit in simulation.state.units] == ["75-002"]


def test_a_refused_act_leaves_the_caller_s_own_work_alone() -> None:
    simulation = counting()
    connection = simulation.store.database.connection
    connection.execute("create table office (note text)")
    connection.execute("begin immediate")
    connection.execute("insert into office values ('called at nine')")
    good, bad = acts(simulation, "75-001", "75-002")

    def stumble(_state: State) -> Draft:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        simulation.board.perform_all([good, (stumble, bad[1])])
    connection.execute("commit")
    assert connection.execute("select note from office").fetchall() == [("called at nine",)]
    assert "75-001" not in {unit for _, unit in simulation.state.units}


def test_another_process_is_followed_before_an_act() -> None:
    simulation = counting()
    other = LiveBoard(simulation.store)
    simulation.receive("75-001")
    sheet = simulation.sheet("75-001")
    with refused("sheet.again"):
        other.perform(
            lambda state: receive_sheet(state, SECRETARY, "2023-01-13T00:00:00Z", sheet),
            simulation.sign(SECRETARY),
        )
    assert other.state() == simulation.state


def test_a_store_that_was_replaced_is_read_from_its_beginning() -> None:
    simulation, other = counting(), counting()
    simulation.receive("75-001")
    other.receive("75-002")
    board = LiveBoard(simulation.store)
    board.state()
    board._store = other.store
    assert board.state() == other.state


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("record.fields", {"by": ""}),
        ("canonical.shape", {"at": "tonight"}),
        ("record.kind", {"kind": "sheet.dreamt/1"}),
    ],
)
def test_a_draft_that_no_reader_could_parse_is_not_written(
    code: str, change: dict[str, str]
) -> None:
    simulation = counting()
    sheet = simulation.sheet(UNIT)
    draft = replace(receive_sheet(simulation.state, SECRETARY, simulation.now(), sheet), **change)  # type: ignore[arg-type]
    before = contents(simulation)
    with refused(code):
        simulation.board.perform(lambda _state: draft, simulation.sign(SECRETARY))
    assert contents(simulation) == before


def test_a_payload_that_no_reader_could_parse_is_not_written() -> None:
    simulation = counting()
    sheet = msgspec.structs.replace(simulation.sheet(UNIT), blank=-1, ballots=34)
    with refused("canonical.shape"):
        simulation.act(receive_sheet, SECRETARY, sheet)


def test_a_record_that_is_too_long_is_not_written() -> None:
    simulation = counting()
    with refused("record.long"):
        simulation.board.perform(
            lambda _state: Draft("board.closed/1", Nothing(), "agent@" + "a" * 1000, "")
        )


def test_a_board_begins_without_any_state() -> None:
    board = LiveBoard(open_store(":memory:", "nobody"))
    assert board.state() == State()
    with refused("election.not-convened"):
        _ = board.state().rules


def test_what_comes_back_is_what_was_written() -> None:
    simulation = counting()
    written = simulation.receive(UNIT)
    assert Record.parse(simulation.store.entries(written.index)[0]) == written.record


def test_two_processes_that_take_the_same_voter_s_ballots_keep_one() -> None:
    simulation = opened()
    first, second = (OpenBox(simulation.store, BOX, 1) for _ in range(2))
    state, sign = simulation.state, simulation.sign("office")
    one, two = ballot(simulation, 1, voter=0), ballot(simulation, 1, voter=0, choice=2)
    cast_ballot(simulation.store, state, first, one, sign)
    with refused("ballot.again"):
        cast_ballot(simulation.store, state, second, two, sign)
    assert [waiting.data for waiting in simulation.store.waiting(BOX, 1)] == [one]
