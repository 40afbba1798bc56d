"""Folds are remembered for a state and for no other."""

from dataclasses import replace

from tests.support.refusals import refused
from tests.support.simulator import Simulation

from suffrage.conduct.remembered import of_state
from suffrage.conduct.state import State
from suffrage.conduct.tables import unit_counts
from suffrage.errors import Refused
from suffrage.night.counted import counted


def test_a_fold_is_made_once_for_one_state_and_its_arguments() -> None:
    asked: list[tuple[str, int]] = []

    @of_state
    def fold(state: State, name: str = "") -> list[str]:
        asked.append((name, state.size))
        return [name]

    state = State(size=1)
    assert fold(state, "a") is fold(state, "a")
    assert fold(state, "b") is not fold(state, "a")
    assert fold(replace(state), "a") is not fold(state, "a")
    assert fold(state) == fold(state, "")
    assert asked.count(("a", 1)) == 2


def test_what_is_refused_is_asked_again() -> None:
    times = []

    @of_state
    def fold(state: State) -> int:
        times.append(state.size)
        raise Refused("election.not-convened")

    for _ in range(2):
        with refused("election.not-convened"):
            fold(State())
    assert len(times) == 2


def test_a_state_with_one_more_sheet_is_counted_anew() -> None:
    simulation = Simulation().to_the_count()
    before = simulation.state
    rows = unit_counts(before, "text")
    assert counted(before, "text").numbers.reported == 0
    simulation.receive("75-001")
    assert unit_counts(simulation.state, "text") != rows
    assert counted(simulation.state, "text").numbers.reported == 1
    assert counted(before, "text").numbers.reported == 0
