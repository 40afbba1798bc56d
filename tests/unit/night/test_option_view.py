"""The page of an option: what stands behind it, its fate, and the words of the eliminated."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from immutables import Map
from msgspec import structs
from tests.support.refusals import definition_with, refused
from tests.support.simulator import Simulation

from suffrage.acts.opening.recommend_option import recommend_option
from suffrage.acts.opening.withdraw_option import withdraw_option
from suffrage.board.kinds.closing import OutcomeFigures
from suffrage.conduct.state import State
from suffrage.model.candidacy import OptionText, Supporter
from suffrage.night.bodies.option_view import Supported, option_view
from suffrage.night.counted import counted


def fact(on: str, option: str = "to3", contest: str = "text") -> dict[str, str]:
    value = {"kind": "endorsement", "value": "The youth", "by": "the youth's council"}
    return {"contest": contest, "option": option, "on": on, **value}


def enriched(plain: dict[str, Any]) -> None:
    plain["contests"][0]["options"][2].update(
        text={"title": "Together", "sha256": "ab" * 32},
        supporters=[{"name": "Zoe", "office": "Mayor", "on": "2023-01-02"}],
    )
    plain["facts"] = [fact("2023-01-09"), fact("2023-01-02"), fact("2023-01-03", "to1")]


@pytest.fixture(scope="module")
def between() -> Simulation:
    """After a first round that eliminates ``to3``, which then recommends ``to2``."""
    simulation = Simulation(definition_with(enriched)).run_round_1()
    simulation.act(recommend_option, "agent@to3", "text", "to3", "to2")
    return simulation


def test_what_stands_behind_an_option_is_shown(between: Simulation) -> None:
    view = option_view(between.state, "text", "to3")
    assert view.option.text == OptionText("Together", "ab" * 32)
    assert view.option.supporters == (Supporter("Zoe", "Mayor", "2023-01-02"),)
    assert [one.on for one in view.facts] == ["2023-01-02", "2023-01-09"]


def test_figures_are_shown_only_when_they_are_given(between: Simulation) -> None:
    state = between.state
    without = option_view(state, "text", "to3")
    assert (without.votes, without.share) == (None, None)
    figures = counted(state, "text")
    view = option_view(state, "text", "to3", figures)
    assert view.votes == figures.totals.votes["to3"]
    assert view.share == Fraction(view.votes, figures.totals.valid)
    empty = Simulation().to_the_count().state
    nothing = option_view(empty, "text", "to3", counted(empty, "text"))
    assert (nothing.votes, nothing.share) == (0, None)


def test_the_eliminated_speak_and_the_finalist_shows_who_named_it(between: Simulation) -> None:
    state = between.state
    third = option_view(state, "text", "to3")
    assert third.word is not None
    assert (third.fate, third.word.option, third.supported) == ("out", "to2", ())
    for instance in ("text", "first-secretary"):
        second = option_view(state, instance, "to2")
        assert second.supported == (Supported("to3", third.word),)
        assert second.word is None
    assert option_view(state, "text", "to1").supported == ()


def test_a_finalist_is_called_by_the_name_of_its_round(between: Simulation) -> None:
    simulation = Simulation().run_round_1().open_polls(2)
    assert option_view(simulation.state, "text", "to2").option.label == "Text 2"
    assert option_view(simulation.state, "first-secretary", "to2").option.label == "Ben"
    assert option_view(between.state, "first-secretary", "to2").option.label == "Text 2"


def with_outcome(state: State, **outcome: Any) -> State:
    changed = structs.replace(state.announced["text"], outcome=OutcomeFigures(**outcome))
    return replace(state, announced=state.announced.set("text", changed), certified=Map())


def test_the_fate_follows_the_result(between: Simulation, monkeypatch: Any) -> None:
    state = between.state
    before = Simulation().to_the_count().state
    assert option_view(before, "text", "to1").fate == "standing"
    assert option_view(state, "text", "to1").fate == "qualified"
    assert option_view(state, "text", "to3").fate == "out"
    assert option_view(state, "first-secretary", "to1").fate == "standing"
    tied = with_outcome(state, tie=("to1", "to2"))
    _board_gives(monkeypatch, tie=("to1", "to2"))
    assert option_view(tied, "text", "to1").fate == "tied"
    assert option_view(tied, "text", "to3").fate == "out"
    _board_gives(monkeypatch, elected="to1")
    assert option_view(tied, "text", "to1").fate == "elected"
    assert option_view(with_outcome(state, elected="to1"), "text", "to1").fate == "elected"


def _board_gives(monkeypatch: Any, **outcome: Any) -> None:
    found = OutcomeFigures(**outcome)
    monkeypatch.setattr("suffrage.night.bodies.standing.outcome_now", lambda *_: found)


def test_a_withdrawn_option_keeps_its_page() -> None:
    simulation = Simulation().convene().fix_rules()
    simulation.act(withdraw_option, "agent@to3", "text", "to3")
    assert option_view(simulation.state, "text", "to3").fate == "withdrawn"
    simulation.open_polls()
    assert option_view(simulation.state, "text", "to3").fate == "withdrawn"


def test_an_option_that_stands_nowhere_has_no_page(between: Simulation) -> None:
    with refused("option.unknown"):
        option_view(between.state, "text", "to9")


def test_a_result_that_the_board_no_longer_gives_decides_no_fate() -> None:
    simulation = Simulation().to_the_count().count_all().announce()
    assert option_view(simulation.state, "text", "to1").fate == "qualified"
    state = simulation.state
    stated = structs.replace(
        state.announced["text"], outcome=OutcomeFigures(qualified=("to2", "to3"))
    )
    overturned = replace(state, announced=state.announced.set("text", stated))
    assert option_view(overturned, "text", "to1").fate == "standing"
    assert option_view(overturned, "text", "to3").fate == "standing"
